// The oracle's rules that hold for a part of a period against figures worked out by hand.
import { describe, expect, it } from "vitest";
import type { Rule, TieredRule } from "../../src/model/pricingProgram.ts";
import { plainContract } from "../laws/plain.ts";
import { draftByOracle } from "./draft.ts";
import { heldRule } from "./held.ts";
import { periodAt } from "./periods.ts";
import type { World } from "./rate.ts";

const rule: TieredRule = {
  ...{ id: "u", name: "U", type: "usage", metric: "calls", model: "tiered", tiers_mode: "graduated" },
  tiers: [
    { up_to: "10", unit_amount: "1" },
    { up_to: "31", unit_amount: "1" },
    { up_to: null, unit_amount: "1" },
  ],
  minimum_amount: "100",
  maximum_amount: "310",
  included_quantity: "62",
  proration: "day",
  prorated: ["tiers", "minimum_amount", "included_quantity"],
};
const january = periodAt(plainContract, Date.parse("2026-01-20T00:00:00Z"));

function world(...versions: (readonly [from: string, rule: Rule])[]): World {
  const programs = versions.map(([effective_date, own], place) => ({
    ...({ object: "pricing_program", contract: "acme", version: place + 1 } as const),
    effective_date,
    rules: [own],
  }));
  return { contract: plainContract, programs, events: [] };
}

describe("a rule by the days on which it holds", () => {
  it("has 17 of 31 days of what it prorates, as a difference of rounded amounts", () => {
    const held = heldRule(world(["2026-01-15", rule]), { rule, version: 1, period: january });
    expect(held).toMatchObject({
      // 100 − 45.16
      minimum_amount: "54.84",
      maximum_amount: "310",
      included_quantity: "34",
      tiers: [{ up_to: "5.483870967741935484" }, { up_to: "17" }, { up_to: null }],
    });
  });

  it("makes a whole of the minimums of its versions: 45.16 and 54.84", () => {
    const totalOf = (...versions: Parameters<typeof world>) =>
      draftByOracle(world(...versions), [], january).total;
    expect(totalOf(["2026-01-01", rule], ["2026-01-15", { ...rule, name: "V" }])).toBe("100");
    expect(totalOf(["2026-01-15", rule])).toBe("54.84");
    expect(totalOf(["2026-01-01", { ...rule, effective_to: "2026-01-15" }])).toBe("45.16");
    expect(totalOf(["2026-01-01", { ...rule, proration: "fixed_30", effective_to: "2026-01-31" }])).toBe(
      "100",
    );
  });
});
