import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePricingProgram } from "../../src/index.ts";
import type { Rule, UsageRule } from "../../src/model/pricingProgram.ts";
import type { Frame } from "../arbitraries/base.ts";
import { decimalText, rate } from "../arbitraries/decimals.ts";
import { bareRule, feeRule } from "../arbitraries/rules.ts";
import { priceOf, runs } from "../laws.ts";
import { compare, fraction, toText, zero } from "../oracle/fraction.ts";
import {
  capHolds,
  discountsStayWithin,
  limitsCommute,
  minimumLifts,
  percentagesMultiply,
} from "./ruleLaws.ts";

/** Rules of every model and aggregation, with and without groups, and quantities that none of them refuses. */
const anyBareRule: fc.Arbitrary<Frame<UsageRule>> = bareRule.map((rule) => ({
  ...rule,
  ...(rule.negative_usage === "reject" && rule.aggregation !== "weighted_sum"
    ? { negative_usage: "credit" as const }
    : {}),
  ...("default" in rule && rule.default === "error" ? { default: "free" as const } : {}),
}));
const quantities = fc.array(fc.integer({ min: -6, max: 25 }).map(String), { maxLength: 6 });
const limit = fc.oneof(decimalText(120n, 2), fc.constantFrom("0", "0.01", "1000000"));

function ordered(a: string, b: string): readonly [string, string] {
  return compare(fraction(a), fraction(b)) <= 0 ? [a, b] : [b, a];
}

describe("limits of a line, for every model and aggregation", () => {
  it("L58: a minimum is the least that the rule comes to in a period, once for all its groups", () => {
    fc.assert(fc.property(anyBareRule, limit, quantities, minimumLifts), runs(200));
  });

  it("L59: a maximum and a monthly cap are the most that the rule comes to", () => {
    fc.assert(fc.property(anyBareRule, limit, quantities, capHolds), runs(200));
  });

  it("L59: usage beyond a cap changes nothing any more", () => {
    const rule = { type: "usage", metric: "calls", model: "per_unit", unit_amount: "2" } as const;
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 99 }), fc.integer({ min: 0, max: 99 }), (first, more) => {
        const capped = { ...rule, maximum_amount: "20" };
        expect(toText(priceOf(capped, [String(first), String(more)]))).toBe("20");
      }),
      runs(50),
    );
  });

  it("L60: minimum and maximum commute where the minimum is not above the maximum; else they are refused", () => {
    fc.assert(
      fc.property(anyBareRule, limit, limit, quantities, (rule, a, b, list) => {
        limitsCommute(rule, ordered(a, b), list);
      }),
      runs(200),
    );
    const rule = { name: "Calls", type: "usage", metric: "calls", model: "per_unit", unit_amount: "1" };
    const crossed = { ...rule, minimum_amount: "2", maximum_amount: "1" };
    expect(parsePricingProgram({ contract: "acme", version: 1, rules: [crossed] })).toMatchObject({
      ok: false,
      issues: [{ code: "minimum_above_maximum" }],
    });
  });
});

describe("discounts, for every model and aggregation", () => {
  const discount = fc.oneof(
    decimalText(40n, 2).map((amount) => ({ amount })),
    rate.map((percent) => ({ percent })),
  );
  const discounts = fc.array(discount, { minLength: 1, maxLength: 3 });

  it("L61: take between nothing and all that there is, and from a credit never make a larger one", () => {
    fc.assert(fc.property(anyBareRule, discounts, quantities, discountsStayWithin), runs(200));
  });

  it("L62: in percent they multiply, in any order, and do not add up", () => {
    const percents = fc.array(rate, { minLength: 1, maxLength: 3 });
    fc.assert(fc.property(anyBareRule, percents, quantities, percentagesMultiply), runs(200));
    const rule = { type: "usage", metric: "calls", model: "per_unit", unit_amount: "1" } as const;
    const halves = [{ percent: "0.5" }, { percent: "0.5" }];
    expect(toText(priceOf({ ...rule, discounts: halves }, ["100"]))).toBe("25");
  });

  it("L62: a fixed discount and one in percent do not commute, nor do a discount and a cap", () => {
    const rule = { type: "usage", metric: "calls", model: "per_unit", unit_amount: "1" } as const;
    const costs = (terms: Partial<Frame<UsageRule>>) =>
      toText(priceOf({ ...rule, ...terms } as Frame<Rule>, ["100"]));
    const [fixed, half] = [{ amount: "10" }, { percent: "0.5" }];
    expect([costs({ discounts: [fixed, half] }), costs({ discounts: [half, fixed] })]).toEqual(["45", "40"]);
    // The discount comes first: half of 100 is below the maximum of 60, which half of 60 would not be.
    expect(costs({ discounts: [half], maximum_amount: "60" })).toBe("50");
  });
});

describe("the same laws for fees", () => {
  it("L58 to L62 hold for subscriptions and one-time fees", () => {
    const bareFee = feeRule.map(
      ({ discounts: _, minimum_amount: _a, maximum_amount: _b, monthly_cap: _c, ...fee }) => fee,
    );
    fc.assert(
      fc.property(bareFee, limit, limit, fc.array(rate, { maxLength: 2 }), (fee, a, b, percents) => {
        // A fee that is not due in the period has no line for a minimum to lift.
        fc.pre(compare(priceOf(fee, []), zero) > 0);
        minimumLifts(fee, a, []);
        capHolds(fee, a, []);
        limitsCommute(fee, ordered(a, b), []);
        percentagesMultiply(fee, percents, []);
        discountsStayWithin(fee, [{ amount: a }, { percent: percents[0] ?? "0" }], []);
      }),
      runs(60),
    );
  });
});
