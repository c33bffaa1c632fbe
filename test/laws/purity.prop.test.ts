import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  draftInvoice,
  expectOk,
  mergeCharges,
  mergeStates,
  previewInvoice,
  rateUsage,
  resolveTerms,
} from "../../src/index.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { world } from "../arbitraries.ts";
import { deepFreeze, draftAll, runs } from "../laws.ts";

describe("nothing but the arguments decides, and nothing but the result changes", () => {
  it("L44: deep-frozen inputs pass, are as before, and give the same results twice", () => {
    fc.assert(
      fc.property(world(), (w) => {
        const before = JSON.stringify(w);
        deepFreeze(w);
        const run = () => {
          const terms = deepFreeze(expectOk(resolveTerms(w.contract, w.programs)));
          const rating = deepFreeze(rateUsage(terms, w.events));
          const again = deepFreeze(rateUsage(terms, w.events, rating.state));
          const merged = deepFreeze(mergeCharges(terms, rating.charges));
          return {
            terms,
            rating,
            again,
            merged,
            drafts: draftAll(terms, rating.charges, deepFreeze(periodsFrom(w, 3))),
          };
        };
        expect(run()).toEqual(run());
        expect(JSON.stringify(w)).toBe(before);
      }),
      runs(60),
    );
  });

  it("L44: a state that was passed in stays as it was, and merging leaves both of its states alone", () => {
    fc.assert(
      fc.property(world({ uniqueEvents: true }), ({ contract, programs, events }) => {
        const terms = expectOk(resolveTerms(contract, programs));
        const half = Math.floor(events.length / 2);
        const left = rateUsage(terms, events.slice(0, half)).state;
        const text = JSON.stringify(left);
        rateUsage(terms, events.slice(half), left);
        const empty = rateUsage(terms, []).state;
        expect(mergeStates(terms, deepFreeze(left), deepFreeze(empty))).toEqual(left);
        expect(JSON.stringify(left)).toBe(text);
      }),
      runs(60),
    );
  });

  it("L44: events may come from a generator, which is read once", () => {
    fc.assert(
      fc.property(world(), ({ contract, programs, events }) => {
        const terms = expectOk(resolveTerms(contract, programs));
        function* stream() {
          yield* events;
        }
        expect(rateUsage(terms, stream())).toEqual(rateUsage(terms, events));
      }),
      runs(60),
    );
  });

  it("L70: Object.prototype is as it was after rating names such as __proto__", () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(world(), (w) => {
        const terms = expectOk(resolveTerms(w.contract, w.programs));
        draftAll(terms, rateUsage(terms, w.events).charges, periodsFrom(w, 3));
        expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
      }),
      runs(60),
    );
  });
});

describe("previewInvoice", () => {
  it("is resolving, rating and drafting in one call", () => {
    fc.assert(
      fc.property(world(), fc.nat({ max: 2 }), (w, pick) => {
        const periods = periodsFrom(w, 3);
        const period = periods[pick % periods.length];
        if (period === undefined) throw new Error("a contract has a period at its focus");
        const { contract, programs, events } = w;
        const preview = expectOk(previewInvoice({ contract, programs, events, at: period.end }));
        const terms = expectOk(resolveTerms(contract, programs));
        const { outcomes, charges } = rateUsage(terms, events);
        expect(preview).toEqual({ invoice: draftInvoice(terms, charges, period), outcomes });
      }),
      runs(60),
    );
  });
});
