// Running totals with big.js, as someone writes them who needs exact amounts and has no other library: prices are read once,
// an event walks only the tiers that it touches, and packages are divided only where a new one is begun.
import Big from "big.js";
import type { UsageRule } from "../../src/index.ts";
import { compiler, type LaneRule } from "./lanes.ts";

export interface BigTotals {
  open(rule: UsageRule): number;
  /** The charge of one more event. */
  count(total: number, quantity: Big): Big;
  readonly quantities: readonly Big[];
  readonly amounts: readonly Big[];
}

type Rule =
  | { readonly kind: "share"; readonly price: Big }
  | { readonly kind: "graduated"; readonly tiers: readonly Tier[] }
  | { readonly kind: "volume"; readonly tiers: readonly Tier[] }
  | { readonly kind: "packages"; readonly size: Big; readonly price: Big };

interface Tier {
  readonly upTo: Big | null;
  readonly price: Big;
}

const zero = new Big(0);

export function createBigTotals(): BigTotals {
  const compile = compiler(compileRule);
  const rules: Rule[] = [];
  const quantities: Big[] = [];
  const amounts: Big[] = [];
  /** The tier that a total has reached. */
  const reached: number[] = [];
  /** The units in the packages that are paid. */
  const paid: Big[] = [];

  function walk(total: number, tiers: readonly Tier[], before: Big, quantity: Big): Big {
    const after = quantities[total] as Big;
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

  function tierAt(total: number, tiers: readonly Tier[], after: Big): Tier {
    let at = reached[total] as number;
    let tier = tiers[at] as Tier;
    while (tier.upTo !== null && after.gt(tier.upTo)) {
      at += 1;
      tier = tiers[at] as Tier;
    }
    reached[total] = at;
    return tier;
  }

  function packagesFor(total: number, size: Big, after: Big): Big {
    const covered = paid[total] as Big;
    if (after.lte(covered)) return zero;
    const begun = after.minus(covered).div(size).round(0, Big.roundUp);
    paid[total] = covered.plus(begun.times(size));
    return begun;
  }

  function count(total: number, quantity: Big): Big {
    const rule = rules[total] as Rule;
    const before = quantities[total] as Big;
    const after = before.plus(quantity);
    quantities[total] = after;
    const amount = amounts[total] as Big;
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

  return { open, count, quantities, amounts };
}

function compileRule(rule: LaneRule): Rule {
  switch (rule.kind) {
    case "share":
      return { kind: rule.kind, price: new Big(rule.price) };
    case "packages":
      return { kind: rule.kind, size: new Big(rule.size), price: new Big(rule.price) };
    default:
      return {
        kind: rule.kind,
        tiers: rule.tiers.map(({ upTo, price }) => ({
          upTo: upTo === null ? null : new Big(upTo),
          price: new Big(price),
        })),
      };
  }
}
