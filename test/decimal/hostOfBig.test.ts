// A host may use big.js too and set it as it likes: nothing here is computed otherwise.
import Big from "big.js";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { createAggregation, expectOk, rateUsage, resolveTerms, roundDecimal } from "../../src/index.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { anyDecimal } from "../arbitraries/decimals.ts";
import { world } from "../arbitraries.ts";
import { draftAll, runs } from "../laws.ts";

const { DP, RM, NE, PE, strict } = Big;

afterEach(() => {
  Object.assign(Big, { DP, RM, NE, PE, strict });
});

const settings = fc.record({
  DP: fc.integer({ min: 0, max: 3 }),
  RM: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
  NE: fc.constantFrom(0, -1, -7),
  PE: fc.constantFrom(0, 1, 21),
  strict: fc.boolean(),
});

describe("a host that sets the decimal library otherwise between two calls", () => {
  // L38: changing any global rounding state of a library between two calls changes no result.
  it("L38: changes no verdict, charge, state or draft of any rule", () => {
    fc.assert(
      fc.property(world(), settings, (w, set) => {
        const run = () => {
          const terms = expectOk(resolveTerms(w.contract, w.programs));
          const rating = rateUsage(terms, w.events);
          return { rating, drafts: draftAll(terms, rating.charges, periodsFrom(w, 2)) };
        };
        Object.assign(Big, { DP, RM, NE, PE, strict });
        const before = run();
        Object.assign(Big, set);
        expect(run()).toEqual(before);
      }),
      runs(40),
    );
  });

  it("L38: finds its settings as it left them", () => {
    fc.assert(
      fc.property(anyDecimal, settings, (text, set) => {
        Object.assign(Big, set);
        roundDecimal(text, 2, "half_even");
        const average = createAggregation({ aggregation: "average" });
        const event = { value: text, timestamp: "2026-01-01T00:00:00Z", event_id: "e1" };
        average.value(average.add(average.empty, event));
        expect({ DP: Big.DP, RM: Big.RM, NE: Big.NE, PE: Big.PE, strict: Big.strict }).toEqual(set);
      }),
      runs(50),
    );
  });

  it("L38: does change results of the library's own constructor, so there was something to change", () => {
    const third = (): string => new Big("2").div("3").toString();
    Object.assign(Big, { DP: 2, RM: 0 });
    expect(third()).toBe("0.66");
    Object.assign(Big, { DP: 3, RM: 3 });
    expect(third()).toBe("0.667");
    expect(roundDecimal("0.6666", 2, "down")).toBe("0.66");
  });
});
