import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftInvoice, expectOk, rateUsage, resolveTerms, roundDecimal } from "../../src/index.ts";
import type { RoundingMode } from "../../src/model/contract.ts";
import { periodsFrom, roundingModes } from "../arbitraries/contracts.ts";
import { anyDecimal } from "../arbitraries/decimals.ts";
import { crowdedRule } from "../arbitraries/rules.ts";
import { world } from "../arbitraries.ts";
import { decimalsAreCanonical, draftAll, eventsFor, linesAddUp, runs, stepsAddUp, termsOf } from "../laws.ts";
import { currencyDigits } from "../oracle/currency.ts";
import {
  compare,
  fraction,
  multiply,
  negate,
  one,
  round,
  subtract,
  sum,
  toText,
} from "../oracle/fraction.ts";
import { january } from "./plain.ts";

const scale = fc.integer({ min: -3, max: 6 });
const mode = fc.constantFrom(...roundingModes);
const opposite: Record<RoundingMode, RoundingMode> = {
  half_up: "half_up",
  half_even: "half_even",
  up: "up",
  down: "down",
  ceiling: "floor",
  floor: "ceiling",
};

function minus(text: string): string {
  return toText(negate(fraction(text)));
}

describe("roundDecimal", () => {
  it("L41: agrees with exact fractions for every mode, sign and scale", () => {
    fc.assert(
      fc.property(anyDecimal, scale, mode, (value, digits, how) => {
        expect(roundDecimal(value, digits, how)).toBe(toText(round(fraction(value), digits, how)));
      }),
      runs(2000),
    );
  });

  it("L31: the mirror image of a value rounds to the mirror image, under ceiling and floor to that of the other", () => {
    fc.assert(
      fc.property(anyDecimal, scale, mode, (value, digits, how) => {
        expect(roundDecimal(minus(value), digits, how)).toBe(
          minus(roundDecimal(value, digits, opposite[how])),
        );
      }),
      runs(1000),
    );
  });

  it("L31 does not hold for half toward plus infinity, which is no mode here", () => {
    expect([roundDecimal("25.125", 2, "half_up"), roundDecimal("-25.125", 2, "half_up")]).toEqual([
      "25.13",
      "-25.13",
    ]);
  });

  it("L32: is idempotent, keeps the order, and stays within a unit (half a unit where it rounds to the nearest)", () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, scale, mode, (a, b, digits, how) => {
        const [x, y] = [roundDecimal(a, digits, how), roundDecimal(b, digits, how)];
        expect(roundDecimal(x, digits, how)).toBe(x);
        const order = compare(fraction(a), fraction(b));
        if (order !== 0) expect(compare(fraction(x), fraction(y)) * order).toBeGreaterThanOrEqual(0);
        const unit = digits < 0 ? fraction(10n ** BigInt(-digits)) : { n: 1n, d: 10n ** BigInt(digits) };
        const distance = subtract(fraction(x), fraction(a));
        const reach = how === "half_up" || how === "half_even" ? multiply(unit, fraction("0.5")) : unit;
        expect(compare(multiply(distance, distance), multiply(reach, reach))).toBeLessThanOrEqual(0);
      }),
      runs(1000),
    );
  });

  it("L29: rounding twice is wrong, so nothing rounded is rounded again", () => {
    expect(roundDecimal("0.76495", 2, "half_up")).toBe("0.76");
    expect(roundDecimal(roundDecimal("0.76495", 4, "half_up"), 2, "half_up")).toBe("0.77");
    expect(roundDecimal("0.865001", 2, "half_even")).toBe("0.87");
    expect(roundDecimal(roundDecimal("0.865001", 3, "half_even"), 2, "half_even")).toBe("0.86");
  });
});

describe("a draft", () => {
  it("L28, L29, L33: its total is the sum of its lines, each its exact amount rounded once to the currency's digits", () => {
    fc.assert(
      fc.property(world(), (w) => {
        const terms = expectOk(resolveTerms(w.contract, w.programs));
        const digits = currencyDigits(w.contract);
        for (const invoice of draftAll(terms, rateUsage(terms, w.events).charges, periodsFrom(w, 3))) {
          linesAddUp(invoice);
          for (const { amount, exact_amount } of invoice.line_items) {
            expect(amount).toBe(roundDecimal(exact_amount, digits, w.contract.rounding));
            expect(amount.split(".")[1]?.length ?? 0).toBeLessThanOrEqual(digits);
          }
        }
      }),
      runs(80),
    );
  });

  it("L40: its total is within half a unit per line of the exact total, where lines round to the nearest", () => {
    fc.assert(
      fc.property(world(), (w) => {
        const terms = expectOk(resolveTerms({ ...w.contract, rounding: "half_even" }, w.programs));
        for (const invoice of draftAll(terms, rateUsage(terms, w.events).charges, periodsFrom(w, 3))) {
          const exact = sum(invoice.line_items.map((line) => fraction(line.exact_amount)));
          const distance = subtract(fraction(invoice.total), exact);
          const reach = {
            n: BigInt(invoice.line_items.length),
            d: 2n * 10n ** BigInt(currencyDigits(w.contract)),
          };
          expect(compare(multiply(distance, distance), multiply(reach, reach))).toBeLessThanOrEqual(0);
        }
      }),
      runs(80),
    );
  });

  it("L64, L65: the steps of a line add up to its exact amount, and those of a charge to the charge", () => {
    fc.assert(
      fc.property(world(), (w) => {
        const terms = expectOk(resolveTerms(w.contract, w.programs));
        const { charges } = rateUsage(terms, w.events);
        draftAll(terms, charges, periodsFrom(w, 3)).forEach(stepsAddUp);
        for (const { steps, amount } of charges) {
          if (steps !== undefined)
            expect(toText(sum(steps.map((step) => fraction(step.amount))))).toBe(amount);
        }
      }),
      runs(150),
    );
  });

  it("L64, L65: the same for one rule of any model with its options crowded together", () => {
    const small = fc.array(fc.integer({ min: -9, max: 9 }).map(String), { maxLength: 6 });
    fc.assert(
      fc.property(crowdedRule, small, (rule, quantities) => {
        const terms = termsOf(rule, { currency: "UNITS", currency_digits: 3 });
        const invoice = draftInvoice(terms, rateUsage(terms, eventsFor(rule, quantities)).charges, january);
        stepsAddUp(invoice);
        linesAddUp(invoice);
        decimalsAreCanonical(invoice);
      }),
      runs(400),
    );
  });

  it("L34: no decimal in outcomes, charges, state or drafts is a negative zero or not in its plain form", () => {
    fc.assert(
      fc.property(world(), (w) => {
        const terms = expectOk(resolveTerms(w.contract, w.programs));
        const rating = rateUsage(terms, w.events);
        decimalsAreCanonical(rating);
        decimalsAreCanonical(draftAll(terms, rating.charges, periodsFrom(w, 3)));
      }),
      runs(80),
    );
  });

  it("L30: rounding each event's charge and adding up is another total, so only the line is rounded", () => {
    const rule = { type: "usage", metric: "calls", model: "per_unit", unit_amount: "0.2651" } as const;
    const terms = termsOf(rule);
    const { charges } = rateUsage(terms, eventsFor(rule, ["1", "1", "1"]));
    const apart = sum(charges.map(({ amount }) => round(fraction(amount), 2, "half_up")));
    expect(toText(apart)).toBe("0.81");
    expect(draftInvoice(terms, charges, january).total).toBe("0.8");
    expect(toText(round(multiply(fraction("0.2651"), fraction("3")), 2, "half_up"))).toBe("0.8");
    expect(compare(apart, one)).toBe(-1);
  });
});
