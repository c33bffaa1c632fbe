// What each unit of a quantity costs on the average, as a drawing.
import type { PriceCurve, PricePiece, UsageRule } from "../index.ts";
import { readCurve, readPiece } from "./amountOnCurve.ts";
import { accent, chartFrame, drawChart, drawMark, lowerAxis, sideAxis } from "./chartFrame.ts";
import { type CurveChartOptions, curveOf } from "./curveOf.ts";
import {
  compareFractions,
  decimalText,
  type Fraction,
  fractionOf,
  largest,
  minus,
  none,
  over,
  plus,
  smallest,
  times,
  wholeFraction,
} from "./fraction.ts";
import { readOptions } from "./readOptions.ts";

/** A point of the curve: a quantity, and what each of its units costs. */
interface Point {
  readonly quantity: Fraction;
  readonly price: Fraction;
}

/** Shares of a piece at which the curve between two breaks is looked at. */
const parts = 12;
/** The share of the drawing at its left in which the price may go beyond it: near zero a flat amount makes any price. */
const margin: Fraction = { n: 1n, d: 40n };

/**
 * The effective price of a rule as SVG: what each unit costs on the average, over the quantity.
 *
 * It is exact at the breaks of the curve and at twelve points between each two, with straight lines between these, as places in a drawing need no more.
 * Where a flat amount is due, the price grows beyond any bound towards zero: the drawing is as high as its price from a fortieth of its width on.
 *
 * @param subject - a curve of `priceCurve`, or a usage rule
 * @param options - what is marked, and the words
 * @returns one `svg` element
 * @throws BillingError for a rule without a curve, with the issues of `priceCurve`, and for what is neither a rule nor a curve, or no option
 *
 * @example
 * const { rules } = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1,
 *   rules: [{ name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.02", minimum_amount: "5" }],
 * }));
 * effectivePriceSvg(rules[0] as UsageRule, { to: "1000", quantity: "500" }).includes("<title>500: 0.02</title>"); // => true
 */
export function effectivePriceSvg(subject: PriceCurve | UsageRule, options: CurveChartOptions = {}): string {
  const told = readOptions(options);
  const curve = curveOf(subject, told);
  const { title = "Effective price by quantity", currency, quantity } = told;
  const across = { low: none, high: fractionOf(curve.to) };
  const runs = curve.pieces.map((piece) => pointsOf(piece));
  const from = times(across.high, margin);
  const seen = runs.flat().filter((point) => compareFractions(point.quantity, from) >= 0);
  const prices = [none, ...seen.map(({ price }) => price)];
  const top = largest(prices);
  const up = { low: smallest(prices), high: top.n === 0n ? wholeFraction(1) : top };
  const frame = chartFrame(across, up);
  const place = ({ quantity: at, price }: Point): string => `${frame.x(at)} ${frame.y(price)}`;
  const shown = runs.map((points) => points.filter(({ price }) => compareFractions(price, up.high) <= 0));
  const path = shown
    .map((points) => points.map((point, at) => `${at === 0 ? "M" : "L"}${place(point)}`).join(""))
    .join("");
  const words = {
    title,
    description: describe(curve),
    below: "quantity",
    beside: `price of a unit${currency === undefined ? "" : ` in ${currency}`}`,
  };
  const mark = markedPoint(curve, quantity);
  return drawChart(
    words,
    [...sideAxis(frame, up), ...lowerAxis(frame, across)],
    [
      `<path d="${path}" fill="none" stroke="${accent}" stroke-width="1.75" stroke-linejoin="round"/>`,
      ...(mark === undefined || compareFractions(mark.price, up.high) > 0
        ? []
        : drawMark(frame, mark.quantity, mark.price, `${quantity}: ${decimalText(mark.price, 18)}`)),
    ],
  );
}

/** Points inside of a piece and at its end; its beginning too, where that is not zero. */
function pointsOf(piece: PricePiece): Point[] {
  const [low, high] = [fractionOf(piece.from), fractionOf(piece.to)];
  const width = minus(high, low);
  const start = fractionOf(piece.amount_at_from);
  const inner = Array.from({ length: parts }, (_, at) => {
    const quantity = plus(low, times(width, { n: BigInt(at + 1), d: BigInt(parts + 1) }));
    return { quantity, price: over(readPiece(piece, quantity), quantity) };
  });
  // Just below the end, where the amount jumps at the end itself.
  const before = fractionOf(piece.amount_before_to ?? piece.amount_at_to);
  const last = { quantity: high, price: over(before, high) };
  // A straight line through zero has one price.
  if (low.n === 0n && start.n === 0n) return [{ quantity: low, price: last.price }, last];
  return [...(low.n === 0n ? [] : [{ quantity: low, price: over(start, low) }]), ...inner, last];
}

function markedPoint(curve: PriceCurve, quantity: string | undefined): Point | undefined {
  if (quantity === undefined) return undefined;
  const at = fractionOf(quantity);
  const amount = readCurve(curve, at);
  return amount === undefined || at.n <= 0n ? undefined : { quantity: at, price: over(amount, at) };
}

function describe({ pieces }: PriceCurve): string {
  const shown = pieces.slice(0, 12).map(({ to, effective_unit_price }) => `${to}: ${effective_unit_price}`);
  const rest = pieces.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ");
}
