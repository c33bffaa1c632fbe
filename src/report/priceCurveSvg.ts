// What a quantity costs, as a drawing.
import type { PriceCurve, UsageRule } from "../index.ts";
import { readCurve } from "./amountOnCurve.ts";
import {
  accent,
  type ChartFrame,
  chartFrame,
  drawChart,
  drawMark,
  lowerAxis,
  type Range,
  sideAxis,
} from "./chartFrame.ts";
import { type CurveChartOptions, curveOf } from "./curveOf.ts";
import {
  compareFractions,
  decimalText,
  type Fraction,
  fractionOf,
  largest,
  none,
  smallest,
  wholeFraction,
} from "./fraction.ts";
import { readOptions } from "./readOptions.ts";

/**
 * The price curve of a rule as SVG: the amount over the quantity, jumps as vertical lines, and the current quantity marked.
 *
 * The line goes through the exact breaks of the curve; places in the drawing have two digits after the point. It takes its colours from the page: text
 * and axes are `currentColor`, the line is `--lucius-accent`. There are no ids, scripts or links in it.
 *
 * @param subject - a curve of `priceCurve`, or a usage rule, as far as `options.to` says
 * @param options - what is marked, and the words
 * @returns one `svg` element
 * @throws BillingError for a rule without a curve, with the issues of `priceCurve`, and for what is neither a rule nor a curve, or no option
 *
 * @example
 * const { rules } = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1,
 *   rules: [{
 *     name: "Calls", type: "usage", model: "tiered", tiers_mode: "volume", metric: "calls",
 *     tiers: [{ up_to: "100", unit_amount: "0.1" }, { up_to: null, unit_amount: "0.05" }],
 *   }],
 * }));
 * const svg = priceCurveSvg(rules[0] as UsageRule, { to: "300", quantity: "250" });
 * svg.match(/ d="(M56 128L[^"]*)"/)?.[1]; // => "M56 128L149.33 52V90L336 14"
 */
export function priceCurveSvg(subject: PriceCurve | UsageRule, options: CurveChartOptions = {}): string {
  const told = readOptions(options);
  const curve = curveOf(subject, told);
  const { title = "Price by quantity", currency, quantity } = told;
  const across = { low: none, high: fractionOf(curve.to) };
  const up = amountRange(curve);
  const frame = chartFrame(across, up);
  const words = {
    title,
    description: describeCurve(curve, quantity),
    below: "quantity",
    beside: currency === undefined ? "amount" : `amount in ${currency}`,
  };
  return drawChart(
    words,
    [...sideAxis(frame, up), ...lowerAxis(frame, across)],
    [
      `<path d="${pathOf(curve, frame)}" fill="none" stroke="${accent}" stroke-width="1.75" stroke-linejoin="round"/>`,
      ...markOf(curve, frame, quantity),
    ],
  );
}

/** From zero, or from the least amount below it, up to the most. */
function amountRange({ amount_at_zero, pieces }: PriceCurve): Range {
  const amounts = pieces.flatMap(({ amount_at_from, amount_before_to, amount_at_to }) =>
    [amount_at_from, amount_before_to ?? amount_at_to, amount_at_to].map(fractionOf),
  );
  const all = [none, fractionOf(amount_at_zero), ...amounts];
  const [low, high] = [smallest(all), largest(all)];
  return { low, high: compareFractions(low, high) === 0 ? wholeFraction(1) : high };
}

/** The line, jump by jump. */
function pathOf({ amount_at_zero, pieces }: PriceCurve, frame: ChartFrame): string {
  const place = (quantity: string, amount: string): string =>
    `${frame.x(fractionOf(quantity))} ${frame.y(fractionOf(amount))}`;
  let [path, height] = [`M${place("0", amount_at_zero)}`, amount_at_zero];
  const jump = (amount: string): void => {
    if (amount !== height) path += `V${frame.y(fractionOf(amount))}`;
    height = amount;
  };
  for (const { amount_at_from, to, amount_before_to, amount_at_to } of pieces) {
    jump(amount_at_from);
    height = amount_before_to ?? amount_at_to;
    path += `L${place(to, height)}`;
    jump(amount_at_to);
  }
  return path;
}

/** A line up to the quantity's place on the curve. */
function markOf(curve: PriceCurve, frame: ChartFrame, quantity: string | undefined): string[] {
  const amount = quantity === undefined ? undefined : readCurve(curve, fractionOf(quantity));
  if (quantity === undefined || amount === undefined) return [];
  return drawMark(frame, fractionOf(quantity), amount, `${quantity}: ${decimalText(amount, 36)}`);
}

/** The breaks in words, the first ones of many. */
function describeCurve(curve: PriceCurve, quantity: string | undefined): string {
  const shown = curve.pieces.slice(0, 12);
  const breaks = shown.map(({ to, amount_at_to }) => `${to}: ${amount_at_to}`);
  const rest = curve.pieces.length - shown.length;
  const amount: Fraction | undefined =
    quantity === undefined ? undefined : readCurve(curve, fractionOf(quantity));
  return [
    `0: ${curve.amount_at_zero}`,
    ...breaks,
    ...(rest > 0 ? [`and ${rest} more`] : []),
    ...(amount === undefined ? [] : [`marked ${quantity}: ${decimalText(amount, 36)}`]),
  ].join("; ");
}
