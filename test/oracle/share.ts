// Shares an amount out in minor units: each group its exact share rounded down, and what is left one unit each to the
// largest remainders.
import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  isNegative,
  isZero,
  larger,
  multiply,
  negate,
  round,
  subtract,
  sum,
  zero,
} from "./fraction.ts";

/** Parts of a whole number of units of 10^-digits, by weight; in doubt the earlier part gets more. */
export function shareOut(amount: Fraction, weights: readonly Fraction[], digits: number): Fraction[] {
  if (isNegative(amount)) return shareOut(negate(amount), weights, digits).map(negate);
  const whole = sum(weights);
  if (isZero(whole)) return weights.map((_, place) => (place === 0 ? amount : zero));
  const unit = divide(fraction(1), fraction(10n ** BigInt(digits)));
  const exact = weights.map((weight) => divide(multiply(amount, weight), whole));
  const parts = exact.map((share) => round(share, digits, "down"));
  const left = exact.map((share, place) => subtract(share, parts[place] ?? zero));
  const byRemainder = left
    .map((remainder, place) => ({ remainder, place }))
    .sort((a, b) => compare(b.remainder, a.remainder) || a.place - b.place);
  let missing = subtract(amount, sum(parts));
  for (const { place } of byRemainder) {
    if (isZero(missing)) break;
    parts[place] = add(parts[place] ?? zero, unit);
    missing = subtract(missing, unit);
  }
  return parts;
}

/** How much of what all groups come to falls on each: by its part of the quantity; what goes against the sum counts nothing. */
export function weightsOf(values: readonly Fraction[]): Fraction[] {
  const total = sum(values);
  return values.map((value) => larger(zero, isNegative(total) ? negate(value) : value));
}
