// One amount shared out among lines by largest remainder: the parts add up to it exactly, and each is within one minor unit
// of its exact share.
import {
  add,
  compare,
  type Decimal,
  decimalOf,
  divide,
  formatDecimal,
  isNegative,
  isZero,
  maximum,
  multiply,
  negate,
  subtract,
  zero,
} from "../decimal/decimal.ts";
import type { LineItem } from "../model/invoice.ts";
import { step } from "../pricing/price.ts";
import type { Share } from "./ladderUse.ts";

/** The lines of the groups that one line stands for; by quantity, where those of the other sign count nothing. */
export function shareOut(line: LineItem, shares: readonly Share[], digits: number): LineItem[] {
  const weights = shares.map(({ quantity }) => {
    const signed = line.quantity.startsWith("-") ? negate(quantity) : quantity;
    return maximum(zero, signed);
  });
  const { quantity, exact_amount, amount, steps } = line;
  const shared = { quantity, exact_amount, amount, steps };
  const amounts = shareAmount(decimalOf(amount), weights, digits);
  return shares.map(({ group, quantity: own }, at): LineItem => {
    const part = amounts[at] ?? zero;
    const text = formatDecimal(part);
    return {
      ...line,
      quantity: formatDecimal(own),
      amount: text,
      group,
      exact_amount: text,
      steps: [step("share", { quantity: own, amount: part })],
      shared,
    };
  });
}

/** Parts of an amount of whole minor units; ties of remainders go to the part that comes first. */
function shareAmount(amount: Decimal, weights: readonly Decimal[], digits: number): Decimal[] {
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
