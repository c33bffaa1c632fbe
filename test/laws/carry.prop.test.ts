import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRater, expectOk, mergeStates, rateUsage, resolveTerms, type Terms } from "../../src/index.ts";
import { carryWorld } from "../arbitraries/carrying.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import type { PlacedWorld } from "../arbitraries.ts";
import { batchesAgree, halvesMerge, ordersAgree, runs } from "../laws.ts";
import { expectAgreement } from "./againstOracle.ts";

function termsFor({ contract, programs }: PlacedWorld): Terms {
  return expectOk(resolveTerms(contract, programs));
}

const cut = fc.nat({ max: 9 });

describe("what carries over, with usage in no order of time", () => {
  it("L41: is charged and billed as the oracle says", () => {
    fc.assert(fc.property(carryWorld, expectAgreement), runs(200));
  });

  it("L1: is billed the same in whatever order it came", () => {
    fc.assert(
      fc.property(carryWorld, (w) => {
        ordersAgree(termsFor(w), w.events, [...w.events].reverse(), periodsFrom(w, 3));
      }),
      runs(100),
    );
  });

  it("L2, L3: is charged the same one by one, each time from a state that was written down", () => {
    fc.assert(
      fc.property(carryWorld, (w) => {
        const terms = termsFor(w);
        const whole = batchesAgree(
          terms,
          w.events.map((event) => [event]),
        );
        const rater = createRater(terms);
        expect(w.events.flatMap((event) => rater.rate(event).charges)).toEqual(whole.charges);
      }),
      runs(150),
    );
  });

  it("is billed the same by two workers, and rated on from what the two came to in either order", () => {
    fc.assert(
      fc.property(carryWorld, cut, cut, (w, first, second) => {
        const terms = termsFor(w);
        const parts = [w.events.slice(0, first), w.events.slice(first, first + second)] as const;
        halvesMerge(terms, ...parts, periodsFrom(w, 3));
        const [a, b] = [rateUsage(terms, parts[0]).state, rateUsage(terms, parts[1]).state];
        const rest = w.events.slice(first + second);
        const whole = rateUsage(terms, rest, rateUsage(terms, parts.flat()).state).charges;
        expect(rateUsage(terms, rest, mergeStates(terms, a, b)).charges).toEqual(whole);
        expect(rateUsage(terms, rest, mergeStates(terms, b, a)).charges).toEqual(whole);
      }),
      runs(150),
    );
  });
});
