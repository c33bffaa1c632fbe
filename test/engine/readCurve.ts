// Reads an amount off a price curve, in fractions.
import type { PriceCurve, PricePiece } from "../../src/index.ts";
import { add, compare, divide, type Fraction, fraction, multiply, subtract } from "../oracle/fraction.ts";

/** The piece that holds a quantity above zero. */
export function pieceAt({ pieces }: PriceCurve, quantity: Fraction): PricePiece {
  const piece = pieces.find(({ to }) => compare(quantity, fraction(to)) <= 0);
  if (piece === undefined) throw new Error("the curve ends before that quantity");
  return piece;
}

/** What the curve says that a quantity comes to. */
export function readCurve(curve: PriceCurve, quantity: Fraction): Fraction {
  if (quantity.n === 0n) return fraction(curve.amount_at_zero);
  const { from, to, amount_at_from, amount_before_to, amount_at_to } = pieceAt(curve, quantity);
  if (compare(quantity, fraction(to)) === 0) return fraction(amount_at_to);
  const low = fraction(amount_at_from);
  const rise = subtract(fraction(amount_before_to ?? amount_at_to), low);
  const share = divide(subtract(quantity, fraction(from)), subtract(fraction(to), fraction(from)));
  return add(low, multiply(rise, share));
}
