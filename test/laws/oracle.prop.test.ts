import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  expectOk,
  parseContract,
  parsePricingProgram,
  parseUsageEvent,
  type UsageRule,
} from "../../src/index.ts";
import { type Frame, maybe } from "../arbitraries/base.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { boundsOf } from "../arbitraries/quantities.ts";
import { carryingRule, crowdedRule, feeRule, proratedRule, sharingRule } from "../arbitraries/rules.ts";
import { type WorldOptions, world } from "../arbitraries.ts";
import { eventsFor, runs, termsOf } from "../laws.ts";
import { add, fraction, toText } from "../oracle/fraction.ts";
import { expectAgreement, expectedOf } from "./againstOracle.ts";

/** A small quantity of either sign, or one at, just below or just above a bound of the rule. */
const quantityPick = fc.record({
  units: fc.integer({ min: -12, max: 12 }),
  bound: maybe(fc.nat({ max: 5 }), 1),
  step: fc.constantFrom("0", "0.001", "-0.001"),
});

type Pick = typeof quantityPick extends fc.Arbitrary<infer T> ? T : never;

function quantityNear(rule: Frame<UsageRule>, { units, bound, step }: Pick): string {
  const bounds = boundsOf(rule);
  const chosen = bound === undefined ? undefined : bounds[bound % Math.max(1, bounds.length)];
  return toText(chosen === undefined ? fraction(units) : add(fraction(chosen), fraction(step)));
}

function agree(options: WorldOptions, count: number): void {
  fc.assert(fc.property(world(options), expectAgreement), runs(count));
}

describe("L41: the library against an oracle over exact fractions", () => {
  it("agrees on verdicts, charges and drafts of any contract", () => {
    agree({}, 250);
  });

  it("agrees on groups that share one ladder", () => {
    agree({ rules: sharingRule }, 100);
  });

  it("agrees on latest values and levels that are carried over", () => {
    agree({ rules: carryingRule }, 100);
  });

  it("agrees on limits, included units and tiers that are prorated, over versions and phases of a rule", () => {
    agree({ rules: proratedRule }, 150);
  });

  it("agrees on one rule of any model with its options crowded together, at and around its bounds", () => {
    fc.assert(
      fc.property(crowdedRule, fc.array(quantityPick, { maxLength: 7 }), (rule, picks) => {
        const { contract, programs } = termsOf(rule, { currency: "UNITS", currency_digits: 3 });
        const quantities = picks.map((pick) => quantityNear(rule, pick));
        const w = { contract, programs, events: eventsFor(rule, quantities), focus: "2026-01-01" };
        expectAgreement(w);
      }),
      runs(400),
    );
  });

  it("agrees on a credit within the included units: it is worth nothing, also where zero usage has a flat", () => {
    const tiers = [{ up_to: null, flat_amount: "1" }];
    const rule = {
      type: "usage",
      metric: "calls",
      included_quantity: "1",
      negative_usage: "credit",
      model: "tiered",
      tiers_mode: "graduated",
      tiers,
      zero_usage: "first_tier",
    } as const;
    const { contract, programs } = termsOf(rule);
    const w = { contract, programs, events: eventsFor(rule, ["1", "-2"]), focus: "2026-01-01" };
    expect(expectedOf(w).invoices[0]?.total).toBe("0");
    expectAgreement(w);
  });

  it("agrees on contracts of fees alone, in every cadence", () => {
    agree({ rules: feeRule, maxEvents: 1 }, 80);
  });

  it("agrees where billing periods are closed to usage", () => {
    fc.assert(
      fc.property(world(), fc.nat({ max: 2 }), (w, pick) => {
        const closed = periodsFrom(w, 3).flatMap(({ start }, place) => (place === pick ? [start] : []));
        const later = { ...w, closed };
        expectAgreement(later);
      }),
      runs(100),
    );
  });

  it("reads the generated documents as they are: they are in the canonical form that the parsers give", () => {
    fc.assert(
      fc.property(world(), ({ contract, programs, events }) => {
        expect(expectOk(parseContract(contract))).toEqual(contract);
        for (const program of programs) expect(expectOk(parsePricingProgram(program))).toEqual(program);
        for (const event of events) expect(expectOk(parseUsageEvent(event))).toEqual(event);
      }),
      runs(100),
    );
  });
});
