// What an event may touch: its own contract, and that only once it is accepted.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createRater,
  draftInvoice,
  expectOk,
  rateUsage,
  resolveTerms,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { type PlacedWorld, world } from "../arbitraries.ts";
import { changing, openAcme, use } from "../engine/acme.ts";
import { runs } from "../laws.ts";

/** The terms of a world for a contract of that id. */
function termsOf({ contract, programs }: PlacedWorld, id: string): Terms {
  const own = programs.map((program) => ({ ...program, contract: id }));
  return expectOk(resolveTerms({ ...contract, id }, own));
}

const owned = (events: readonly UsageEvent[], id: string): UsageEvent[] =>
  events.map((event) => ({ ...event, external_contract_id: id }));

describe("contracts beside each other", () => {
  // L11: events of contract A never change contract B, even with equal ids, metrics and instants.
  it("L11: are rated as if each were alone, with the same ids, metrics and instants", () => {
    fc.assert(
      fc.property(world(), fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }), (w, first) => {
        const both = createRater([termsOf(w, "a"), termsOf(w, "b")]);
        // What b has is what a has, in part with other content under the same ids.
        const others = w.events.map((event, at) => (first[at] ? event : { ...event, quantity: "3" }));
        const [ofA, ofB] = [owned(w.events, "a"), owned(others, "b")];
        const mixed = ofA.flatMap((event, at) => {
          const other = ofB[at] as UsageEvent;
          return first[at] ? [event, other] : [other, event];
        });
        const { outcomes } = both.rateBatch(mixed);
        for (const [id, events] of [["a", ofA] as const, ["b", ofB] as const]) {
          const alone = createRater(termsOf(w, id));
          const apart = alone.rateBatch(events);
          expect(outcomes.filter((_, at) => mixed[at]?.external_contract_id === id)).toEqual(apart.outcomes);
          expect(both.state(id)).toEqual(alone.state());
          for (const period of periodsFrom(w, 3)) expect(both.draft(period, id)).toEqual(alone.draft(period));
        }
      }),
      runs(40),
    );
  });

  it("L11: keep their drafts whatever charges of the other come along with theirs", () => {
    fc.assert(
      fc.property(world(), (w) => {
        const [a, b] = [termsOf(w, "a"), termsOf(w, "b")];
        const own = rateUsage(a, owned(w.events, "a")).charges;
        const others = rateUsage(b, owned(w.events, "b")).charges;
        for (const period of periodsFrom(w, 2))
          expect(draftInvoice(a, [...others, ...own], period)).toEqual(draftInvoice(a, own, period));
      }),
      runs(40),
    );
  });
});

describe("a rejected event", () => {
  // L12: a rejected input changes nothing, and is rejected with the same code each time.
  it("L12: leaves charges, totals and memory as if it had never come, and gets the same code again", () => {
    let rejected = 0;
    fc.assert(
      fc.property(world(), (w) => {
        const terms = expectOk(resolveTerms(w.contract, w.programs));
        const all = rateUsage(terms, w.events);
        const taken = w.events.filter((_, at) => all.outcomes[at]?.status === "accepted");
        const without = rateUsage(terms, taken);
        expect(without.charges).toEqual(all.charges);
        expect(without.state).toEqual(all.state);
        // An id that has been accepted with other content since is a conflict from then on.
        const known = new Set(taken.map(({ event_id }) => event_id));
        const isRefused = (at: number): boolean =>
          all.outcomes[at]?.status === "rejected" && !known.has(w.events[at]?.event_id ?? "");
        const refused = w.events.filter((_, at) => isRefused(at));
        const again = rateUsage(terms, refused, all.state);
        expect(again.outcomes).toEqual(all.outcomes.filter((_, at) => isRefused(at)));
        expect(again.state).toEqual(all.state);
        rejected += refused.length;
      }),
      runs(60),
    );
    expect(rejected).toBeGreaterThan(0);
  });

  it("L12: leaves the store as it was, alone and beside others that were rejected", async () => {
    const one = await openAcme();
    await one.submit(use("e1", "5", "2026-03-02"));
    const bad: [object, string][] = [
      [use("e1", "6", "2026-03-02"), "event_conflict"],
      [use("e2", "1", "2025-03-02"), "timestamp_outside_contract"],
      [use("e3", "1", "2026-03-02", { metric: "nothing" }), "metric_unknown"],
      [use("e4", "1e3", "2026-03-02"), "decimal_invalid_format"],
      [use("", "1", "2026-03-02"), "id_invalid"],
      [use("e5", "1", "2026-03-02", { more: 1 }), "field_unknown"],
    ];
    for (const [event, code] of bad)
      for (let time = 0; time < 2; time += 1)
        expect(await changing(one, () => one.submit(event))).toEqual([[code], false]);
    const events = bad.map(([event]) => event);
    const codes = bad.map(([, code]) => code);
    expect(await changing(one, () => one.submit(...events))).toEqual([codes, false]);
  });

  it("L12: is told of by the first of several reasons, the same one in every order of its fields", async () => {
    const one = await openAcme();
    const wrong = Object.entries({ ...use("bad id", "x", "2025-03-02"), metric: 5, more: 1 });
    const inOrder = await one.submit(Object.fromEntries(wrong));
    for (let turn = 1; turn < wrong.length; turn += 1) {
      const turned = [...wrong.slice(turn), ...wrong.slice(0, turn)];
      expect(await one.submit(Object.fromEntries(turned))).toEqual(inOrder);
    }
  });
});
