// Worlds of contracts whose usage is mostly plain: no more than a metric, a quantity and an instant, at rules that are counted in
// numbers, with some of everything else in between.
import fc from "fast-check";
import type { Cadence } from "../../src/model/contract.ts";
import type { PricingProgram, Rule, UsageRule } from "../../src/model/pricingProgram.ts";
import type { UsageEvent } from "../../src/model/usageEvent.ts";
import type { PlacedWorld } from "../arbitraries.ts";
import { type Frame, maybe, metrics, often, strip } from "./base.ts";
import { cadences, type PlacedContract, placedContract } from "./contracts.ts";
import { type Edges, edges, type InstantPick, instantOf } from "./instants.ts";
import { laneRule, modestRule } from "./laneRules.ts";
import { millionthsText, mostQuantity } from "./millionths.ts";
import { buildPrograms, programPick } from "./programs.ts";
import { boundsOfPrograms, type QuantityPick, quantityOf, quantityPick } from "./quantities.ts";
import { adjustments, feeRule, usageRule } from "./rules.ts";

/** Rules that are counted in numbers, with discounts, limits and monthly caps. */
export const plainRule: fc.Arbitrary<Frame<UsageRule>> = fc
  .record({
    rule: fc.oneof(modestRule, laneRule),
    limits: adjustments,
    metric: fc.constantFrom("calls", ...metrics),
    aggregation: maybe(fc.constantFrom("sum" as const, "count" as const), 2),
    group_by: maybe(fc.constant(["region"]), 6),
  })
  .map(({ rule, limits, metric, aggregation, group_by }) => ({
    ...rule,
    ...limits,
    metric,
    ...strip({ aggregation, group_by }),
  }));

const mostlyPlain: fc.Arbitrary<Frame<Rule>> = fc.oneof(
  { weight: 12, arbitrary: plainRule },
  { weight: 1, arbitrary: usageRule },
  { weight: 1, arbitrary: feeRule },
);

/** Long periods have several months, where a monthly cap has something to tell apart. */
const cadence: fc.Arbitrary<Cadence> = fc.constantFrom<Cadence[]>(
  ...cadences,
  "quarterly",
  "annual",
  "monthly",
);

const instantPick: fc.Arbitrary<InstantPick> = fc.record({
  period: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 2 })),
  edge: fc.constantFrom<InstantPick["edge"][]>(
    ...([
      "inside",
      "inside",
      "inside",
      "near",
      "near",
      "start",
      "end",
      "month",
      "month",
      "version",
      "change",
    ] as const),
  ),
  share: fc.integer({ min: 0, max: 1000 }),
  shift: fc.integer({ min: -1, max: 1 }),
});

/** Choices from which an event is built, once contract and programs are known. */
interface PlainPick {
  readonly metric: number;
  readonly at: InstantPick;
  readonly near: QuantityPick;
  readonly quantity: string | undefined;
  readonly copyOf: number | undefined;
  readonly change: boolean;
  readonly more: Partial<UsageEvent>;
}

const plainPick: fc.Arbitrary<PlainPick> = fc.record({
  metric: fc.nat({ max: 11 }),
  at: instantPick,
  near: quantityPick,
  quantity: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 3, arbitrary: millionthsText(20_000_000n) },
    { weight: 1, arbitrary: millionthsText(mostQuantity) },
    // Past what numbers hold: a seventh place, an event that is too large.
    {
      weight: 1,
      arbitrary: fc.constantFrom("0.0000001", "3.1234567", "1000000000.000001", "10000000000000000"),
    },
  ),
  copyOf: maybe(fc.nat({ max: 20 }), 5),
  change: fc.boolean(),
  more: fc.oneof(
    { weight: 12, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Partial<UsageEvent>[]>(
        { properties: {} },
        { properties: { region: "eu" } },
        { properties: { region: "us", units: "3" } },
        { counterparty: "acme" },
        { counterparty_side: "maker" },
      ),
    },
  ),
});

/** One contract with mostly plain usage, in any order of time. */
export function plainWorld(maxEvents = 14): fc.Arbitrary<PlacedWorld> {
  return fc
    .record({
      placed: placedContract,
      billing_cadence: cadence,
      program: programPick(mostlyPlain),
      picks: fc.array(plainPick, { maxLength: maxEvents, size: "max" }),
      leaves: often(2),
    })
    .map(({ placed: { contract, focus }, billing_cadence, program, picks, leaves }) => {
      const placed = { contract: { ...contract, billing_cadence }, focus };
      const programs = buildPrograms(program, placed);
      const events = buildEvents(placed, programs, picks);
      // A total leaves the numbers for good, so in most worlds nothing makes it.
      const kept = leaves
        ? events
        : events.map((event) => ({ ...event, quantity: inNumbers(event.quantity) }));
      return { contract: placed.contract, focus, programs, events: kept };
    });
}

/** Near it, a quantity that is counted in numbers. */
function inNumbers(quantity: string): string {
  const [whole = "0", fraction = ""] = quantity.replace("-", "").split(".");
  const kept = fraction.slice(0, 6).replace(/0+$/, "");
  const small = whole.length < 10 ? whole : whole.slice(0, 9);
  return kept === "" ? small : `${small}.${kept}`;
}

function buildEvents(
  placed: PlacedContract,
  programs: readonly PricingProgram[],
  picks: readonly PlainPick[],
): UsageEvent[] {
  const where = edges(placed, programs);
  const bounds = boundsOfPrograms(programs);
  const events: UsageEvent[] = [];
  for (const pick of picks) {
    const original = pick.copyOf === undefined ? undefined : events[pick.copyOf % Math.max(1, events.length)];
    if (original !== undefined) events.push(pick.change ? { ...original, quantity: "17" } : { ...original });
    else events.push(buildEvent(placed, programs, where, bounds, pick, events));
  }
  return events;
}

function buildEvent(
  { contract }: PlacedContract,
  programs: readonly PricingProgram[],
  where: Edges,
  bounds: readonly string[],
  { metric, at, near, quantity, more }: PlainPick,
  before: readonly UsageEvent[],
): UsageEvent {
  const priced = programs.flatMap(({ rules }) =>
    rules.flatMap((rule) => ("metric" in rule ? [rule.metric] : [])),
  );
  const last = before.at(-1)?.timestamp;
  const instant = instantOf(where, at, last === undefined ? (where.periods[0]?.[0] ?? 0) : Date.parse(last));
  return {
    external_contract_id: contract.id,
    event_id: `e${before.length}`,
    metric: (metric === 11 ? undefined : priced[metric % Math.max(1, priced.length)]) ?? "unpriced",
    quantity: quantity ?? quantityOf(bounds, near, true),
    timestamp: new Date(instant).toISOString(),
    ...more,
  };
}
