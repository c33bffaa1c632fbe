import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  draftInvoice,
  type EventOutcome,
  expectOk,
  type Invoice,
  parseContract,
  parsePricingProgram,
  parseUsageEvent,
  type RatingState,
  rateUsage,
  resolveTerms,
  type UsageRule,
} from "../../src/index.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { crowdedRule, type Frame, feeRule, maybe } from "../arbitraries/rules.ts";
import { type PlacedWorld, type WorldOptions, world } from "../arbitraries.ts";
import { eventsFor, runs, termsOf } from "../laws.ts";
import { draftByOracle, type OracleInvoice } from "../oracle/draft.ts";
import { add, fraction, toText } from "../oracle/fraction.ts";
import { type OracleRating, rateByOracle } from "../oracle/rate.ts";

/** What the oracle says of a world, in the words of the library. */
function expected(w: PlacedWorld): {
  verdicts: readonly string[];
  charges: unknown[];
  invoices: OracleInvoice[];
} {
  const rating: OracleRating = rateByOracle(w);
  const charges = rating.entries.map(({ event_id, rule, version, period_start, quantity, charge }) => ({
    event_id,
    rule_id: rule.id,
    version,
    period_start,
    quantity: toText(quantity),
    amount: toText(charge),
  }));
  return {
    verdicts: rating.verdicts,
    charges,
    invoices: periodsFrom(w, 3).map((period) => draftByOracle(w, rating.entries, period)),
  };
}

/** What the library says of it, with nothing that the oracle does not speak of. */
function answered(w: PlacedWorld): ReturnType<typeof expected> {
  const terms = expectOk(resolveTerms(w.contract, w.programs));
  const start: RatingState = {
    object: "rating_state",
    contract: w.contract.id,
    totals: [],
    events: [],
    closed_periods: w.closed ?? [],
  };
  const { outcomes, charges } = rateUsage(terms, w.events, w.closed === undefined ? undefined : start);
  return {
    verdicts: outcomes.map(verdictOf),
    charges: charges.map(({ event_id, rule_id, version, period, quantity, amount }) => ({
      event_id,
      rule_id,
      version,
      period_start: period.start,
      quantity,
      amount,
    })),
    invoices: periodsFrom(w, 3).map((period) => inBrief(draftInvoice(terms, charges, period))),
  };
}

function verdictOf({ status, duplicate, code }: EventOutcome): string {
  if (status === "rejected") return code ?? "rejected without a code";
  return duplicate === true ? "duplicate" : "accepted";
}

function inBrief(invoice: Invoice): OracleInvoice {
  const { number, billing_period, issued_date, due_date, total } = invoice;
  const line_items = invoice.line_items.map(({ rule_id, version, quantity, exact_amount, amount }) => ({
    rule_id,
    version,
    quantity,
    exact_amount,
    amount,
  }));
  return { number, billing_period, issued_date, due_date, line_items, total };
}

/** A small quantity of either sign, or one at, just below or just above a bound of the rule. */
const quantityPick = fc.record({
  units: fc.integer({ min: -12, max: 12 }),
  bound: maybe(fc.nat({ max: 5 }), 1),
  step: fc.constantFrom("0", "0.001", "-0.001"),
});

type Pick = typeof quantityPick extends fc.Arbitrary<infer T> ? T : never;

function quantityNear(rule: Frame<UsageRule>, { units, bound, step }: Pick): string {
  const bounds = rule.model === "tiered" ? rule.tiers.flatMap(({ up_to }) => up_to ?? []) : [];
  const chosen = bound === undefined ? undefined : bounds[bound % Math.max(1, bounds.length)];
  return toText(chosen === undefined ? fraction(units) : add(fraction(chosen), fraction(step)));
}

function agree(options: WorldOptions, count: number): void {
  fc.assert(
    fc.property(world(options), (w) => {
      expect(answered(w)).toEqual(expected(w));
    }),
    runs(count),
  );
}

describe("L41: the library against an oracle over exact fractions", () => {
  it("agrees on verdicts, charges and drafts of any contract", () => {
    agree({}, 400);
  });

  it("agrees on one rule of any model with its options crowded together, at and around its bounds", () => {
    fc.assert(
      fc.property(crowdedRule, fc.array(quantityPick, { maxLength: 7 }), (rule, picks) => {
        const { contract, programs } = termsOf(rule, { currency: "UNITS", currency_digits: 3 });
        const quantities = picks.map((pick) => quantityNear(rule, pick));
        const w = { contract, programs, events: eventsFor(rule, quantities), focus: "2026-01-01" };
        expect(answered(w)).toEqual(expected(w));
      }),
      runs(600),
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
    expect(expected(w).invoices[0]?.total).toBe("0");
    expect(answered(w)).toEqual(expected(w));
  });

  it("agrees on contracts of fees alone, in every cadence", () => {
    agree({ rules: feeRule, maxEvents: 1 }, 150);
  });

  it("agrees where billing periods are closed to usage", () => {
    fc.assert(
      fc.property(world(), fc.nat({ max: 2 }), (w, pick) => {
        const closed = periodsFrom(w, 3).flatMap(({ start }, place) => (place === pick ? [start] : []));
        const later = { ...w, closed };
        expect(answered(later)).toEqual(expected(later));
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
