// A case's result as text: times per event, ratios within each round, and what the contestants came to.
import { type Drift, driftOf } from "./digest.ts";
import type { CaseResult, EntryResult, Time } from "./measure.ts";

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Of at least one value; between two middle ones the median is halfway. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
  };
}

/** Round by round, so that what slows the machine down for a while slows both sides of a ratio. */
export function ratiosOf(
  a: readonly Time[],
  b: readonly Time[],
  part: (time: Time) => number = whole,
): Spread {
  return spreadOf(a.map((time, round) => part(time) / part(b[round] ?? time)));
}

function whole({ charging, drafting }: Time): number {
  return charging + drafting;
}

export function formatReport({ benchCase, events, results, disagreements }: CaseResult): string {
  const [ours, ...others] = results;
  if (ours === undefined) throw new RangeError("needs at least one contestant");
  const lines = [
    `${benchCase.name}: ${count(events)} events. ${benchCase.question}`,
    row("ns per event", ["median", "min", "charges", "drafts"]),
    ...results.map((result) => timeRow(result, events)),
    row("ratio", ["median", "min", "max", "charges only"]),
    ...others.map(({ entry, times }) => {
      const { median, min, max } = ratiosOf(ours.times, times);
      const charging = ratiosOf(ours.times, times, (time) => time.charging);
      return row(`${ours.entry.name} / ${entry.name}`, [median, min, max, charging.median].map(ratio));
    }),
    outcomeLine(ours),
    ...others
      .filter(({ entry }) => !entry.exact)
      .map(({ entry, digest }) => driftLine(entry.name, driftOf(digest, ours.digest))),
    ...(disagreements.length === 0
      ? ["  The exact contestants agree on every charge and every line."]
      : disagreements.map((disagreement) => `  DISAGREE: ${disagreement}`)),
  ];
  return lines.join("\n");
}

function timeRow({ entry, times }: EntryResult, events: number): string {
  const perEvent = (part: (time: Time) => number): Spread =>
    spreadOf(times.map((time) => (part(time) * 1e6) / events));
  const { median, min } = perEvent(whole);
  const charging = perEvent((time) => time.charging).median;
  const drafting = perEvent((time) => time.drafting).median;
  return row(entry.name, [median, min, charging, drafting].map(count));
}

function outcomeLine({ digest }: EntryResult): string {
  const { accepted, duplicates, rejected } = digest.tally;
  return [
    `  ${count(accepted)} accepted, ${count(duplicates)} sent twice, ${count(rejected)} rejected`,
    `${count(digest.charges)} charges of ${digest.exact}`,
    `${digest.lines.length} lines of ${digest.total}`,
    `digest ${digest.hash}`,
  ].join("; ");
}

function driftLine(name: string, { exact, total, lines, of }: Drift): string {
  return `  ${name}: charges off by ${exact}, ${lines} of ${of} lines differ, total off by ${total}`;
}

function row(name: string, cells: readonly string[]): string {
  return `  ${name.padEnd(24)}${cells.map((cell) => cell.padStart(14)).join("")}`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

function ratio(value: number): string {
  return value.toFixed(2);
}
