// Whole worlds to rate: a contract, its programs, and events at the edges of both.
import fc from "fast-check";
import type { PricingProgram, Rule, UsageRule } from "../src/model/pricingProgram.ts";
import type { UsageEvent } from "../src/model/usageEvent.ts";
import { type Frame, hostileNames, maybe, metrics, strip } from "./arbitraries/base.ts";
import { type PlacedContract, party, placedContract } from "./arbitraries/contracts.ts";
import { type Edges, edges, type InstantPick, instantOf } from "./arbitraries/instants.ts";
import { buildPrograms, type ProgramPick, programPick } from "./arbitraries/programs.ts";
import { fitting, type Properties, properties } from "./arbitraries/properties.ts";
import { boundsOfPrograms, type QuantityPick, quantityOf, quantityPick } from "./arbitraries/quantities.ts";
import { programAt } from "./oracle/ladders.ts";
import type { World } from "./oracle/rate.ts";
import { isUsageRule } from "./oracle/select.ts";

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
  readonly at: InstantPick;
  readonly quantity: QuantityPick;
  readonly copyOf: number | undefined;
  readonly change: boolean;
  readonly hostile: number | undefined;
  readonly scope: Pick<UsageEvent, "counterparty" | "counterparty_side">;
  readonly properties: Properties | undefined;
  /** How the properties are made to fit the rule; undefined: they are left as they are. */
  readonly fit: number | undefined;
}

export interface PlacedWorld extends World {
  readonly focus: string;
}

/** What events of a world are built from. */
interface Ground {
  readonly placed: PlacedContract;
  readonly edges: Edges;
  readonly bounds: readonly string[];
  readonly programs: readonly PricingProgram[];
  readonly options: WorldOptions;
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
  const ground = {
    placed,
    edges: edges(placed, programs),
    bounds: boundsOfPrograms(programs),
    programs,
    options,
  };
  const events: UsageEvent[] = [];
  for (const pick of picks) {
    const original = pick.copyOf === undefined ? undefined : events[pick.copyOf % Math.max(1, events.length)];
    if (original !== undefined && options.uniqueEvents !== true) events.push(copy(original, pick));
    else events.push(buildEvent(ground, pick, events));
  }
  return { contract: placed.contract, focus: placed.focus, programs, events };
}

/** One of the usage rules that are in effect at the instant; of all, where there are none. */
function targetAt({ placed, programs }: Ground, instant: number, pick: number): UsageRule | undefined {
  const now = programAt(programs, placed.contract.timezone, instant);
  const [inEffect, all] = [now === undefined ? [] : [now], programs].map((list) =>
    list.flatMap(({ rules }) => rules.filter(isUsageRule)),
  );
  const rules = inEffect?.length ? inEffect : (all ?? []);
  return rules[pick % Math.max(1, rules.length)];
}

const instantPick: fc.Arbitrary<InstantPick> = fc.record({
  period: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 2 })),
  edge: fc.oneof(
    { weight: 3, arbitrary: fc.constant("inside" as const) },
    {
      weight: 2,
      arbitrary: fc.constantFrom("start" as const, "end" as const, "month" as const, "version" as const),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom("clock" as const, "change" as const, "near" as const, "near" as const),
    },
  ),
  share: fc.integer({ min: 0, max: 1000 }),
  shift: fc.integer({ min: -1, max: 1 }),
});

function eventPick(): fc.Arbitrary<EventPick> {
  return fc.record({
    target: fc.oneof(
      { weight: 6, arbitrary: fc.nat({ max: 11 }) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    metric: fc.constantFrom(...metrics, "unpriced", "unknown"),
    at: instantPick,
    quantity: quantityPick,
    copyOf: maybe(fc.nat({ max: 20 }), 5),
    change: fc.boolean(),
    hostile: maybe(fc.nat({ max: hostileNames.length - 1 }), 5),
    scope: party,
    properties,
    fit: fc.oneof(
      { weight: 9, arbitrary: fc.nat({ max: 11 }) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
  });
}

function buildEvent(ground: Ground, pick: EventPick, before: readonly UsageEvent[]): UsageEvent {
  const { placed, bounds, options } = ground;
  const hostile = pick.hostile === undefined ? undefined : hostileNames[pick.hostile];
  const place = before.length;
  const last = before.at(-1)?.timestamp;
  const instant = instantOf(ground.edges, pick.at, last === undefined ? focusOf(ground) : Date.parse(last));
  const target = pick.target === undefined ? undefined : targetAt(ground, instant, pick.target);
  const quantity = quantityOf(bounds, pick.quantity, options.negative !== false);
  const fits = target !== undefined && pick.fit !== undefined;
  const own = fits ? fitting(target, pick.properties ?? {}, pick.fit ?? 0, quantity) : pick.properties;
  return {
    external_contract_id: placed.contract.id,
    event_id:
      hostile === undefined ? `e${place}` : options.uniqueEvents === true ? `${hostile}${place}` : hostile,
    metric: target?.metric ?? pick.metric,
    quantity,
    timestamp: new Date(instant).toISOString(),
    ...(fits && pick.fit !== 11 ? scopeOf(target) : pick.scope),
    ...(own === undefined ? {} : { properties: own }),
  };
}

function focusOf({ edges: { periods } }: Ground): number {
  return periods[0]?.[0] ?? 0;
}

function scopeOf({ counterparty, counterparty_side }: UsageRule): EventPick["scope"] {
  return strip({ counterparty, counterparty_side });
}

/** The same event again, or, changed, one that conflicts with it. */
function copy(original: UsageEvent, { change, quantity }: EventPick): UsageEvent {
  return change ? { ...original, quantity: quantity.amount } : { ...original };
}
