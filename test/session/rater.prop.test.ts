import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createRater,
  draftInvoice,
  parseUsageEvent,
  type RatingState,
  rateUsage,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { type ManyWorlds, manyWorlds } from "../arbitraries/manyWorlds.ts";
import type { PlacedWorld } from "../arbitraries.ts";
import { eventsFor, runs, termsOf } from "../laws.ts";
import { toText } from "../oracle/fraction.ts";
import { rateByOracle } from "../oracle/rate.ts";
import {
  agree,
  chargesOf,
  contractOf,
  eventsOf,
  give,
  goneOn,
  ratedApart,
  type Told,
  termsOfWorld,
  type Way,
} from "./ratedInWays.ts";

/** Events are given in parts: how many, how, and whether the rater is written down and read again before. */
const parts = fc.array(
  fc.record({
    length: fc.integer({ min: 0, max: 9 }),
    way: fc.constantFrom<Way[]>("one by one", "batch", "columns"),
    again: fc.nat({ max: 3 }).map((pick) => pick === 0),
  }),
  { maxLength: 8, size: "max" },
);

type Part = typeof parts extends fc.Arbitrary<readonly (infer T)[]> ? T : never;

const seed = fc.constantFrom(0, 1, -7, 2 ** 31, 2 ** 40 + 3);

/** A state in which one of the contract's periods takes no more usage. */
function closedState({ contract }: PlacedWorld, closed_periods: readonly string[]): RatingState {
  return { object: "rating_state", contract: contract.id, totals: [], events: [], closed_periods };
}

/** Gives all events in parts, the rest as one batch. */
function giveInParts(
  terms: readonly Terms[],
  events: readonly UsageEvent[],
  list: readonly Part[],
  from: number,
  states: readonly RatingState[] = [],
) {
  let rater = createRater(terms, states, { seed: from });
  const told: Told = { outcomes: [], charges: [] };
  let at = 0;
  const rest: Part = { length: events.length, way: "batch", again: false };
  for (const { length, way, again } of [...list, rest]) {
    if (again) rater = goneOn(rater, terms, from + 1);
    const { outcomes, charges } = give(rater, events.slice(at, at + length), way);
    told.outcomes.push(...outcomes);
    told.charges.push(...charges);
    at += length;
  }
  return { rater, told };
}

const plainRule = { type: "usage", metric: "calls", model: "per_unit", unit_amount: "0.5" } as const;

/** Law: however events are given, each contract has the outcomes, charges and states that its events alone have. */
function waysAgree(many: ManyWorlds, list: readonly Part[], from: number): void {
  const apart = ratedApart(many);
  const { rater, told } = giveInParts(apart.terms, many.events, list, from);
  agree(told.outcomes, apart.outcomes);
  for (const [id, charges] of apart.charges) {
    agree(chargesOf(told.charges, id), charges);
    agree(rater.state(id), apart.states.get(id));
  }
  expect(told.charges.length).toBe([...apart.charges.values()].flat().length);
}

/** Law: charges that a rater has summed up draft what all charges draft, whatever came in between. */
function draftsAgree({ worlds, events }: ManyWorlds, list: readonly Part[], from: number): void {
  const apart = ratedApart({ worlds, events });
  const { rater } = giveInParts(apart.terms, events, list, from);
  for (const [place, world] of worlds.entries()) {
    const { id } = world.contract;
    const [terms, charges] = [apart.terms[place] as Terms, apart.charges.get(id) ?? []];
    for (const period of periodsFrom(world, 4)) {
      const whole = draftInvoice(terms, charges, period);
      agree(rater.draft(period, id), whole);
      agree(draftInvoice(terms, rater.charges(id), period), whole);
    }
  }
}

/** Law: verdicts and charges are those of the oracle, which counts every event from the start in fractions. */
function oracleAgrees({ worlds, events }: ManyWorlds, list: readonly Part[], pick: number): void {
  const closed = worlds.map((world) =>
    periodsFrom(world, 3).flatMap(({ start }, at) => (at === pick ? [start] : [])),
  );
  const states = worlds.map((world, place) => closedState(world, closed[place] ?? []));
  const { told } = giveInParts(worlds.map(termsOfWorld), events, list, 5, states);
  for (const [place, world] of worlds.entries()) {
    const own = events.flatMap((event, at) => {
      if (contractOf(event) !== world.contract.id) return [];
      const parsed = parseUsageEvent(event);
      // What no parser lets through is no business of the oracle's; it must not have been counted.
      if (!parsed.ok) expect(told.outcomes[at]?.status).toBe("rejected");
      return parsed.ok ? [{ event: parsed.value, outcome: told.outcomes[at] }] : [];
    });
    const { verdicts, entries } = rateByOracle({
      ...world,
      closed: closed[place] ?? [],
      events: own.map(({ event }) => event),
    });
    expect(
      own.map(({ outcome }) => outcome?.code ?? (outcome?.duplicate ? "duplicate" : "accepted")),
    ).toEqual(verdicts);
    expect(
      chargesOf(told.charges, world.contract.id).map(({ event_id, rule_id, quantity, amount }) => {
        return { event_id, rule_id, quantity, amount };
      }),
    ).toEqual(
      entries.map(({ event_id, rule, quantity, charge }) => {
        return { event_id, rule_id: rule.id, quantity: toText(quantity), amount: toText(charge) };
      }),
    );
  }
}

describe("a rater", () => {
  it("says of events the same, one by one, in batches and in columns, of one contract or of many", () => {
    fc.assert(fc.property(manyWorlds(), parts, seed, waysAgree), runs(150));
  });

  it("drafts what all charges draft, also when it was written down and read again in between", () => {
    fc.assert(fc.property(manyWorlds(), parts, seed, draftsAgree), runs(80));
  });

  it("agrees with the oracle on verdicts and charges, also where a period is closed", () => {
    fc.assert(fc.property(manyWorlds(), parts, fc.nat({ max: 6 }), oracleAgrees), runs(120));
  });

  it("has at any time the state that its events so far alone have", () => {
    fc.assert(
      fc.property(manyWorlds(), fc.nat({ max: 30 }), ({ worlds, events }, cut) => {
        const apart = ratedApart({ worlds, events });
        const rater = createRater(apart.terms);
        const [before, after] = [events.slice(0, cut), events.slice(cut)];
        rater.rateColumns(before);
        for (const terms of apart.terms) {
          const { id } = terms.contract;
          const { state } = rateUsage(terms, eventsOf(before, id));
          agree(rater.state(id), state);
          agree(rateUsage(terms, eventsOf(after, id), state).state, apart.states.get(id));
        }
      }),
      runs(60),
    );
  });

  it("takes what is not plain at any place of its first batch", () => {
    const [terms, event] = [termsOf(plainRule), eventsFor(plainRule, ["5"])[0] as UsageEvent];
    const [long, none] = [
      { ...event, event_id: "long", properties: { a: 1 } },
      null as unknown as UsageEvent,
    ];
    for (const events of [[none], [long], [event, long], [none, event], [event, none, long, event]])
      agree(give(createRater(terms), events, "columns"), give(createRater(terms), events, "one by one"));
  });

  it("tells of all its contracts, in the order of their terms", () => {
    fc.assert(
      fc.property(manyWorlds(), ({ worlds, events }) => {
        const { terms } = ratedApart({ worlds, events });
        expect(createRater(terms).contracts).toEqual(worlds.map(({ contract }) => contract.id));
      }),
      runs(10),
    );
  });
});
