// The same as with big.js, with decimal.js.
import { Decimal } from "decimal.js";
import type { UsageRule } from "../../src/index.ts";
import { compiler, type LaneRule, type Lanes } from "./lanes.ts";

type Rule =
  | { readonly kind: "share"; readonly price: Exact }
  | { readonly kind: "graduated"; readonly tiers: readonly Tier[] }
  | { readonly kind: "volume"; readonly tiers: readonly Tier[] }
  | { readonly kind: "packages"; readonly size: Exact; readonly price: Exact };

interface Tier {
  readonly upTo: Exact | null;
  readonly price: Exact;
}

// Twenty digits, which is what it keeps unless told otherwise, are not enough for the sum.
const Exact = Decimal.clone({ precision: 30 });
type Exact = Decimal;
const zero = new Exact(0);

export function createDecimalLanes(): Lanes {
  const compile = compiler(compileRule);
  const rules: Rule[] = [];
  const quantities: Exact[] = [];
  const amounts: Exact[] = [];
  /** The tier that a total has reached. */
  const reached: number[] = [];
  /** The units in the packages that are paid. */
  const paid: Exact[] = [];
  let sum = zero;

  function walk(total: number, tiers: readonly Tier[], before: Exact, quantity: Exact): Exact {
    const after = quantities[total] as Exact;
    let at = reached[total] as number;
    let tier = tiers[at] as Tier;
    if (tier.upTo === null || after.lte(tier.upTo)) return quantity.times(tier.price);
    let amount = zero;
    let from = before;
    while (tier.upTo !== null && after.gt(tier.upTo)) {
      amount = amount.plus(tier.upTo.minus(from).times(tier.price));
      from = tier.upTo;
      at += 1;
      tier = tiers[at] as Tier;
    }
    reached[total] = at;
    return amount.plus(after.minus(from).times(tier.price));
  }

  function tierAt(total: number, tiers: readonly Tier[], after: Exact): Tier {
    let at = reached[total] as number;
    let tier = tiers[at] as Tier;
    while (tier.upTo !== null && after.gt(tier.upTo)) {
      at += 1;
      tier = tiers[at] as Tier;
    }
    reached[total] = at;
    return tier;
  }

  function packagesFor(total: number, size: Exact, after: Exact): Exact {
    const covered = paid[total] as Exact;
    if (after.lte(covered)) return zero;
    const begun = after.minus(covered).div(size).ceil();
    paid[total] = covered.plus(begun.times(size));
    return begun;
  }

  function count(total: number, quantity: Exact): Exact {
    const rule = rules[total] as Rule;
    const before = quantities[total] as Exact;
    const after = before.plus(quantity);
    quantities[total] = after;
    const amount = amounts[total] as Exact;
    if (rule.kind === "volume") {
      const price = after.times(tierAt(total, rule.tiers, after).price);
      amounts[total] = price;
      return price.minus(amount);
    }
    const charge =
      rule.kind === "share"
        ? quantity.times(rule.price)
        : rule.kind === "graduated"
          ? walk(total, rule.tiers, before, quantity)
          : packagesFor(total, rule.size, after).times(rule.price);
    amounts[total] = amount.plus(charge);
    return charge;
  }

  function open(rule: UsageRule): number {
    quantities.push(zero);
    amounts.push(zero);
    reached.push(0);
    paid.push(zero);
    return rules.push(compile(rule)) - 1;
  }

  return {
    open,
    rate(events) {
      for (const { total, quantity } of events) sum = sum.plus(count(total, new Exact(quantity)));
    },
    amounts: () => amounts.map((amount) => amount.toFixed()),
    charged: () => sum.toFixed(),
  };
}

function compileRule(rule: LaneRule): Rule {
  switch (rule.kind) {
    case "share":
      return { kind: rule.kind, price: new Exact(rule.price) };
    case "packages":
      return { kind: rule.kind, size: new Exact(rule.size), price: new Exact(rule.price) };
    default:
      return {
        kind: rule.kind,
        tiers: rule.tiers.map(({ upTo, price }) => ({
          upTo: upTo === null ? null : new Exact(upTo),
          price: new Exact(price),
        })),
      };
  }
}
