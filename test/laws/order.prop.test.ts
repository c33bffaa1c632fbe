import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createRater,
  expectOk,
  mergeCharges,
  mergeStates,
  rateUsage,
  resolveTerms,
} from "../../src/index.ts";
import type { Rule } from "../../src/model/pricingProgram.ts";
import type { Frame } from "../arbitraries/base.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { anyRule } from "../arbitraries/programs.ts";
import { carryingRule } from "../arbitraries/rules.ts";
import { world } from "../arbitraries.ts";
import {
  batchesAgree,
  draftAll,
  eventsFor,
  halvesMerge,
  mergedChargesDraftTheSame,
  ordersAgree,
  priceOf,
  runs,
  termsOf,
} from "../laws.ts";
import { toText } from "../oracle/fraction.ts";
import { january } from "./plain.ts";

/** Rules whose price does not depend on which event came first: all but percentages with a free part. */
const orderFreeRule = anyRule().filter(isOrderFree);

/** Numbers to sort by, or to cut at. */
const keys = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 });

/** Worlds in which what was rated before matters, in other periods too. */
const worldsToGoOnIn = fc.oneof(world(), world({ rules: carryingRule }));

function isOrderFree(rule: Frame<Rule>): boolean {
  return rule.model !== "percentage" || (rule.free_events === undefined && rule.free_amount === undefined);
}

function termsFor({
  contract,
  programs,
}: {
  contract: Parameters<typeof resolveTerms>[0];
  programs: Parameters<typeof resolveTerms>[1];
}) {
  return expectOk(resolveTerms(contract, programs));
}

describe("rating in any order and in any batches", () => {
  it("L1: drafts and state do not depend on the order of events, for rules without a free part", () => {
    const worlds = world({ rules: orderFreeRule, uniqueEvents: true });
    fc.assert(
      fc.property(worlds, keys, (w, order) => {
        const shuffled = w.events
          .map((event, place) => ({ event, key: order[place % order.length] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        ordersAgree(termsFor(w), w.events, shuffled, periodsFrom(w, 3));
      }),
      runs(100),
    );
  });

  it("L1: the steps of a line do not tell in which order events came, not even events of zero", () => {
    const rule = {
      type: "usage",
      metric: "calls",
      model: "percentage",
      rate: "0.1",
      per_event_minimum: "1",
    } as const;
    expect(stepsOf(rule, ["0", "2"])).toEqual(stepsOf(rule, ["2", "0"]));
  });

  it("L1: nor do they tell whether a total was below zero on the way", () => {
    const rule = {
      type: "usage",
      metric: "calls",
      model: "percentage",
      rate: "0.1",
      fixed_amount: "0",
      negative_usage: "clamp",
    } as const;
    expect(stepsOf(rule, ["-10", "10"])).toEqual(stepsOf(rule, ["10", "-10"]));
  });

  it("L1 does not hold for a free part: it goes to the events that come first", () => {
    const rule = {
      type: "usage",
      metric: "calls",
      model: "percentage",
      rate: "0.1",
      free_events: 1,
    } as const;
    expect(toText(priceOf(rule, ["10", "50"]))).toBe("5");
    expect(toText(priceOf(rule, ["50", "10"]))).toBe("1");
  });

  it("L2: any cut into batches gives the same verdicts, charges and state, also through JSON", () => {
    fc.assert(
      fc.property(worldsToGoOnIn, keys, (w, cuts) => {
        const batches: (typeof w.events)[] = [];
        let rest = w.events;
        for (const size of cuts) {
          batches.push(rest.slice(0, size));
          rest = rest.slice(size);
        }
        batchesAgree(termsFor(w), [...batches, rest]);
      }),
      runs(100),
    );
  });

  it("L3: one event at a time is the same as all at once", () => {
    fc.assert(
      fc.property(world(), (w) => {
        const terms = termsFor(w);
        const whole = batchesAgree(
          terms,
          w.events.map((event) => [event]),
        );
        const rater = createRater(terms);
        const parts = w.events.map((event) => rater.rate(event));
        expect(parts.map(({ outcome }) => outcome)).toEqual(whole.outcomes);
        expect(parts.flatMap(({ charges }) => charges)).toEqual(whole.charges);
        expect(rater.state()).toEqual(whole.state);
      }),
      runs(100),
    );
  });
});

describe("mergeStates", () => {
  it("makes of two workers' states the state of the whole, for every aggregation and all rules without a free part", () => {
    const worlds = world({ rules: orderFreeRule, uniqueEvents: true });
    fc.assert(
      fc.property(worlds, fc.nat({ max: 14 }), (w, cut) => {
        halvesMerge(termsFor(w), w.events.slice(0, cut), w.events.slice(cut), periodsFrom(w, 3));
      }),
      runs(100),
    );
  });

  it("makes a state from which rating goes on as from the state of the whole", () => {
    const carrying = world({ rules: carryingRule.filter(isOrderFree), uniqueEvents: true });
    const worlds = fc.oneof(world({ rules: orderFreeRule, uniqueEvents: true }), carrying);
    fc.assert(
      fc.property(worlds, fc.nat({ max: 9 }), fc.nat({ max: 5 }), (w, first, second) => {
        const terms = termsFor(w);
        const cuts = [w.events.slice(0, first), w.events.slice(first, first + second)];
        const [a, b] = cuts.map((events) => rateUsage(terms, events).state);
        if (a === undefined || b === undefined) throw new Error("two parts");
        const rest = w.events.slice(first + second);
        const merged = rateUsage(terms, rest, mergeStates(terms, b, a));
        const whole = rateUsage(terms, rest, rateUsage(terms, cuts.flat()).state);
        expect(merged.charges).toEqual(whole.charges);
        expect(merged.outcomes).toEqual(whole.outcomes);
      }),
      runs(100),
    );
  });

  it("leaves it to chance which worker rates what, and in which order their charges come together", () => {
    const worlds = world({ rules: orderFreeRule, uniqueEvents: true });
    fc.assert(
      fc.property(worlds, keys, keys, (w, workers, order) => {
        const terms = termsFor(w);
        const parts = [0, 1, 2].map((worker) =>
          w.events.filter((_, place) => (workers[place % workers.length] ?? 0) % 3 === worker),
        );
        const charges = parts
          .flatMap((events) => rateUsage(terms, events).charges)
          .map((charge, place) => ({ charge, key: order[place % order.length] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ charge }) => charge);
        const whole = rateUsage(terms, w.events);
        expect(draftAll(terms, charges, periodsFrom(w, 3))).toEqual(
          draftAll(terms, whole.charges, periodsFrom(w, 3)),
        );
      }),
      runs(100),
    );
  });
});

describe("mergeCharges", () => {
  it("leaves every draft as it is", () => {
    fc.assert(
      fc.property(world(), (w) => {
        const terms = termsFor(w);
        mergedChargesDraftTheSame(terms, rateUsage(terms, w.events).charges, periodsFrom(w, 3));
      }),
      runs(100),
    );
  });

  it("makes one charge of many of the same rule, period and month", () => {
    const rule = { type: "usage", metric: "calls", model: "per_unit", unit_amount: "0.015" } as const;
    const terms = termsOf(rule);
    const { charges } = rateUsage(terms, eventsFor(rule, ["1", "2", "3"]));
    const merged = mergeCharges(terms, charges);
    expect(merged).toMatchObject([{ event_id: "e0", quantity: "6", amount: "0.09" }]);
    expect(draftAll(terms, merged, [january])).toEqual(draftAll(terms, charges, [january]));
  });
});

function stepsOf(rule: Frame<Rule>, quantities: readonly string[]): unknown {
  const terms = termsOf(rule);
  const { charges } = rateUsage(terms, eventsFor(rule, quantities));
  return draftAll(terms, charges, [january]).map(({ line_items }) => line_items.map(({ steps }) => steps));
}
