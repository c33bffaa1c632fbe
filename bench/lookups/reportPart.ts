// A part's result as text: for each size the times per event, what the whole costs beside the smallest size, and beside
// the other contestant or the row that it is compared with.

import { type Spread, spreadOf } from "../spread.ts";
import type { EntryResult, Phases } from "./measure.ts";
import type { PartResult, RowResult } from "./measurePart.ts";
import type { Part } from "./part.ts";

export function formatPart({ part, rows }: PartResult): string {
  const disagreements = rows.flatMap(({ row, disagreements: found }) =>
    found.map((one) => `  DISAGREE: ${row.benchCase.name}: ${one}`),
  );
  const lines = [
    `${part.name}: ${part.question}.`,
    ...table("charging", part, rows, ({ charging }) => charging),
    // By hand the drafts are next to nothing.
    ...table("drafting", part, rows.map(oursOnly), ({ drafting }) => drafting),
    ...rows.map(outcomeLine),
  ];
  const verdict =
    part.entries.length === 1 ? [] : ["  The contestants agree on every charge and every line."];
  return [...lines, ...(disagreements.length === 0 ? verdict : disagreements)].join("\n");
}

function oursOnly(result: RowResult): RowResult {
  return { ...result, results: result.results.slice(0, 1) };
}

type Phase = (time: Phases) => number;

function table(title: string, { beside }: Part, rows: readonly RowResult[], phase: Phase): string[] {
  const head = ["events", "ns wall", "ns processor", "events/s", "size ×", "cost ×", "min–max"];
  return [
    row(title, "by", [...head, beside, "min–max"]),
    ...rows.flatMap((result) => result.results.map((own, lane) => resultRow(rows, result, own, lane, phase))),
  ];
}

/** Ratios go by the time of the processor, which other load on the machine hardly changes. */
function resultRow(
  rows: readonly RowResult[],
  result: RowResult,
  own: EntryResult,
  lane: number,
  phase: Phase,
): string {
  const wall = spreadOf(own.times.map((time) => phase(time.wall))).median;
  const nanoseconds = timesOf(own, phase);
  const { median } = spreadOf(nanoseconds);
  const { from, beside, times, benchCase } = result.row;
  const base = find(rows, from);
  const grown = ratios(nanoseconds, timesOf(base.results[lane], phase), result.events / base.events);
  const other = beside === undefined ? result.results[1] : find(rows, beside).results[lane];
  const isItself = other === undefined || other === own || lane > 0;
  return row(benchCase.name, own.entry.name, [
    ...[result.events, wall, median, 1e9 / median].map(count),
    ...(from === benchCase.name ? ["", "", ""] : [`${count(times)}`, ...spread(grown)]),
    ...(isItself ? [] : spread(ratios(nanoseconds, timesOf(other, phase), 1))),
  ]);
}

function timesOf(result: EntryResult | undefined, phase: Phase): number[] {
  return (result?.times ?? []).map(({ processor }) => phase(processor));
}

function find(rows: readonly RowResult[], name: string): RowResult {
  const found = rows.find(({ row: { benchCase } }) => benchCase.name === name);
  if (found === undefined) throw new RangeError(`no row of the part is named ${name}`);
  return found;
}

/** Round by round, so that what slows the machine down for a while slows both sides of a ratio. */
function ratios(a: readonly number[], b: readonly number[], factor: number): Spread {
  return spreadOf(a.map((time, round) => (factor * time) / (b[round] ?? time)));
}

function spread({ median, min, max }: Spread): [string, string] {
  return [median.toFixed(2), `${min.toFixed(2)}–${max.toFixed(2)}`];
}

function outcomeLine({ row: { benchCase }, results: [own] }: RowResult): string {
  if (own === undefined) throw new RangeError("needs at least one contestant");
  const { charges, exact, lines, total, hash } = own.digest;
  return `  ${benchCase.name}: ${count(charges)} charges of ${exact}; ${count(lines.length)} lines of ${total}; digest ${hash}`;
}

function row(name: string, by: string, cells: readonly string[]): string {
  return `  ${name.padEnd(24)}${by.padEnd(14)}${cells.map((cell) => cell.padStart(13)).join("")}`.trimEnd();
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
