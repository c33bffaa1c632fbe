// A case's result as text: times per event, ratios within each round, and what the contestants came to.
import { type Drift, driftOf } from "./digest.ts";
import type { CaseResult, EntryResult, Phases } from "./measure.ts";
import type { Clock } from "./stopwatch.ts";

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
export function ratiosOf(a: readonly Phases[], b: readonly Phases[], part: Part = whole): Spread {
  return spreadOf(a.map((time, round) => part(time) / part(b[round] ?? time)));
}

type Part = (time: Phases) => number;

const whole: Part = ({ charging, drafting }) => charging + drafting;
const chargingOf: Part = ({ charging }) => charging;
const clocks: readonly Clock[] = ["wall", "processor"];

export function formatReport({ benchCase, events, results, disagreements }: CaseResult): string {
  const [ours, ...others] = results;
  if (ours === undefined) throw new RangeError("needs at least one contestant");
  const inexact = others.filter(({ entry }) => !entry.exact);
  const lines = [
    `${benchCase.name}: ${count(events)} events. ${benchCase.question}`,
    row("ns per event", ["clock", "median", "min", "charges only"]),
    ...clocks.flatMap((clock) => results.map((result) => timeRow(result, clock))),
    row("ratio", ["clock", "median", "min", "max", "charges only"]),
    ...clocks.flatMap((clock) => others.map((other) => ratioRow(ours, other, clock))),
    outcomeLine(ours),
    ...inexact.map(({ entry, digest }) => driftLine(entry.name, driftOf(digest, ours.digest))),
    ...(disagreements.length === 0
      ? ["  The exact contestants agree on every charge and every line."]
      : disagreements.map((disagreement) => `  DISAGREE: ${disagreement}`)),
  ];
  return lines.join("\n");
}

function timeRow({ entry, times }: EntryResult, clock: Clock): string {
  const of = (part: Part): Spread => spreadOf(times.map((time) => part(time[clock])));
  const { median, min } = of(whole);
  return row(entry.name, [clock, ...[median, min, of(chargingOf).median].map(count)]);
}

function ratioRow(ours: EntryResult, other: EntryResult, clock: Clock): string {
  const [a, b] = [ours, other].map(({ times }) => times.map((time) => time[clock]));
  if (a === undefined || b === undefined) throw new RangeError("a ratio needs two sides");
  const { median, min, max } = ratiosOf(a, b);
  const charging = ratiosOf(a, b, chargingOf).median;
  return row(`${ours.entry.name} / ${other.entry.name}`, [clock, ...[median, min, max, charging].map(ratio)]);
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
