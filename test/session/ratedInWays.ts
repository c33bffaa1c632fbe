// The same events rated in different ways, and what came of it in one form.
import { expect } from "vitest";
import {
  type Charge,
  createRater,
  type EventOutcome,
  expectOk,
  type RatedColumns,
  type Rater,
  type RatingState,
  rateUsage,
  resolveTerms,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import type { ManyWorlds } from "../arbitraries/manyWorlds.ts";
import type { PlacedWorld } from "../arbitraries.ts";
import { textOfWholes } from "../lane/wholes.ts";

/** Both say the same; only where their texts differ is the difference worked out. */
export function agree(a: unknown, b: unknown): void {
  if (JSON.stringify(a) !== JSON.stringify(b)) expect(a).toEqual(b);
}

/** How a few events are given to a rater. */
export type Way = "one by one" | "batch" | "columns";

/** Outcomes in the order of the events, charges in the order in which they arose. */
export interface Told {
  readonly outcomes: EventOutcome[];
  readonly charges: Charge[];
}

export function termsOfWorld({ contract, programs }: PlacedWorld): Terms {
  return expectOk(resolveTerms(contract, programs));
}

/** The contract of an event, where it can be read. */
export function contractOf(event: UsageEvent): string | undefined {
  try {
    return event.external_contract_id;
  } catch {
    return undefined;
  }
}

export function eventsOf(events: readonly UsageEvent[], id: string): UsageEvent[] {
  return events.filter((event) => contractOf(event) === id);
}

export function give(rater: Rater, events: readonly UsageEvent[], way: Way): Told {
  if (way === "batch") return rater.rateBatch(events);
  if (way === "columns") return fromColumns(rater.rateColumns(events), events);
  const rated = events.map((event) => rater.rate(event));
  return {
    outcomes: rated.map(({ outcome }) => outcome),
    charges: rated.flatMap(({ charges }) => charges),
  };
}

/** What columns say, as documents; on the way, that their numbers say the same as the documents do. */
export function fromColumns(
  { statuses, refusals, charges }: RatedColumns,
  events: readonly UsageEvent[],
): Told {
  expect([statuses.length, refusals.length]).toEqual([
    events.length,
    [...statuses].filter((one) => one === 2).length,
  ]);
  const refused = new Map(refusals.map(({ at, outcome }) => [at, outcome]));
  const outcomes = [...statuses].map((status, at): EventOutcome => {
    if (status === 2) return refused.get(at) as EventOutcome;
    const { event_id } = events[at] as UsageEvent;
    return { event_id, status: "accepted", ...(status === 1 ? { duplicate: true as const } : {}) };
  });
  const documents = Array.from({ length: charges.length }, (_, at) => charges.charge(at));
  for (const [at, charge] of documents.entries()) numbersSay(charges, at, charge, events);
  return { outcomes, charges: documents };
}

function numbersSay(
  { event, ladder, ladders, timestamp, quantity, amount, rest }: RatedColumns["charges"],
  at: number,
  charge: Charge,
  events: readonly UsageEvent[],
): void {
  const { contract, rule_id, version, period, group, cell, scale } = ladders[ladder[at] ?? -1] ?? {};
  const [units, high, low] = [quantity[at] ?? 0, amount[at] ?? 0, rest[at] ?? 0];
  const inNumbers = Number.isNaN(units)
    ? { quantity: charge.quantity, amount: charge.amount }
    : {
        quantity: textOfWholes(BigInt(units), 6),
        amount: textOfWholes(BigInt(high) * 1_000_000n + BigInt(low), (scale ?? 0) + 6),
      };
  expect([Number.isNaN(high), Number.isNaN(low)]).toEqual([Number.isNaN(units), Number.isNaN(units)]);
  const parts = { ...(group === undefined ? {} : { group }), ...(cell === undefined ? {} : { cell }) };
  const days = { start: period?.start, end: period?.end };
  const instant = new Date(timestamp[at] ?? Number.NaN).toISOString();
  const told = { contract, rule_id, version, timestamp: instant, period: days, ...inNumbers, ...parts };
  const { object, event_id, steps, measure, ...brief } = charge;
  expect(event_id).toBe(events[event[at] ?? -1]?.event_id);
  agree(brief, told);
}

/** The events of each contract rated by `rateUsage` alone. */
export interface Apart {
  readonly terms: readonly Terms[];
  readonly outcomes: readonly EventOutcome[];
  /** By contract. */
  readonly charges: ReadonlyMap<string, readonly Charge[]>;
  readonly states: ReadonlyMap<string, RatingState>;
}

export function ratedApart({ worlds, events }: ManyWorlds): Apart {
  const terms = worlds.map(termsOfWorld);
  const alone = terms.map(
    (one) => [one.contract.id, rateUsage(one, eventsOf(events, one.contract.id))] as const,
  );
  const left = new Map(alone.map(([id, { outcomes }]) => [id, [...outcomes]]));
  const outcomes = events.map((event) => {
    const own = left.get(contractOf(event) ?? "")?.shift();
    return own ?? strangeOutcome(terms, event);
  });
  return {
    terms,
    outcomes,
    charges: new Map(alone.map(([id, { charges }]) => [id, charges])),
    states: new Map(alone.map(([id, { state }]) => [id, state])),
  };
}

/** Of what belongs to none of the contracts: the first would say the same, but that it is not the only one. */
function strangeOutcome([first, ...others]: readonly Terms[], event: UsageEvent): EventOutcome {
  const { outcomes } = rateUsage(first as Terms, [event]);
  const [outcome] = outcomes as [EventOutcome];
  if (outcome.code !== "contract_unknown" || others.length === 0) return outcome;
  return { ...outcome, error: "must be of one of the rater's contracts" };
}

export function chargesOf(charges: readonly Charge[], id: string): Charge[] {
  return charges.filter(({ contract }) => contract === id);
}

/** A rater that goes on where another one stopped, from what is written of it as JSON. */
export function goneOn(rater: Rater, terms: readonly Terms[], seed: number): Rater {
  const states = rater.contracts.map((id) => rater.state(id));
  const charges = rater.contracts.flatMap((id) => rater.charges(id));
  const text = JSON.stringify({ states, charges });
  const read = JSON.parse(text) as { states: RatingState[]; charges: Charge[] };
  const next = createRater(terms, read.states, { charges: read.charges, seed });
  expect(JSON.stringify(read)).toBe(text);
  return next;
}
