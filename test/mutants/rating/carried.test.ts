// What is carried over many periods, of groups that are there from the beginning and of some that come late.
import { describe, expect, it } from "vitest";
import {
  createRater,
  expectOk,
  type PricingProgram,
  resolveTerms,
  type UsageEvent,
} from "../../../src/index.ts";
import { plainContract } from "../../laws/plain.ts";

const rule = {
  ...{ id: "level", name: "Level", type: "usage", model: "per_unit", metric: "calls", unit_amount: "1" },
  ...{ aggregation: "latest", carry_over: true, group_by: ["region"] },
};
const program = {
  object: "pricing_program",
  contract: "acme",
  version: 1,
  effective_date: null,
  rules: [rule],
};
const contract = { ...plainContract, billing_cadence: "daily" as const };
const terms = expectOk(resolveTerms(contract, [program as unknown as PricingProgram]));

function eventOn(day: number, region: string, quantity: string): UsageEvent {
  const timestamp = new Date(Date.UTC(2026, 0, 1 + day, 12)).toISOString();
  const event_id = `${region}-${day}-${quantity}`;
  return {
    external_contract_id: "acme",
    event_id,
    metric: "calls",
    quantity,
    timestamp,
    properties: { region },
  };
}

describe("levels of groups over hundreds of days", () => {
  it("begin at nothing where a group comes late, and at its own last value from then on", () => {
    const rater = createRater(terms);
    const charged = (...events: Parameters<typeof eventOn>): string[] =>
      rater.rate(eventOn(...events)).charges.map(({ quantity }) => quantity);
    for (let day = 0; day < 300; day += 1) expect(charged(day, "eu", "7")).toEqual([day === 0 ? "7" : "0"]);
    expect(charged(300, "us", "5")).toEqual(["5"]);
    expect(charged(301, "us", "8")).toEqual(["3"]);
    expect(charged(301, "eu", "9")).toEqual(["2"]);
  });
});
