// The same as with big.js, in binary floats: not exact, and what exactness is measured against.
import type { UsageRule } from "../../src/index.ts";
import { compiler, type LaneRule } from "./lanes.ts";

export interface FloatTotals {
  open(rule: UsageRule): number;
  /** The charge of one more event. */
  count(total: number, quantity: number): number;
  readonly quantities: readonly number[];
  readonly amounts: readonly number[];
}

type Rule =
  | { readonly kind: "share"; readonly price: number }
  | { readonly kind: "graduated"; readonly tiers: readonly Tier[] }
  | { readonly kind: "volume"; readonly tiers: readonly Tier[] }
  | { readonly kind: "packages"; readonly size: number; readonly price: number };

interface Tier {
  readonly upTo: number;
  readonly price: number;
}

export function createFloatTotals(): FloatTotals {
  const compile = compiler(compileRule);
  const rules: Rule[] = [];
  const quantities: number[] = [];
  const amounts: number[] = [];
  /** The tier that a total has reached. */
  const reached: number[] = [];
  /** The units in the packages that are paid. */
  const paid: number[] = [];

  function walk(total: number, tiers: readonly Tier[], before: number, quantity: number): number {
    const after = quantities[total] as number;
    let at = reached[total] as number;
    let tier = tiers[at] as Tier;
    if (after <= tier.upTo) return quantity * tier.price;
    let amount = 0;
    let from = before;
    while (after > tier.upTo) {
      amount += (tier.upTo - from) * tier.price;
      from = tier.upTo;
      at += 1;
      tier = tiers[at] as Tier;
    }
    reached[total] = at;
    return amount + (after - from) * tier.price;
  }

  function tierAt(total: number, tiers: readonly Tier[], after: number): Tier {
    let at = reached[total] as number;
    let tier = tiers[at] as Tier;
    while (after > tier.upTo) {
      at += 1;
      tier = tiers[at] as Tier;
    }
    reached[total] = at;
    return tier;
  }

  function packagesFor(total: number, size: number, after: number): number {
    const covered = paid[total] as number;
    if (after <= covered) return 0;
    const begun = Math.ceil((after - covered) / size);
    paid[total] = covered + begun * size;
    return begun;
  }

  function count(total: number, quantity: number): number {
    const rule = rules[total] as Rule;
    const before = quantities[total] as number;
    const after = before + quantity;
    quantities[total] = after;
    const amount = amounts[total] as number;
    if (rule.kind === "volume") {
      const price = after * tierAt(total, rule.tiers, after).price;
      amounts[total] = price;
      return price - amount;
    }
    const charge =
      rule.kind === "share"
        ? quantity * rule.price
        : rule.kind === "graduated"
          ? walk(total, rule.tiers, before, quantity)
          : packagesFor(total, rule.size, after) * rule.price;
    amounts[total] = amount + charge;
    return charge;
  }

  function open(rule: UsageRule): number {
    quantities.push(0);
    amounts.push(0);
    reached.push(0);
    paid.push(0);
    return rules.push(compile(rule)) - 1;
  }

  return { open, count, quantities, amounts };
}

function compileRule(rule: LaneRule): Rule {
  switch (rule.kind) {
    case "share":
      return { kind: rule.kind, price: Number(rule.price) };
    case "packages":
      return { kind: rule.kind, size: Number(rule.size), price: Number(rule.price) };
    default:
      return {
        kind: rule.kind,
        tiers: rule.tiers.map(({ upTo, price }) => ({
          upTo: upTo === null ? Infinity : Number(upTo),
          price: Number(price),
        })),
      };
  }
}
