// One verdict per event and every charge, each charge recomputed from the whole prefix before it.
import type { Contract } from "../../src/model/contract.ts";
import type { IssueCode } from "../../src/model/issueCode.ts";
import type { PricingProgram, UsageRule } from "../../src/model/pricingProgram.ts";
import type { UsageEvent } from "../../src/model/usageEvent.ts";
import { carriedInto, type Place, spanOf } from "./carry.ts";
import { type Fraction, fraction, subtract, toText, zero } from "./fraction.ts";
import { heldRule } from "./held.ts";
import { contentOf, ladderOf, programAt } from "./ladders.ts";
import { partsOf, partText, priceOfParts, sharesLadder, totalOf } from "./parts.ts";
import { chargesPerEvent, isPerEvent, pricesPerEvent } from "./perEvent.ts";
import { isInContract, periodAt } from "./periods.ts";
import { type Reading, read } from "./reading.ts";
import { readsInexact, selectAmong } from "./select.ts";

/** Everything that is rated: the checked documents, and the first days of periods that are closed. */
export interface World {
  readonly contract: Contract;
  readonly programs: readonly PricingProgram[];
  readonly events: readonly UsageEvent[];
  readonly closed?: readonly string[];
}

export type Verdict = "accepted" | "duplicate" | IssueCode;

/** What one accepted event did under one rule. */
export interface Entry {
  readonly event_id: string;
  readonly rule: UsageRule;
  readonly version: number;
  readonly period_start: string;
  readonly month: string;
  readonly reading: Reading;
  readonly quantity: Fraction;
  readonly charge: Fraction;
  /** For rules that price each event: its own price, before any clamp. */
  readonly price: Fraction;
}

export interface OracleRating {
  readonly verdicts: readonly Verdict[];
  readonly entries: readonly Entry[];
}

/** Rates the events in the order given. */
export function rateByOracle(world: World): OracleRating {
  const remembered = new Map<string, string>();
  const entries: Entry[] = [];
  const verdicts = world.events.map((event) => {
    const verdict = judge(world, event, remembered);
    if (verdict !== "accepted") return verdict;
    remembered.set(event.event_id, fingerprint(event));
    for (const rule of selectRules(world, event)) entries.push(entryOf(world, event, rule, entries));
    return verdict;
  });
  return { verdicts, entries };
}

/** The rules that charge an event: the most specific match, or else every rule without a scope. */
function selectRules({ programs, contract }: World, event: UsageEvent): UsageRule[] {
  return selectAmong(programAt(programs, contract.timezone, Date.parse(event.timestamp))?.rules ?? [], event);
}

function judge(world: World, event: UsageEvent, remembered: ReadonlyMap<string, string>): Verdict {
  const { contract, programs } = world;
  const instant = Date.parse(event.timestamp);
  if (event.external_contract_id !== contract.id) return "contract_unknown";
  const known = remembered.get(event.event_id);
  if (known !== undefined) return known === fingerprint(event) ? "duplicate" : "event_conflict";
  if (contract.status !== "active") return "contract_inactive";
  if (!contract.metrics.includes(event.metric)) return "metric_unknown";
  if (!isInContract(contract, instant)) return "timestamp_outside_contract";
  if (world.closed?.includes(periodAt(contract, instant).start) === true) return "period_closed";
  const program = programAt(programs, contract.timezone, instant);
  if (program === undefined) return "pricing_missing";
  if (readsInexact(program.rules, event)) return "property_invalid";
  const rules = selectRules(world, event);
  if (rules.length === 0) return "metric_not_priced";
  const readings = rules.map((rule) => read(rule, event, contract.timezone));
  return readings.find((reading) => typeof reading === "string") ?? "accepted";
}

function entryOf(world: World, event: UsageEvent, rule: UsageRule, entries: readonly Entry[]): Entry {
  const { contract, programs } = world;
  const instant = Date.parse(event.timestamp);
  const program = programAt(programs, contract.timezone, instant);
  const ladder = program && ladderOf(programs, program, rule.id);
  const reading = read(rule, event, contract.timezone);
  if (ladder === undefined || typeof reading === "string") throw new Error("a selected rule has a ladder");
  const place = { rule, version: ladder.version, period: periodAt(contract, instant) };
  const own = entriesOf(place, entries).filter((entry) =>
    sharesLadder(rule, entry.reading.group, reading.group),
  );
  return {
    event_id: event.event_id,
    rule,
    version: ladder.version,
    period_start: place.period.start,
    month: reading.month,
    reading,
    ...(isPerEvent(rule)
      ? countedAlone(rule, own, reading)
      : counted(world, place, own, carriedInto(world, place, entries), reading)),
  };
}

/** The entries of one ladder in one period. */
export function entriesOf({ rule, version, period }: Place, entries: readonly Entry[]): Entry[] {
  return entries.filter(
    (entry) => entry.rule.id === rule.id && entry.version === version && entry.period_start === period.start,
  );
}

type Counted = Pick<Entry, "quantity" | "charge" | "price">;

/** The part's value and the ladder's price with the event, less the same without it. */
function counted(
  world: World,
  place: Place,
  own: readonly Entry[],
  carried: readonly Entry[],
  reading: Reading,
): Counted {
  const { rule } = place;
  const held = heldRule(world, place);
  const earlier = carried
    .map((entry) => entry.reading)
    .filter(({ group }) => sharesLadder(rule, group, reading.group));
  const before = own.map((entry) => entry.reading);
  const span = spanOf(world, place);
  const [without, withIt] = [before, [...before, reading]].map((readings) =>
    partsOf(rule, readings, earlier, span),
  );
  if (without === undefined || withIt === undefined) throw new Error("there are two");
  const valueIn = (parts: typeof without) =>
    totalOf(parts.filter((part) => partText(part) === partText(reading)));
  return {
    quantity: subtract(valueIn(withIt), valueIn(without)),
    charge: subtract(priceOfParts(held, withIt), priceOfParts(held, without)),
    price: zero,
  };
}

function countedAlone(
  rule: Parameters<typeof chargesPerEvent>[0],
  own: readonly Entry[],
  reading: Reading,
): Counted {
  const readings = [...own.map((entry) => entry.reading), reading];
  return {
    quantity: reading.x,
    charge: chargesPerEvent(rule, readings).at(-1) ?? zero,
    price: pricesPerEvent(rule, readings).at(-1) ?? zero,
  };
}

function fingerprint(event: UsageEvent): string {
  const { metric, quantity, timestamp, properties, counterparty, counterparty_side } = event;
  const bare = properties === undefined || Object.keys(properties).length === 0;
  return contentOf({
    metric,
    quantity: toText(fraction(quantity)),
    instant: Date.parse(timestamp),
    properties: bare ? undefined : properties,
    counterparty,
    counterparty_side,
  });
}
