// Usage outside of a contract is refused with the days on which the contract runs, also where it has no first or no last one.
import { describe, expect, it } from "vitest";
import { type Contract, rateUsage } from "../../src/index.ts";
import { eventsFor, termsOf } from "../laws.ts";

const perCall = { type: "usage", model: "per_unit", metric: "calls", unit_amount: "1" } as const;

function refusal(contract: Partial<Contract>): [string | undefined, string | undefined] {
  const [outcome] = rateUsage(termsOf(perCall, contract), eventsFor(perCall, ["1"])).outcomes;
  return [outcome?.code, outcome?.error];
}

describe("usage outside of the contract", () => {
  it("is told when the contract runs", () => {
    const from = (term: string) => [
      "timestamp_outside_contract",
      `timestamp is outside the contract, which runs from ${term}`,
    ];
    const [start_date, end_date] = ["2025-01-01", "2025-02-01"];
    expect(refusal({ start_date, end_date })).toEqual(from("2025-01-01 up to, not including, 2025-02-01"));
    expect(refusal({ start_date: null, end_date })).toEqual(from("ever up to, not including, 2025-02-01"));
    expect(refusal({ start_date: "2027-01-01" })).toEqual(from("2027-01-01 up to, not including, never"));
  });
});
