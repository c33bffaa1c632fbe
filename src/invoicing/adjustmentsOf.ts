// What a rule's own discounts and limits make of an amount alone, step by step: for who wants to know at which amounts
// they begin to count. The steps are those of the bill.
import { type Decimal, decimalOf, zero } from "../decimal/decimal.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import type { Limits } from "../pricing/limitsIn.ts";
import { type AdjustedUse, adjustUses } from "./adjustUses.ts";

export interface Adjustments {
  /** What is billed of an amount. It has no jumps. */
  billed(amount: Decimal): Decimal;
  /** Where it bends, each as what the adjustments before it leave, and the value of that at which it bends; in order. */
  readonly bends: readonly AdjustmentBend[];
}

export interface AdjustmentBend {
  before(amount: Decimal): Decimal;
  readonly at: Decimal;
}

/** The adjustments of a rule in one whole period that is one month, and of no rule beside it. */
export function adjustmentsOf(rule: UsageRule): Adjustments {
  const { discounts = [], minimum_amount, maximum_amount, monthly_cap } = rule;
  const none: Limits = { minimum_amount: undefined, maximum_amount: undefined, monthly_cap: undefined };
  const fixed = discounts.flatMap((discount, at): AdjustmentBend[] => {
    if (discount.amount === undefined) return [];
    return [{ before: adjusted(rule, discounts.slice(0, at), none), at: decimalOf(discount.amount) }];
  });
  const limits = { minimum_amount, maximum_amount, monthly_cap };
  const steps: readonly [string | undefined, Limits][] = [
    [minimum_amount, none],
    [maximum_amount, { ...none, minimum_amount }],
    [monthly_cap, { ...limits, monthly_cap: undefined }],
  ];
  const limited = steps.flatMap(([limit, before]): AdjustmentBend[] => {
    if (limit === undefined) return [];
    return [{ before: adjusted(rule, discounts, before), at: decimalOf(limit) }];
  });
  return { billed: adjusted(rule, discounts, limits), bends: [...fixed, ...limited] };
}

function adjusted(
  rule: UsageRule,
  discounts: NonNullable<UsageRule["discounts"]>,
  limits: Limits,
): (amount: Decimal) => Decimal {
  const ladder = { rule: { ...rule, discounts }, version: 1 };
  return (amount) => {
    const use = { ladder, idle: false, quantity: zero, unitPrice: null, steps: [] };
    const [line] = adjustUses([{ ...use, parts: [{ month: "", amount }] }], limits, new Map());
    // One use makes one line.
    return (line as AdjustedUse).exact;
  };
}
