// What is carried from one period to the next, over more periods than stand in one block of a chain.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createRater,
  expectOk,
  parsePricingProgram,
  resolveTerms,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import { dailyContract } from "./dailyContract.ts";

function termsOf(rule: object): Terms {
  const tiers = [
    { up_to: "5", unit_amount: "3" },
    { up_to: null, unit_amount: "1" },
  ];
  const priced = { model: "tiered", tiers_mode: "volume", tiers, carry_over: true };
  const rules = [{ id: "r", name: "R", type: "usage", metric: "level", ...priced, ...rule }];
  return expectOk(
    resolveTerms(dailyContract, [expectOk(parsePricingProgram({ contract: "acme", version: 1, rules }))]),
  );
}

const rules: readonly (readonly [string, Terms])[] = [
  ["a level", termsOf({ aggregation: "weighted_sum" })],
  ["a latest value", termsOf({ aggregation: "latest" })],
  ["levels of groups", termsOf({ aggregation: "weighted_sum", group_by: ["region"] })],
  [
    "levels that groups share",
    termsOf({ aggregation: "weighted_sum", group_by: ["region"], group_ladder: "shared" }),
  ],
];

/** One event on each of some hundred days. */
const days = Array.from({ length: 400 }, (_, day) => day);

function eventOn(day: number, name: string): UsageEvent {
  const at = new Date(Date.UTC(2026, 0, 1 + day, 6)).toISOString();
  const region = ["eu", "us", "ap"][day % 3] as string;
  const event = { external_contract_id: "acme", event_id: `${name}${day}`, metric: "level", timestamp: at };
  return { ...event, quantity: String(1 + (day % 7)), properties: { region } };
}

describe.each(rules)("what %s comes to", (_, terms) => {
  it("after events in any order of time is what it comes to after the same ones in order", () => {
    const inOrder = createRater(terms);
    inOrder.rateBatch(days.map((day) => eventOn(day, "e")));
    const wanted = days.map((day) => inOrder.rate(eventOn(day, "late")).charges);
    const shuffled = fc.shuffledSubarray(days, { minLength: days.length });
    fc.assert(
      fc.property(shuffled, fc.nat({ max: days.length }), (order, cut) => {
        const first = createRater(terms);
        first.rateBatch(order.slice(0, cut).map((day) => eventOn(day, "e")));
        // Goes on from the state, as another process would.
        const rater = createRater(terms, first.state());
        rater.rateBatch(order.slice(cut).map((day) => eventOn(day, "e")));
        expect(days.map((day) => rater.rate(eventOn(day, "late")).charges)).toEqual(wanted);
      }),
      { numRuns: 4 },
    );
  });
});
