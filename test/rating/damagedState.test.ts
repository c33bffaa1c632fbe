// States come back from wherever they were kept. One that no rater can have made is refused as such: it would bill usage
// twice, or as what it is not.
import { describe, expect, it } from "vitest";
import {
  BillingError,
  expectOk,
  type LadderTotal,
  mergeCharges,
  mergeStates,
  parseContract,
  parsePricingProgram,
  parseUsageEvent,
  type RatingState,
  rateUsage,
  resolveTerms,
} from "../../src/index.ts";

const contract = expectOk(
  parseContract({
    id: "acme",
    customer_name: "Acme",
    status: "active",
    currency: "USD",
    billing_cadence: "monthly",
    metrics: ["m"],
  }),
);
const rules = [
  {
    id: "cells",
    name: "Cells",
    type: "usage",
    metric: "m",
    model: "matrix",
    dimensions: ["a"],
    cells: [{ when: { a: "x" }, unit_amount: "1" }],
    default: "error",
    group_by: ["g"],
  },
  {
    id: "peak",
    name: "Peak",
    type: "usage",
    metric: "m",
    model: "per_unit",
    unit_amount: "1",
    aggregation: "max",
  },
  {
    id: "p95",
    name: "Percentile",
    type: "usage",
    metric: "m",
    model: "per_unit",
    unit_amount: "1",
    aggregation: "percentile",
    percentile: "0.95",
  },
];
const program = (kept: readonly object[]) =>
  expectOk(parsePricingProgram({ contract: "acme", version: 1, rules: kept }));
const terms = expectOk(resolveTerms(contract, [program(rules)]));
const event = expectOk(
  parseUsageEvent({
    external_contract_id: "acme",
    event_id: "e1",
    metric: "m",
    quantity: "5",
    timestamp: "2026-03-05T00:00:00Z",
    properties: { a: "x", g: "1" },
  }),
);
const rating = rateUsage(terms, [event]);

function withTotal(rule: string, change: object): RatingState {
  const totals = rating.state.totals.map(
    (total): LadderTotal => (total.rule_id === rule ? { ...total, ...change } : total),
  );
  return { ...rating.state, totals };
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof BillingError) return error.code;
    throw error;
  }
  return "taken";
}

const part = (...parts: unknown[]) => ({ part: JSON.stringify(parts) });
const deep = `[null,${"[".repeat(20_000)}${"]".repeat(20_000)}]`;

describe("rateUsage", () => {
  it("takes the state that it has made", () => {
    expect(codeOf(() => rateUsage(terms, [], JSON.parse(JSON.stringify(rating.state))))).toBe("taken");
  });

  it.each<[string, string, object]>([
    ["a period that is no date", "peak", { period_start: "x" }],
    ["a period on a day that there is not", "peak", { period_start: "2026-02-31" }],
    ["no part where the rule has parts", "cells", { part: undefined }],
    ["a part where the rule has none", "peak", part({ g: "1" }, null)],
    ["text that is not JSON for a part", "cells", { part: "x" }],
    ["a part that is no pair", "cells", part({ g: "1" })],
    ["a part nested without end", "cells", { part: deep }],
    ["a cell that the rule does not have", "cells", part({ g: "1" }, { a: "y" })],
    ["the default cell, which the rule refuses", "cells", part({ g: "1" }, "default")],
    ["a number for a cell", "cells", part({ g: "1" }, 5)],
    ["no group where the rule groups", "cells", part(null, { a: "x" })],
    ["a group of another property", "cells", part({ h: "1" }, { a: "x" })],
    ["a group whose value is a number", "cells", part({ g: 1 }, { a: "x" })],
    ["a part written in another way", "cells", { part: '[{"g": "1"},{"a":"x"}]' }],
    ["no measure where it takes one", "peak", { measure: undefined }],
    ["a measure of another aggregation", "p95", { measure: { value: "5" } }],
    ["a count below one", "p95", { measure: { values: [["5", 0]] } }],
    ["a measure that is no decimal", "peak", { measure: { value: "1e5" } }],
  ])("refuses %s", (_, rule, change) => {
    expect(codeOf(() => rateUsage(terms, [], withTotal(rule, change)))).toBe("state_invalid");
  });

  it("refuses a total that is there twice", () => {
    const { totals } = rating.state;
    expect(codeOf(() => rateUsage(terms, [], { ...rating.state, totals: [...totals, ...totals] }))).toBe(
      "state_invalid",
    );
  });

  it("counts with a measure that stands for more values than memory would hold", () => {
    const state = withTotal("p95", { measure: { values: [["7", 1_000_000_000_000]] } });
    const { charges } = rateUsage(terms, [{ ...event, event_id: "e2", quantity: "9" }], state);
    expect(charges.find(({ rule_id }) => rule_id === "p95")?.quantity).toBe("0");
  });
});

describe("mergeStates", () => {
  it("refuses a period that is no date", () => {
    const damaged = { ...withTotal("peak", { period_start: "x" }), events: [] };
    expect(codeOf(() => mergeStates(terms, { ...damaged }, { ...damaged }))).toBe("state_invalid");
  });
});

describe("mergeCharges", () => {
  it("refuses charges whose measures it cannot merge, for the terms have no such rule", () => {
    const others = expectOk(resolveTerms(contract, [program(rules.slice(0, 1))]));
    expect(() => mergeCharges(others, rating.charges)).toThrow(/peak/);
  });
});
