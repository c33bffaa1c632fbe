// The frame of a drawing: axes with round numbers, and the way from exact values to places in it. A place is worked out in whole
// numbers and has two digits after the point, so values of any size are drawn where they belong.
import { escapeHtml } from "./escapeHtml.ts";
import {
  compareFractions,
  decimalText,
  type Fraction,
  minus,
  none,
  over,
  plus,
  times,
  wholeFraction,
} from "./fraction.ts";
import { tickLabel, ticks } from "./ticks.ts";

/** What a drawing says to who cannot see it, and of what its axes are. */
export interface ChartWords {
  readonly title: string;
  readonly description: string;
  readonly below: string;
  readonly beside: string;
}

/** Values along one side. */
export interface Range {
  readonly low: Fraction;
  readonly high: Fraction;
}

/** Pixels of the view; the drawing grows and shrinks with what it stands in. */
export const chartSize = { width: 360, height: 160, left: 56, right: 24, top: 14, bottom: 32 } as const;
const { width, height, left, right, top, bottom } = chartSize;

export interface ChartFrame {
  readonly x: (value: Fraction) => string;
  readonly y: (value: Fraction) => string;
}

/** Where values of these ranges are; a range without extent is drawn as if it were one wide. */
export function chartFrame(across: Range, up: Range): ChartFrame {
  return {
    x: (value) => place(value, across, left, width - right),
    y: (value) => place(value, up, height - bottom, top),
  };
}

function place(value: Fraction, { low, high }: Range, from: number, to: number): string {
  const extent = minus(high, low);
  const share = over(minus(value, low), compareFractions(extent, none) === 0 ? wholeFraction(1) : extent);
  return decimalText(plus(wholeFraction(from), times(share, wholeFraction(to - from))), 2);
}

/** The whole drawing; `inside` is markup, and everything in `words` text. */
export function drawChart(words: ChartWords, axes: readonly string[], inside: readonly string[]): string {
  const { title, description, below, beside } = words;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}" font-family="system-ui, sans-serif" font-size="10" fill="currentColor">`,
    `<title>${escapeHtml(title)}</title>`,
    `<desc>${escapeHtml(description)}</desc>`,
    ...axes,
    ...inside,
    `<text x="${left}" y="${top - 4}">${escapeHtml(short(beside))}</text>`,
    `<text x="${width - right}" y="${height - 4}" text-anchor="end">${escapeHtml(short(below))}</text>`,
    "</svg>",
  ].join("");
}

/** A name that would run out of the drawing is cut; whole it stands in the title. */
function short(text: string): string {
  const chars = [...text];
  return chars.length <= 48 ? text : `${chars.slice(0, 47).join("")}…`;
}

/** Lines and numbers of the axis beside the drawing. */
export function sideAxis(frame: ChartFrame, up: Range): string[] {
  return ticks(up.low, up.high, 6).flatMap((tick) => {
    const y = frame.y(tick);
    const isZero = compareFractions(tick, none) === 0;
    return [
      `<path d="M${left} ${y}H${width - right}" stroke="currentColor" stroke-opacity="${isZero ? "0.6" : "0.15"}" fill="none"/>`,
      `<text x="${left - 6}" y="${y}" dy="3" text-anchor="end">${escapeHtml(tickLabel(tick))}</text>`,
    ];
  });
}

/** Numbers of the axis below the drawing. */
export function lowerAxis(frame: ChartFrame, across: Range): string[] {
  return ticks(across.low, across.high, 5).flatMap((tick) => {
    const x = frame.x(tick);
    return [
      `<path d="M${x} ${height - bottom}v4" stroke="currentColor" stroke-opacity="0.6" fill="none"/>`,
      `<text x="${x}" y="${height - bottom + 14}" text-anchor="middle">${escapeHtml(tickLabel(tick))}</text>`,
    ];
  });
}

/** A point, with a line down to its place on the axis. */
export function drawMark(frame: ChartFrame, across: Fraction, up: Fraction, text: string): string[] {
  const [x, y] = [frame.x(across), frame.y(up)];
  return [
    `<path d="M${x} ${height - bottom}V${y}" fill="none" stroke="currentColor" stroke-dasharray="3 3" stroke-opacity="0.7"/>`,
    `<circle cx="${x}" cy="${y}" r="3.5" fill="${accent}"><title>${escapeHtml(text)}</title></circle>`,
  ];
}

/** The colour of what is drawn: the page's, or a blue that is seen on light and on dark. */
export const accent = "var(--lucius-accent, #3b73d9)";
