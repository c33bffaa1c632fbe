// Usage by day, as a drawing.
import { accent, chartFrame, chartSize, drawChart, type Range, sideAxis } from "./chartFrame.ts";
import { escapeHtml } from "./escapeHtml.ts";
import {
  compareFractions,
  decimalText,
  type Fraction,
  fractionOf,
  largest,
  minus,
  none,
  smallest,
  wholeFraction,
} from "./fraction.ts";
import { type ReadOptions, readOptions } from "./readOptions.ts";
import { readList, type Shape } from "./readShape.ts";
import type { DayUsage } from "./usageByDay.ts";
import type { WireForm } from "./wireForm.ts";

/** The words of a bar chart. */
export interface UsageBarsOptions {
  /** What the drawing is called. */
  readonly title?: string;
  /** What the quantities are of. */
  readonly unit?: string;
}

/**
 * Usage by day as SVG: a bar for each day, a gap where there was none, the exact quantity in the title of each bar.
 *
 * A quantity below zero is drawn downwards. A quantity of zero is a thin line, as it is not the same as no usage.
 *
 * @param days - days in order, as `usageByDay` makes them; quantities may be numbers, as `toWireJson` writes them
 * @param options - the words
 * @returns one `svg` element
 * @throws BillingError for what are no days or no options, and `number_not_exact` for a number that may have lost digits
 *
 * @example
 * const svg = usageBarsSvg([{ day: "2026-01-01", quantity: "40" }, { day: "2026-01-02", quantity: null }], { unit: "calls" });
 * svg.match(/<rect/g)?.length; // => 1
 * svg.includes("<title>2026-01-01: 40</title>"); // => true
 */
export function usageBarsSvg(days: readonly WireForm<DayUsage>[], options: UsageBarsOptions = {}): string {
  const told = readOptions(options);
  return drawDays(readList(days, dayShape, "days") as unknown as readonly DayUsage[], told);
}

const dayShape: Shape = { day: "text", quantity: "decimal|null" };

function drawDays(days: readonly DayUsage[], options: ReadOptions): string {
  const { title = "Usage by day", unit = "quantity" } = options;
  const values = days.flatMap(({ quantity }) => (quantity === null ? [] : [fractionOf(quantity)]));
  const [low, high] = [smallest([none, ...values]), largest([none, ...values])];
  const up: Range = { low, high: compareFractions(low, high) === 0 ? wholeFraction(1) : high };
  const across = { low: none, high: wholeFraction(Math.max(1, days.length)) };
  const frame = chartFrame(across, up);
  const bars = days.flatMap(({ day, quantity }, at) => {
    if (quantity === null) return [];
    const value = fractionOf(quantity);
    const [left, right] = [
      { n: BigInt(10 * at + 1), d: 10n },
      { n: BigInt(10 * at + 9), d: 10n },
    ];
    const ends = [frame.y(largest([value, none])), frame.y(smallest([value, none]))].map(fractionOf);
    const [top, bottom] = ends as [Fraction, Fraction];
    const height = largest([minus(bottom, top), { n: 1n, d: 2n }]);
    const width = minus(fractionOf(frame.x(right)), fractionOf(frame.x(left)));
    return [
      `<rect x="${frame.x(left)}" y="${decimalText(top, 2)}" width="${decimalText(width, 2)}" height="${decimalText(height, 2)}" fill="${accent}"><title>${escapeHtml(day)}: ${escapeHtml(quantity)}</title></rect>`,
    ];
  });
  const words = { title, description: describe(days), below: "", beside: unit };
  return drawChart(words, [...sideAxis(frame, up), ...dayLabels(days, frame.x)], bars);
}

/** First, middle and last day. */
function dayLabels(days: readonly DayUsage[], x: (value: Fraction) => string): string[] {
  const places = [...new Set([0, Math.floor((days.length - 1) / 2), days.length - 1])].filter(
    (at) => at >= 0,
  );
  const y = chartSize.height - chartSize.bottom + 14;
  return places.map((at) => {
    const anchor = at === 0 ? "start" : at === days.length - 1 ? "end" : "middle";
    const edge = at === 0 ? at : at === days.length - 1 ? at + 1 : undefined;
    const middle = { n: BigInt(2 * at + 1), d: 2n };
    const place = edge === undefined ? middle : wholeFraction(edge);
    return `<text x="${x(place)}" y="${y}" text-anchor="${anchor}">${escapeHtml(days[at]?.day ?? "")}</text>`;
  });
}

function describe(days: readonly DayUsage[]): string {
  const used = days.filter(({ quantity }) => quantity !== null);
  const texts = used.slice(0, 31).map(({ day, quantity }) => `${day}: ${quantity ?? ""}`);
  const rest = used.length - texts.length;
  return texts.length === 0
    ? "no usage"
    : [...texts, ...(rest > 0 ? [`and ${rest} more days`] : [])].join("; ");
}
