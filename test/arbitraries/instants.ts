// The instants at which something changes: periods, months, versions, clocks, and the windows of a rule.
import type { PricingProgram } from "../../src/model/pricingProgram.ts";
import { addDays, startOfDay } from "../oracle/calendar.ts";
import { wallClock } from "../oracle/clock.ts";
import { programStarts } from "../oracle/ladders.ts";
import { type PlacedContract, periodsFrom } from "./contracts.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Where an event is put: at an edge of something, near the event before it, or anywhere inside a period. */
export interface InstantPick {
  readonly period: number;
  readonly edge: "start" | "end" | "inside" | "month" | "version" | "clock" | "change" | "near";
  readonly share: number;
  readonly shift: number;
}

/** The instants at which something changes. */
export interface Edges {
  readonly periods: readonly (readonly [start: number, end: number])[];
  readonly months: readonly number[];
  readonly versions: readonly number[];
  /** Local days and times at which windows of rules begin and end. */
  readonly clocks: readonly number[];
  /** When clocks are set forward or back. */
  readonly changes: readonly number[];
}

export function edges(placed: PlacedContract, programs: readonly PricingProgram[]): Edges {
  const { timezone } = placed.contract;
  const periods = periodsFrom(placed, 3);
  const months = periods.flatMap(({ start, end }) =>
    start.slice(0, 7) === end.slice(0, 7) ? [] : [startOfDay(`${end.slice(0, 7)}-01`, timezone)],
  );
  const spans = periods.map(({ start_at, end_at }) => [Date.parse(start_at), Date.parse(end_at)] as const);
  const [from, to] = [spans[0]?.[0] ?? 0, spans.at(-1)?.[1] ?? 0];
  return {
    periods: spans,
    months,
    versions: programStarts(programs, timezone),
    clocks: clockTimes(programs).flatMap((time) =>
      [0, 1].map((day) => startOfDay(addDays(placed.focus, day), timezone) + time),
    ),
    changes: clockChanges(timezone).filter((at) => from <= at && at < to),
  };
}

export function instantOf(all: Edges, { period, edge, share, shift }: InstantPick, before: number): number {
  const [start, end] = all.periods[period % all.periods.length] ?? [0, 1];
  const inside = start + Math.floor(((end - start - 1) * share) / 1000);
  const oneOf = (list: readonly number[]) => list[share % Math.max(1, list.length)] ?? inside;
  switch (edge) {
    case "start":
      return start + shift;
    case "end":
      return end + shift;
    case "month":
      return oneOf(all.months) + shift;
    case "version":
      return oneOf(all.versions) + shift;
    case "clock":
      return oneOf(all.clocks) + shift;
    case "change":
      return oneOf(all.changes) + shift * (share % 2 === 0 ? 1 : HOUR_MS);
    case "near":
      return before + shift * ([0, 1, 60_000, HOUR_MS / 2, DAY_MS][share % 5] ?? 0);
    case "inside":
      return inside;
  }
}

function clockTimes(programs: readonly PricingProgram[]): number[] {
  const rules = programs.flatMap((program) => program.rules);
  const windows = rules.flatMap((rule) => (rule.model === "time_of_day" ? rule.windows : []));
  return windows
    .flatMap(({ from, to }) => [from, to])
    .map((time) => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000);
}

const changesOf = new Map<string, readonly number[]>();

/** When a zone's clocks were set, or will be, in the years that contracts are drawn from. */
function clockChanges(zone: string): readonly number[] {
  const known = changesOf.get(zone);
  if (known !== undefined) return known;
  const found: number[] = [];
  const offset = (at: number) => wallClock(at, zone) - at;
  for (let day = Date.UTC(2019, 11, 1); day < Date.UTC(2029, 0, 1); day += DAY_MS) {
    if (offset(day) === offset(day + DAY_MS)) continue;
    let [low, high] = [day, day + DAY_MS];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offset(middle) === offset(low)) low = middle;
      else high = middle;
    }
    found.push(high);
  }
  changesOf.set(zone, found);
  return found;
}
