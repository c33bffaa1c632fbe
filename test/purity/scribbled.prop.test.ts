// L44: results share no mutable part with inputs, nor with what a rater, terms or a store keep. In words: who is given something may do
// with it what they like, and who has given something may go on changing it; what comes next is as if they had not.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createRater,
  draftInvoice,
  expectOk,
  mergeCharges,
  mergeStates,
  openNdjson,
  type Period,
  parseContract,
  parseCreditGrant,
  parsePricingProgram,
  parseUsageBatch,
  parseUsageEvent,
  previewInvoice,
  rateUsage,
  resolveTerms,
  type Terms,
} from "../../src/index.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { plainWorld } from "../arbitraries/plainWorlds.ts";
import { type PlacedWorld, world } from "../arbitraries.ts";
import { runs } from "../laws.ts";
import { scribble } from "./scribble.ts";

const anyWorld = fc.oneof(world(), plainWorld());

/** A copy that shares nothing. */
function copyOf<T>(value: T): T {
  return structuredClone(value);
}

function termsOf({ contract, programs }: PlacedWorld): Terms {
  return expectOk(resolveTerms(contract, programs));
}

/** Scribbles on the first answer, and on what was given for it: both are none of the second's business. */
function answersStay<G, A>(given: G, ask: (given: G) => A): void {
  const before = copyOf(ask(copyOf(given)));
  const mine = copyOf(given);
  const answer = ask(mine);
  scribble(mine);
  expect(answer).toEqual(before);
  const again = copyOf(given);
  scribble(ask(again));
  expect(again).toEqual(given);
  expect(ask(again)).toEqual(before);
}

function holds(law: (w: PlacedWorld, periods: readonly Period[]) => void): void {
  fc.assert(
    fc.property(anyWorld, (w) => law(w, periodsFrom(w, 3))),
    runs(40),
  );
}

describe("L44: what was given and what was answered have nothing in common that can change", () => {
  it("in what the parsers answer", () => {
    holds(({ contract, programs, events }) => {
      answersStay(contract, (given) => parseContract(given));
      answersStay(programs, (given) => given.map((program) => parsePricingProgram(program)));
      answersStay(events, (given) => given.map((event) => parseUsageEvent(event)));
      answersStay({ events }, (given) => parseUsageBatch(given));
      const grant = { contract: "acme", id: "g", amount: "5", rules: ["a", "b"] };
      answersStay(grant, (given) => parseCreditGrant(given));
    });
  });

  it("in previews", () => {
    holds(({ contract, programs, events }, [period]) => {
      const at = period?.end ?? contract.billing_anchor_date;
      answersStay({ contract, programs, events, at }, (given) => previewInvoice(given));
    });
  });

  it("in terms: they go on as they were resolved, whatever becomes of the documents", () => {
    holds((w, periods) => {
      const expected = rateUsage(termsOf(w), w.events);
      const drafts = periods.map((period) => draftInvoice(termsOf(w), expected.charges, period));
      const mine = copyOf({ contract: w.contract, programs: w.programs });
      const terms = expectOk(resolveTerms(mine.contract, mine.programs));
      scribble(mine);
      // Of the terms themselves nothing can be changed.
      expect(scribble(terms)).toBe(0);
      const rating = rateUsage(terms, w.events);
      expect(rating).toEqual(expected);
      expect(periods.map((period) => draftInvoice(terms, rating.charges, period))).toEqual(drafts);
    });
  });

  it("in ratings", () => {
    holds((w) => {
      const terms = termsOf(w);
      const half = Math.floor(w.events.length / 2);
      const early = rateUsage(terms, w.events.slice(0, half)).state;
      answersStay(w.events, (given) => rateUsage(terms, given));
      const rest = { events: w.events.slice(half), early };
      answersStay(rest, (given) => rateUsage(terms, given.events, given.early));
    });
  });

  it("in merged states", () => {
    holds((w) => {
      const terms = termsOf(w);
      const states = { one: rateUsage(terms, w.events).state, other: rateUsage(terms, []).state };
      answersStay(states, ({ one, other }) => mergeStates(terms, one, other));
    });
  });

  it("in merged charges", () => {
    holds((w) => {
      const terms = termsOf(w);
      answersStay(rateUsage(terms, w.events).charges, (given) => mergeCharges(terms, given));
    });
  });

  it("in drafts", () => {
    holds((w, periods) => {
      const terms = termsOf(w);
      const { charges } = rateUsage(terms, w.events);
      for (const period of periods)
        answersStay({ charges, period }, (given) => draftInvoice(terms, given.charges, given.period));
    });
  });
});

describe("L44: what a rater keeps", () => {
  /** Two raters take the same; on all that has to do with one of them there is scribbled in between. */
  function keepsItsOwn(pass: (rater: ReturnType<typeof createRater>, w: PlacedWorld) => unknown): void {
    holds((w, periods) => {
      const terms = termsOf(w);
      const half = Math.floor(w.events.length / 2);
      const { state } = rateUsage(terms, w.events.slice(0, half));
      const rest = { ...w, events: w.events.slice(half) };
      const told = (rater: ReturnType<typeof createRater>) => [
        rater.charges(),
        rater.state(),
        rater.totals(),
        periods.map((period) => rater.draft(period)),
      ];
      const quiet = createRater(terms, copyOf(state));
      pass(quiet, copyOf(rest));
      const expected = copyOf(told(quiet));
      const [mine, given] = [copyOf(rest), copyOf(state)];
      const rater = createRater(terms, given);
      scribble(given);
      scribble(pass(rater, mine));
      scribble(mine);
      scribble(told(rater));
      expect(told(rater)).toEqual(expected);
    });
  }

  it("is its own, given events one by one", () => {
    keepsItsOwn((rater, { events }) => events.map((event) => rater.rate(event)));
  });

  it("is its own, given a batch", () => {
    keepsItsOwn((rater, { events }) => rater.rateBatch(events));
  });

  it("is its own, given bytes, which are written over while they are read", () => {
    keepsItsOwn((rater, { events }) => {
      const bytes = new TextEncoder().encode(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
      const stream = openNdjson(rater, {});
      for (let at = 0; at < bytes.length; at += 100) {
        const chunk = bytes.slice(at, at + 100);
        stream.push(chunk);
        scribble(chunk);
      }
      stream.end();
      return undefined;
    });
  });
});

describe("scribbling", () => {
  it("changes all that can be changed, and says how much that was", () => {
    const value = { a: "1", b: [2, { c: null }], d: Object.freeze({ e: "5" }), f: new Map([["g", "h"]]) };
    expect(scribble(value)).toBe(11);
    expect(value).toEqual({
      a: "19",
      b: "scribbled",
      d: "scribbled",
      f: "scribbled",
      scribbled: "scribbled",
    });
    expect(scribble(Object.freeze({ a: Object.freeze(["b"]) }))).toBe(0);
  });
});
