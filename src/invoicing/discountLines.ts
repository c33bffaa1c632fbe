// A program's discounts, in its order, each spread over the lines that it is for: so that a line that is corrected later takes
// its part of them along.
import {
  type Decimal,
  decimalOf,
  formatDecimal,
  isNegative,
  isZero,
  minimum,
  multiply,
  roundTo,
  subtract,
  zero,
} from "../decimal/decimal.ts";
import type { RoundingMode } from "../model/contract.ts";
import type { InvoiceDiscount } from "../model/discount.ts";
import type { AppliedDiscount, LineItem } from "../model/invoice.ts";
import { amountOf, sumOf } from "./netOf.ts";
import { shareAmount } from "./shareAmount.ts";

/** Lines below zero have nothing to take off. */
export function discountLines(
  lines: readonly LineItem[],
  discounts: readonly InvoiceDiscount[],
  digits: number,
  mode: RoundingMode,
): readonly LineItem[] {
  if (discounts.length === 0) return lines;
  const left = lines.map((line) => amountOf(line));
  const applied = lines.map((): AppliedDiscount[] => []);
  for (const discount of discounts) {
    const weights = lines.map(({ rule_id }, at) => {
      const rest = left[at] as Decimal;
      return isNegative(rest) || !isInScope(discount, rule_id) ? zero : rest;
    });
    const whole = sumOf(weights, (weight) => weight);
    if (isZero(whole)) continue;
    const shares = shareAmount(takenOf(discount, whole, digits, mode), weights, digits);
    for (const [at, share] of shares.entries()) {
      if (isZero(share)) continue;
      left[at] = subtract(left[at] as Decimal, share);
      (applied[at] as AppliedDiscount[]).push({ discount: discount.id, amount: formatDecimal(share) });
    }
  }
  return lines.map((line, at) => {
    const own = applied[at] as AppliedDiscount[];
    return own.length === 0 ? line : { ...line, discounts: own };
  });
}

function takenOf(
  { amount, percent }: InvoiceDiscount,
  whole: Decimal,
  digits: number,
  mode: RoundingMode,
): Decimal {
  return percent === undefined
    ? minimum(whole, decimalOf(amount))
    : roundTo(multiply(whole, decimalOf(percent)), digits, mode);
}

/** Whether something is for the lines of a rule; a line of no rule is only reached by what is for every line. */
export function isInScope({ rules }: { readonly rules?: readonly string[] }, ruleId: string | null): boolean {
  return rules === undefined || (ruleId !== null && rules.includes(ruleId));
}
