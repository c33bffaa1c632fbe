// Whole worlds to rate: a contract, its programs, and events at the edges of both.
import fc from "fast-check";
import type { PricingProgram, Rule, UsageRule } from "../src/model/pricingProgram.ts";
import type { JsonValue, UsageEvent } from "../src/model/usageEvent.ts";
import { type PlacedContract, party, periodsFrom, placedContract } from "./arbitraries/contracts.ts";
import { quantity } from "./arbitraries/decimals.ts";
import { buildPrograms, type ProgramPick, programPick } from "./arbitraries/programs.ts";
import { type Frame, hostileNames, maybe, metrics, strip } from "./arbitraries/rules.ts";
import { startOfDay } from "./oracle/calendar.ts";
import { add, compare, fraction, toText, zero } from "./oracle/fraction.ts";
import type { World } from "./oracle/rate.ts";

/** How worlds are drawn. */
export interface WorldOptions {
  /** Rules are drawn from these; by default from all. */
  readonly rules?: fc.Arbitrary<Frame<Rule>>;
  /** No event id comes twice, so no duplicate and no conflict. */
  readonly uniqueEvents?: boolean;
  readonly maxEvents?: number;
  /** Some events have quantities below zero (default: yes). */
  readonly negative?: boolean;
}

/** Choices from which an event is built, once contract and programs are known. */
interface EventPick {
  /** A rule whose metric and scope the event has; undefined: any metric and scope. */
  readonly target: number | undefined;
  readonly metric: string;
  readonly period: number;
  readonly edge: "start" | "end" | "inside" | "month" | "version";
  readonly share: number;
  readonly shift: number;
  readonly amount: string;
  readonly bound: number | undefined;
  readonly step: string;
  readonly below: boolean;
  readonly copyOf: number | undefined;
  readonly change: boolean;
  readonly hostile: number | undefined;
  readonly scope: Pick<UsageEvent, "counterparty" | "counterparty_side">;
  readonly properties: Record<string, JsonValue> | undefined;
}

export interface PlacedWorld extends World {
  readonly focus: string;
}

/** Contract, programs and events that pass every check, though not every event is accepted. */
export function world(options: WorldOptions = {}): fc.Arbitrary<PlacedWorld> {
  return fc
    .record({
      placed: placedContract,
      program: programPick(options.rules),
      picks: fc.array(eventPick(), { maxLength: options.maxEvents ?? 14, size: "max" }),
    })
    .map(({ placed, program, picks }) => buildWorld(placed, program, picks, options));
}

function buildWorld(
  placed: PlacedContract,
  program: ProgramPick,
  picks: readonly EventPick[],
  options: WorldOptions,
): PlacedWorld {
  const programs = buildPrograms(program, placed);
  const instants = edges(placed, programs);
  const events: UsageEvent[] = [];
  for (const pick of picks) {
    const original = pick.copyOf === undefined ? undefined : events[pick.copyOf % Math.max(1, events.length)];
    if (original !== undefined && options.uniqueEvents !== true) events.push(copy(original, pick));
    else events.push(buildEvent(placed, programs, instants, pick, events.length, options));
  }
  return { contract: placed.contract, focus: placed.focus, programs, events };
}

function eventPick(): fc.Arbitrary<EventPick> {
  return fc.record({
    target: fc.oneof(
      { weight: 6, arbitrary: fc.nat({ max: 11 }) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    metric: fc.constantFrom(...metrics, "unpriced", "unknown"),
    period: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 2 })),
    edge: fc.oneof(
      { weight: 3, arbitrary: fc.constant("inside" as const) },
      {
        weight: 2,
        arbitrary: fc.constantFrom("start" as const, "end" as const, "month" as const, "version" as const),
      },
    ),
    share: fc.integer({ min: 0, max: 1000 }),
    shift: fc.integer({ min: -1, max: 1 }),
    amount: quantity,
    bound: maybe(fc.nat({ max: 9 }), 1),
    step: fc.constantFrom("-0.001", "-0.000000000000000001", "0", "0.000000000000000001", "0.001", "1"),
    below: maybe(fc.constant(true), 7).map((value) => value ?? false),
    copyOf: maybe(fc.nat({ max: 20 }), 5),
    change: fc.boolean(),
    hostile: maybe(fc.nat({ max: hostileNames.length - 1 }), 5),
    scope: party,
    properties: maybe(
      fc.dictionary(
        fc.constantFrom("region", "b", ...hostileNames),
        fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
      ),
      4,
    ),
  });
}

function buildEvent(
  placed: PlacedContract,
  programs: readonly PricingProgram[],
  instants: Edges,
  pick: EventPick,
  place: number,
  options: WorldOptions,
): UsageEvent {
  const hostile = pick.hostile === undefined ? undefined : hostileNames[pick.hostile];
  const unique = options.uniqueEvents === true;
  const below = pick.below && options.negative !== false;
  const units = quantityOf(programs, pick);
  const rules = programs.flatMap((program) => program.rules.filter((rule) => rule.type === "usage"));
  const target = pick.target === undefined ? undefined : rules[pick.target % Math.max(1, rules.length)];
  return {
    external_contract_id: placed.contract.id,
    event_id: hostile === undefined ? `e${place}` : unique ? `${hostile}${place}` : hostile,
    metric: target?.metric ?? pick.metric,
    quantity: below && units !== "0" ? `-${units}` : units,
    timestamp: new Date(instantOf(instants, pick)).toISOString(),
    ...(target === undefined || pick.change ? pick.scope : scopeOf(target)),
    ...(pick.properties === undefined ? {} : { properties: pick.properties }),
  };
}

function scopeOf({ counterparty, counterparty_side }: UsageRule): EventPick["scope"] {
  return strip({ counterparty, counterparty_side });
}

/** The same event again, or, changed, one that conflicts with it. */
function copy(original: UsageEvent, { change, amount }: EventPick): UsageEvent {
  return change ? { ...original, quantity: amount } : { ...original };
}

/** A tier bound, allowance or free amount of some rule, give or take a little; or any quantity. */
function quantityOf(programs: readonly PricingProgram[], { bound, step, amount }: EventPick): string {
  const bounds = programs.flatMap(({ rules }) => rules.flatMap(boundsOf));
  const chosen = bound === undefined ? undefined : bounds[bound % Math.max(1, bounds.length)];
  if (chosen === undefined) return amount;
  const near = add(fraction(chosen), fraction(step));
  return compare(near, zero) < 0 ? "0" : toText(near);
}

function boundsOf(rule: Rule): string[] {
  if (rule.type !== "usage") return [];
  const first = rule.included_quantity === undefined ? [] : [rule.included_quantity];
  if (rule.model === "tiered") return [...first, ...rule.tiers.flatMap(({ up_to }) => up_to ?? [])];
  return rule.model === "percentage" && rule.free_amount !== undefined ? [...first, rule.free_amount] : first;
}

/** The instants at which something changes. */
interface Edges {
  readonly periods: readonly (readonly [start: number, end: number])[];
  readonly months: readonly number[];
  readonly versions: readonly number[];
}

function edges(placed: PlacedContract, programs: readonly PricingProgram[]): Edges {
  const { timezone } = placed.contract;
  const periods = periodsFrom(placed, 3);
  const months = periods.flatMap(({ start, end }) =>
    start.slice(0, 7) === end.slice(0, 7) ? [] : [startOfDay(`${end.slice(0, 7)}-01`, timezone)],
  );
  const versions = programs.flatMap(({ effective_date }) =>
    effective_date === null ? [] : [startOfDay(effective_date, timezone)],
  );
  return {
    periods: periods.map(({ start_at, end_at }) => [Date.parse(start_at), Date.parse(end_at)]),
    months,
    versions,
  };
}

function instantOf({ periods, months, versions }: Edges, { period, edge, share, shift }: EventPick): number {
  const [start, end] = periods[period % periods.length] ?? [0, 1];
  if (edge === "start") return start + shift;
  if (edge === "end") return end + shift;
  if (edge === "month") return (months[share % Math.max(1, months.length)] ?? start) + shift;
  if (edge === "version") return (versions[share % Math.max(1, versions.length)] ?? start) + shift;
  return start + Math.floor(((end - start - 1) * share) / 1000);
}
