// Sums of money that a program names beside its rules.
import type { PricingProgram } from "../model/pricingProgram.ts";

/** Each with its place in the program. */
export function amountsAbove({
  discounts = [],
  minimum_commitment,
  progressive_threshold,
}: PricingProgram): [string, string | undefined][] {
  return [
    ...discounts.map(({ amount }, at): [string, string | undefined] => [`discounts[${at}].amount`, amount]),
    ["minimum_commitment.amount", minimum_commitment?.amount],
    ["progressive_threshold", progressive_threshold],
  ];
}
