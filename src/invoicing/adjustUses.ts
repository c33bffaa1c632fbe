// What happens to the amounts of one rule in one period, always in this order: the discounts of each ladder as listed,
// the minimum, the maximum, the monthly cap. Minimum, maximum and cap hold for all ladders of the rule together, as `limitsIn`
// says; they are applied to the running sum, so every line gets the difference it makes.
import {
  add,
  type Decimal,
  decimalOf,
  isNegative,
  isZero,
  maximum,
  minimum,
  multiply,
  negate,
  subtract,
  zero,
} from "../decimal/decimal.ts";
import type { Step } from "../model/charge.ts";
import type { Discount } from "../model/discount.ts";
import type { Limits } from "../pricing/limitsIn.ts";
import { step } from "../pricing/price.ts";
import type { LadderUse } from "./ladderUse.ts";

/** A ladder's line, exact. */
export interface AdjustedUse {
  readonly use: LadderUse;
  readonly exact: Decimal;
  /** They add up to `exact`. */
  readonly steps: readonly Step[];
}

/** What a rule came to in each calendar month before the monthly cap. */
export type MonthAmounts = Map<string, Decimal>;

/** Adjusts the uses of one rule, in the order of their ladders; adds what they come to in each month to `months`. */
export function adjustUses(uses: readonly LadderUse[], limits: Limits, months: MonthAmounts): AdjustedUse[] {
  const least = optional(limits.minimum_amount);
  const most = optional(limits.maximum_amount);
  const cap = optional(limits.monthly_cap);
  let sum = zero;
  let limited = zero;
  /** What the lines before of the same ladder came to: its discounts hold for all its groups together. */
  let base = zero;
  return uses.map((use, at) => {
    if (use.ladder !== uses[at - 1]?.ladder) base = zero;
    const discounts = use.ladder.rule.discounts ?? [];
    const gained = { minimum: zero, maximum: zero, monthly_cap: zero };
    let [before, exact] = [applyDiscounts(base, discounts).amount, zero];
    for (const [index, part] of use.parts.entries()) {
      const discounted = applyDiscounts(add(base, part.amount), discounts).amount;
      sum = add(sum, subtract(discounted, before));
      const last = at === uses.length - 1 && index === use.parts.length - 1;
      const raised = last && least !== undefined ? maximum(sum, least) : sum;
      const next = most === undefined ? raised : minimum(raised, most);
      const grown = subtract(next, limited);
      const paid = cap === undefined ? grown : payWithin(cap, part.month, grown, months);
      const lifted = subtract(raised, sum);
      gained.minimum = add(gained.minimum, lifted);
      gained.maximum = add(gained.maximum, subtract(subtract(grown, subtract(discounted, before)), lifted));
      gained.monthly_cap = add(gained.monthly_cap, subtract(paid, grown));
      exact = add(exact, paid);
      limited = next;
      before = discounted;
    }
    const taken = discountSteps(base, use, discounts);
    base = add(base, amountOf(use));
    return { use, exact, steps: [...use.steps, ...taken, ...limitSteps(gained, limits)] };
  });
}

/** The part of a growth that a month's cap leaves, given what came before it in that month. */
function payWithin(cap: Decimal, month: string, grown: Decimal, months: MonthAmounts): Decimal {
  const before = months.get(month) ?? zero;
  const after = add(before, grown);
  months.set(month, after);
  return subtract(minimum(cap, after), minimum(cap, before));
}

function applyDiscounts(
  amount: Decimal,
  discounts: readonly Discount[],
): { readonly amount: Decimal; readonly taken: readonly Decimal[] } {
  let left = amount;
  const taken = discounts.map((discount) => {
    const share =
      discount.percent === undefined
        ? fixedShare(left, discount.amount)
        : multiply(left, decimalOf(discount.percent));
    left = subtract(left, share);
    return share;
  });
  return { amount: left, taken };
}

/** A fixed discount takes no more than there is, and nothing from a credit. */
function fixedShare(left: Decimal, amount: string): Decimal {
  return isNegative(left) ? zero : minimum(left, decimalOf(amount));
}

/** The exact amount of a use, which is its last part's. */
function amountOf({ parts }: LadderUse): Decimal {
  const { amount } = parts.at(-1) as LadderUse["parts"][number];
  return amount;
}

/** What each discount takes from a use, given what it took from the groups before. */
function discountSteps(base: Decimal, use: LadderUse, discounts: readonly Discount[]): Step[] {
  const before = applyDiscounts(base, discounts).taken;
  const { taken } = applyDiscounts(add(base, amountOf(use)), discounts);
  return taken.flatMap((all, at): Step[] => {
    const share = subtract(all, before[at] as Decimal);
    if (isZero(share)) return [];
    const told = step("discount", { amount: negate(share) });
    const { percent, amount } = discounts[at] as Discount;
    return percent === undefined ? [{ ...told, limit: amount }] : [{ ...told, percent }];
  });
}

function limitSteps(
  gained: { readonly [kind in "minimum" | "maximum" | "monthly_cap"]: Decimal },
  { minimum_amount, maximum_amount, monthly_cap }: Limits,
): Step[] {
  const limits = { minimum: minimum_amount, maximum: maximum_amount, monthly_cap };
  const kinds = ["minimum", "maximum", "monthly_cap"] as const;
  return kinds.flatMap((kind) => {
    const limit = limits[kind];
    if (isZero(gained[kind]) || limit === undefined) return [];
    return [{ ...step(kind, { amount: gained[kind] }), limit }];
  });
}

function optional(text: string | undefined): Decimal | undefined {
  return text === undefined ? undefined : decimalOf(text);
}
