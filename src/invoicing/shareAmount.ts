// One amount shared out by largest remainder: the parts add up to it exactly, and each is within one minor unit of its exact
// share.
import {
  add,
  compare,
  type Decimal,
  decimalOf,
  divide,
  isNegative,
  isZero,
  multiply,
  negate,
  subtract,
  zero,
} from "../decimal/decimal.ts";

/** Parts of an amount of whole minor units; ties of remainders go to the part that comes first. */
export function shareAmount(amount: Decimal, weights: readonly Decimal[], digits: number): Decimal[] {
  const whole = weights.reduce(add, zero);
  if (isZero(whole)) return weights.map((_, at) => (at === 0 ? amount : zero));
  const parts = weights.map((weight, at) => {
    const numerator = multiply(amount, weight);
    const part = divide(numerator, whole, digits, "down");
    const rest = subtract(numerator, multiply(part, whole));
    return { at, part, rest: isNegative(rest) ? negate(rest) : rest };
  });
  const unit = divide(decimalOf("1"), decimalOf(`1${"0".repeat(digits)}`), digits);
  const signed = isNegative(amount) ? negate(unit) : unit;
  let left = subtract(
    amount,
    parts.reduce((sum, { part }) => add(sum, part), zero),
  );
  const amounts = parts.map(({ part }) => part);
  for (const { at, part } of [...parts].sort((a, b) => compare(b.rest, a.rest) || a.at - b.at)) {
    if (isZero(left)) break;
    amounts[at] = add(part, signed);
    left = subtract(left, signed);
  }
  return amounts;
}
