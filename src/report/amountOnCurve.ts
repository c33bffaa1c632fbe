// Reading a price curve.
import { type PriceCurve, type PricePiece, parseDecimal } from "../index.ts";
import {
  compareFractions,
  decimalText,
  type Fraction,
  fractionOf,
  minus,
  over,
  plus,
  times,
} from "./fraction.ts";
import { valueAt } from "./valueAt.ts";

/**
 * What a price curve says that a quantity comes to.
 *
 * At a jump it is the amount at the quantity itself, as on the bill. Inside of a piece that stands for many steps (`summed`) it is the line's, within one step of
 * the bill's.
 *
 * @param curve - a curve of `priceCurve`
 * @param quantity - a decimal from 0 to the curve's `to`
 * @throws BillingError with a code of `parseDecimal` for a quantity that is no decimal, as `1e1` is none
 * @returns a decimal, rounded to 36 places where it has more; undefined outside of the curve
 *
 * @example
 * const { rules } = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1,
 *   rules: [{
 *     name: "Calls", type: "usage", model: "tiered", tiers_mode: "volume", metric: "calls",
 *     tiers: [{ up_to: "100", unit_amount: "0.1" }, { up_to: null, unit_amount: "0.05" }],
 *   }],
 * }));
 * const curve = expectOk(priceCurve(rules[0] as UsageRule, { to: "300" }));
 * [amountOnCurve(curve, "100"), amountOnCurve(curve, "101"), amountOnCurve(curve, "301")]; // => ["10", "5.05", undefined]
 */
export function amountOnCurve(curve: PriceCurve, quantity: string): string | undefined {
  const at = fractionOf(valueAt(parseDecimal(quantity), "quantity"));
  const amount = readCurve(curve, at);
  return amount === undefined ? undefined : decimalText(amount, 36);
}

/** The same in fractions. */
export function readCurve({ pieces, amount_at_zero }: PriceCurve, quantity: Fraction): Fraction | undefined {
  if (quantity.n === 0n) return fractionOf(amount_at_zero);
  if (quantity.n < 0n) return undefined;
  const piece = pieces.find(({ to }) => compareFractions(quantity, fractionOf(to)) <= 0);
  return piece && readPiece(piece, quantity);
}

/** What a piece says of a quantity in it. */
export function readPiece(piece: PricePiece, quantity: Fraction): Fraction {
  const { from, to, amount_at_from, amount_before_to, amount_at_to } = piece;
  const [low, high] = [fractionOf(from), fractionOf(to)];
  if (compareFractions(quantity, high) === 0) return fractionOf(amount_at_to);
  const start = fractionOf(amount_at_from);
  const rise = minus(fractionOf(amount_before_to ?? amount_at_to), start);
  return plus(start, times(rise, over(minus(quantity, low), minus(high, low))));
}
