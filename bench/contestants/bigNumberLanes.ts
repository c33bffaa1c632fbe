// The same as with big.js, with bignumber.js.
import BigNumber from "bignumber.js";
import type { UsageRule } from "../../src/index.ts";
import { compiler, type LaneRule, type Lanes } from "./lanes.ts";

type Rule =
  | { readonly kind: "share"; readonly price: BigNumber }
  | { readonly kind: "graduated"; readonly tiers: readonly Tier[] }
  | { readonly kind: "volume"; readonly tiers: readonly Tier[] }
  | { readonly kind: "packages"; readonly size: BigNumber; readonly price: BigNumber };

interface Tier {
  readonly upTo: BigNumber | null;
  readonly price: BigNumber;
}

const zero = new BigNumber(0);

export function createBigNumberLanes(): Lanes {
  const compile = compiler(compileRule);
  const rules: Rule[] = [];
  const quantities: BigNumber[] = [];
  const amounts: BigNumber[] = [];
  /** The tier that a total has reached. */
  const reached: number[] = [];
  /** The units in the packages that are paid. */
  const paid: BigNumber[] = [];
  let sum = zero;

  function walk(total: number, tiers: readonly Tier[], before: BigNumber, quantity: BigNumber): BigNumber {
    const after = quantities[total] as BigNumber;
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

  function tierAt(total: number, tiers: readonly Tier[], after: BigNumber): Tier {
    let at = reached[total] as number;
    let tier = tiers[at] as Tier;
    while (tier.upTo !== null && after.gt(tier.upTo)) {
      at += 1;
      tier = tiers[at] as Tier;
    }
    reached[total] = at;
    return tier;
  }

  function packagesFor(total: number, size: BigNumber, after: BigNumber): BigNumber {
    const covered = paid[total] as BigNumber;
    if (after.lte(covered)) return zero;
    const begun = after.minus(covered).div(size).integerValue(BigNumber.ROUND_CEIL);
    paid[total] = covered.plus(begun.times(size));
    return begun;
  }

  function count(total: number, quantity: BigNumber): BigNumber {
    const rule = rules[total] as Rule;
    const before = quantities[total] as BigNumber;
    const after = before.plus(quantity);
    quantities[total] = after;
    const amount = amounts[total] as BigNumber;
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
      for (const { total, quantity } of events) sum = sum.plus(count(total, new BigNumber(quantity)));
    },
    amounts: () => amounts.map((amount) => amount.toFixed()),
    charged: () => sum.toFixed(),
  };
}

function compileRule(rule: LaneRule): Rule {
  switch (rule.kind) {
    case "share":
      return { kind: rule.kind, price: new BigNumber(rule.price) };
    case "packages":
      return { kind: rule.kind, size: new BigNumber(rule.size), price: new BigNumber(rule.price) };
    default:
      return {
        kind: rule.kind,
        tiers: rule.tiers.map(({ upTo, price }) => ({
          upTo: upTo === null ? null : new BigNumber(upTo),
          price: new BigNumber(price),
        })),
      };
  }
}
