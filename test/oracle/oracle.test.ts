// The oracle against figures worked out by hand: whoever judges must be right first.
import { describe, expect, it } from "vitest";
import type { RoundingMode } from "../../src/model/contract.ts";
import type { PercentageRule, Rule, TieredRule } from "../../src/model/pricingProgram.ts";
import { plainContract } from "../laws/plain.ts";
import { boundaryDate, boundaryIndex, localDate, startOfDay } from "./calendar.ts";
import { draftByOracle } from "./draft.ts";
import { add, fraction, multiply, round, subtract, toText } from "./fraction.ts";
import { chargesPerEvent } from "./perEvent.ts";
import { ordinalInYear, periodAt } from "./periods.ts";
import { priceOfTotal } from "./price.ts";
import { rateByOracle, type World } from "./rate.ts";

function world(rules: readonly Rule[], quantities: readonly (readonly [string, string])[]): World {
  return {
    contract: plainContract,
    programs: [{ object: "pricing_program", contract: "acme", version: 1, effective_date: null, rules }],
    events: quantities.map(([day, quantity], place) => ({
      external_contract_id: "acme",
      event_id: `e${place}`,
      metric: "calls",
      quantity,
      timestamp: `2026-${day}T12:00:00.000Z`,
    })),
  };
}

function draft(w: World, at: string): string[] {
  const period = periodAt(w.contract, Date.parse(`${at}T12:00:00.000Z`));
  const invoice = draftByOracle(w, rateByOracle(w).entries, period);
  const lines = invoice.line_items.map(
    ({ quantity, exact_amount, amount }) => `${quantity}: ${exact_amount} ${amount}`,
  );
  return [invoice.number, ...lines, invoice.total];
}

describe("fractions", () => {
  it("are exact where binary floats are not", () => {
    expect(toText(add(fraction("0.1"), fraction("0.2")))).toBe("0.3");
    expect(toText(multiply(fraction("0.70"), fraction("0.05")))).toBe("0.035");
    expect(toText(subtract(fraction("1e-7"), fraction(0.0000001)))).toBe("0");
    expect(() => toText({ n: 1n, d: 3n })).toThrow();
  });

  it("round as each mode says", () => {
    const values = ["2.5", "-2.5", "3.5", "2.4", "-2.4", "2.6", "0"];
    const table: Record<RoundingMode, string[]> = {
      half_up: ["3", "-3", "4", "2", "-2", "3", "0"],
      half_even: ["2", "-2", "4", "2", "-2", "3", "0"],
      up: ["3", "-3", "4", "3", "-3", "3", "0"],
      down: ["2", "-2", "3", "2", "-2", "2", "0"],
      ceiling: ["3", "-2", "4", "3", "-2", "3", "0"],
      floor: ["2", "-3", "3", "2", "-3", "2", "0"],
    };
    for (const [mode, expected] of Object.entries(table)) {
      // The keys of the table are the modes.
      const how = mode as RoundingMode;
      expect(values.map((value) => toText(round(fraction(value), 0, how)))).toEqual(expected);
    }
    expect(toText(round(fraction("14.37"), -1, "half_up"))).toBe("10");
  });
});

describe("prices", () => {
  const tiers = [
    { up_to: "10", unit_amount: "2", flat_amount: "5" },
    { up_to: "20", unit_amount: "1" },
    { up_to: null, rate: "0.5", flat_amount: "7" },
  ];
  const ladder: TieredRule = {
    id: "r",
    name: "R",
    type: "usage",
    metric: "calls",
    model: "tiered",
    tiers_mode: "graduated",
    tiers,
  };

  it("of ladders: 25 units are 20 + 5, 10, and 2.5 + 7, or 12.5 + 7", () => {
    const at = (quantity: string, rule: Partial<TieredRule> = {}) =>
      toText(priceOfTotal({ ...ladder, ...rule }, fraction(quantity)));
    expect(["0", "10", "20", "25"].map((quantity) => at(quantity))).toEqual(["0", "25", "35", "44.5"]);
    expect(["10", "10.5", "25"].map((quantity) => at(quantity, { tiers_mode: "volume" }))).toEqual([
      "25",
      "10.5",
      "19.5",
    ]);
    expect([at("0", { zero_usage: "first_tier" }), at("-3", { negative_usage: "credit" })]).toEqual([
      "5",
      "-11",
    ]);
    expect([at("-3", { negative_usage: "clamp" }), at("12", { included_quantity: "11" })]).toEqual([
      "0",
      "7",
    ]);
  });

  it("of events: two are free up to 100, the one that crosses pays for the rest, and zero pays the minimum", () => {
    const rule: PercentageRule = {
      id: "r",
      name: "R",
      type: "usage",
      metric: "calls",
      model: "percentage",
      rate: "0.1",
      fixed_amount: "0.3",
      free_events: 2,
      free_amount: "100",
      per_event_minimum: "1",
      per_event_maximum: "10",
    };
    const readings = ["40", "80", "5", "0", "1000"].map((x) => ({ x: fraction(x), cost: fraction(0) }));
    const charges = chargesPerEvent(rule, readings).map(toText);
    expect(charges).toEqual(["0", "2.3", "1", "1", "10"]);
  });
});

describe("days and periods", () => {
  it("begin where the zone says", () => {
    expect(startOfDay("2024-09-08", "America/Santiago")).toBe(Date.parse("2024-09-08T04:00:00Z"));
    expect(startOfDay("2026-03-09", "America/New_York")).toBe(Date.parse("2026-03-09T04:00:00Z"));
    expect(localDate(Date.parse("2025-12-31T18:30:00Z"), "Asia/Kolkata")).toBe("2026-01-01");
  });

  it("are counted from the anchor", () => {
    expect([1, 2, 13].map((k) => boundaryDate("2024-01-31", "monthly", k))).toEqual([
      "2024-02-29",
      "2024-03-31",
      "2025-02-28",
    ]);
    expect(boundaryIndex("2024-01-31", "monthly", "2024-03-30")).toBe(1);
    const march = periodAt(plainContract, Date.parse("2026-03-31T23:59:59.999Z"));
    expect([march.start, march.end, ordinalInYear(plainContract, march)]).toEqual([
      "2026-03-01",
      "2026-03-31",
      3,
    ]);
  });
});

describe("drafts", () => {
  it("hold the fee and 5 % of the usage: 2000 + 500", () => {
    const fee: Rule = {
      id: "f",
      name: "F",
      type: "subscription",
      model: "flat",
      amount: "2000",
      frequency: "monthly",
    };
    const share: Rule = {
      id: "u",
      name: "U",
      type: "usage",
      model: "percentage",
      metric: "calls",
      rate: "0.05",
    };
    const expected = ["INV-2026-003", "1: 2000 2000", "10000: 500 500", "2500"];
    expect(draft(world([fee, share], [["03-25", "10000"]]), "2026-03-01")).toEqual(expected);
  });

  it("apply discounts, minimum, maximum and the monthly cap in this order", () => {
    const rule: Rule = {
      id: "u",
      name: "U",
      type: "usage",
      model: "per_unit",
      metric: "calls",
      unit_amount: "1",
    };
    const discounts = [{ amount: "10" }, { percent: "0.1" }];
    const limits = { discounts, minimum_amount: "20", maximum_amount: "90" };
    const at = (quantity: string, cap = {}) =>
      draft(world([{ ...rule, ...limits, ...cap }], [["01-05", quantity]]), "2026-01-01")[1];
    expect(at("5")).toBe("5: 20 20");
    expect(at("50")).toBe("50: 36 36");
    expect(at("200")).toBe("200: 90 90");
    expect(at("200", { monthly_cap: "60" })).toBe("200: 60 60");
  });

  it("cap a month over all billing periods that share it: 30 and 40 of February make 50", () => {
    const rule: Rule = {
      id: "u",
      name: "U",
      type: "usage",
      model: "per_unit",
      metric: "calls",
      unit_amount: "1",
      monthly_cap: "50",
    };
    const weekly = {
      ...world(
        [rule],
        [
          ["02-03", "30"],
          ["02-10", "40"],
          ["02-17", "5"],
        ],
      ),
    };
    const w: World = {
      ...weekly,
      contract: { ...plainContract, billing_cadence: "weekly", billing_anchor_date: "2026-02-02" },
    };
    expect(["2026-02-03", "2026-02-10", "2026-02-17"].map((at) => draft(w, at)[1])).toEqual([
      "30: 30 30",
      "40: 20 20",
      "5: 0 0",
    ]);
  });
});
