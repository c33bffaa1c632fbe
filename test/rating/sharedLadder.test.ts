// One price for the usage of all groups together.
import { describe, expect, it } from "vitest";
import {
  createRater,
  expectOk,
  parsePricingProgram,
  type RatingState,
  resolveTerms,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import { plainContract } from "../laws/plain.ts";

/** Ten units at 1, the others at 2. */
const tiers = [
  { up_to: "10", unit_amount: "1" },
  { up_to: null, unit_amount: "2" },
];

function termsOf(more: object): Terms {
  const rule = {
    ...{
      id: "r",
      name: "R",
      type: "usage",
      metric: "calls",
      model: "tiered",
      tiers_mode: "graduated",
      tiers,
    },
    ...{ group_by: ["region"], group_ladder: "shared", ...more },
  };
  const program = expectOk(parsePricingProgram({ contract: "acme", version: 1, rules: [rule] }));
  return expectOk(resolveTerms(plainContract, [program]));
}

function event(region: string, day: string, quantity: string): UsageEvent {
  return {
    ...{ external_contract_id: "acme", event_id: `${region}${day}${quantity}`, metric: "calls", quantity },
    ...{ timestamp: `${day}T12:00:00Z`, properties: { region } },
  };
}

describe("groups that share a ladder", () => {
  it("go on where the others have got to", () => {
    const terms = termsOf({});
    const rater = createRater(terms);
    const cost = (region: string, quantity: string, rated = rater) =>
      rated.rate(event(region, "2026-01-10", quantity)).charges.map(({ amount }) => amount);
    expect([cost("eu", "8"), cost("us", "7"), cost("eu", "1")]).toEqual([["8"], ["12"], ["2"]]);
    expect(cost("ap", "3", createRater(terms, rater.state()))).toEqual(["6"]);
  });

  it("begin a period with what the others carry into it, and count no group that had no usage", () => {
    const terms = termsOf({ aggregation: "latest", carry_over: true });
    const rater = createRater(terms);
    const cost = (given: UsageEvent) => rater.rate(given).charges.map(({ amount }) => amount);
    expect(cost(event("eu", "2026-01-10", "8"))).toEqual(["8"]);
    expect(cost(event("us", "2026-02-10", "4"))).toEqual(["6"]);
    const state: RatingState = rater.state();
    expect(state.totals.map(({ period_start, part, quantity }) => [period_start, part, quantity])).toEqual([
      ["2026-01-01", '[{"region":"eu"},null]', "8"],
      ["2026-02-01", '[{"region":"us"},null]', "4"],
    ]);
  });
});
