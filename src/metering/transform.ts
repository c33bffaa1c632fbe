// Usage turned into the unit that is priced: divided, then rounded. Both ways alike for a number and its opposite.
import { type Decimal, decimalOf, divide, quotientScale } from "../decimal/decimal.ts";
import type { QuantityRounding, QuantityTransform } from "../model/measuring.ts";

/** The transformed quantity. */
export function transform(
  quantity: Decimal,
  { divide_by = "1", round, scale = 0 }: QuantityTransform,
): Decimal {
  return divideRounded(quantity, decimalOf(divide_by), round, scale);
}

/** The exact quotient, rounded once; without a rounding it keeps 18 places. */
export function divideRounded(
  quantity: Decimal,
  divisor: Decimal,
  round: QuantityRounding | undefined,
  scale: number,
): Decimal {
  if (round === undefined) return divide(quantity, divisor, quotientScale);
  return divide(quantity, divisor, scale, round === "nearest" ? "half_up" : round);
}
