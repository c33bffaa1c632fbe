// Batches of plain events that come back to a price they have left before.
import { describe, expect, it } from "vitest";
import {
  type Contract,
  createRater,
  expectOk,
  parsePricingProgram,
  type RatingState,
  resolveTerms,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import { plainContract } from "../laws/plain.ts";
import { give } from "./ratedInWays.ts";

const priced = { id: "r", name: "R", type: "usage", metric: "calls", model: "tiered" };

function termsOf(contract: Contract, versions: readonly (readonly [string | null, string])[]): Terms {
  const programs = versions.map(([effective_date, unit_amount], at) => {
    const tiers = [
      { up_to: "10", unit_amount },
      { up_to: null, unit_amount: "0.5" },
    ];
    const rules = [{ ...priced, tiers_mode: "graduated", tiers }];
    return expectOk(parsePricingProgram({ contract: "acme", version: at + 1, effective_date, rules }));
  });
  return expectOk(resolveTerms(contract, programs));
}

function event(day: string, quantity: string): UsageEvent {
  const timestamp = `${day}T12:00:00Z`;
  return { external_contract_id: "acme", event_id: day, metric: "calls", quantity, timestamp };
}

function totalsOf({ totals }: RatingState): [string, number, string][] {
  return totals.map(({ period_start, version, quantity }) => [period_start, version, quantity]);
}

describe.each(["one by one", "batch", "columns"] as const)("plain events, given %s,", (way) => {
  const rated = (terms: Terms, events: readonly UsageEvent[]) => {
    const rater = createRater(terms);
    const amounts = give(rater, events, way).charges.map(({ amount }) => amount);
    return [amounts, totalsOf(rater.state())];
  };

  it("all count where they come back to a version after a later one", () => {
    const terms = termsOf(plainContract, [
      [null, "1"],
      ["2026-03-01", "2"],
    ]);
    const events = [event("2026-01-10", "3"), event("2026-03-10", "4"), event("2026-02-10", "5")];
    const totals = [
      ["2026-01-01", 1, "3"],
      ["2026-02-01", 1, "5"],
      ["2026-03-01", 2, "4"],
    ];
    expect(rated(terms, events)).toEqual([["3", "8", "5"], totals]);
  });

  it("go on with the same total in each month of a quarter", () => {
    const terms = termsOf({ ...plainContract, billing_cadence: "quarterly" }, [[null, "1"]]);
    const events = [event("2026-01-10", "8"), event("2026-02-10", "4"), event("2026-03-10", "2")];
    expect(rated(terms, events)).toEqual([["8", "3", "1"], [["2026-01-01", 1, "14"]]]);
  });
});
