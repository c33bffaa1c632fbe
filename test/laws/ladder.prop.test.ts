import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Tier, TieredRule, UsageRule } from "../../src/model/pricingProgram.ts";
import type { Frame } from "../arbitraries/base.ts";
import { decimalText, price, rate } from "../arbitraries/decimals.ts";
import { tieredTerms } from "../arbitraries/tiers.ts";
import { priceOf, runs } from "../laws.ts";
import { add, compare, fraction, multiply, one, round, toText, zero } from "../oracle/fraction.ts";

type Usage = Frame<UsageRule>;
type Mode = TieredRule["tiers_mode"];

const frame = { type: "usage", metric: "calls" } as const;
const quantity = fc.oneof(fc.integer({ min: 0, max: 150 }).map(String), decimalText(150n, 3));
const mode = fc.constantFrom<Mode>("graduated", "volume");

function ladder(tiers_mode: Mode, tiers: readonly Tier[]): Usage {
  return { ...frame, model: "tiered", tiers_mode, tiers };
}

/** The price as text, so that a difference reads well. */
function costs(rule: Usage, units: string): string {
  return toText(priceOf(rule, [units]));
}

function times(text: string, factor: string): string {
  return toText(multiply(fraction(text), fraction(factor)));
}

/** Tiers with unit prices in the order given, 10 units wide. */
function stairs(prices: readonly string[]): Tier[] {
  return prices.map((unit_amount, place) => ({
    up_to: place === prices.length - 1 ? null : String(10 * (place + 1)),
    unit_amount,
  }));
}

function sorted(prices: readonly string[]): string[] {
  return [...prices].sort((a, b) => compare(fraction(a), fraction(b)));
}

const smallPrice = decimalText(20n, 3);
const prices = fc.array(smallPrice, { minLength: 1, maxLength: 5 });

describe("a ladder of prices", () => {
  it("L18: a bound put into a tier, with the same unit price on both sides and no flat, changes no price", () => {
    fc.assert(
      fc.property(
        tieredTerms(["graduated", "volume"], false),
        fc.nat(),
        decimalText(1n, 3),
        quantity,
        (terms, pick, share, units) => {
          const place = pick % terms.tiers.length;
          const lower = fraction(terms.tiers[place - 1]?.up_to ?? "0");
          const tier = terms.tiers[place];
          if (tier === undefined) throw new Error("the ladder has that tier");
          const upper = tier.up_to === null ? add(lower, fraction("50")) : fraction(tier.up_to);
          const width = add(upper, multiply(lower, fraction("-1")));
          const bound = add(lower, multiply(width, fraction(share)));
          fc.pre(compare(lower, bound) < 0 && compare(bound, upper) < 0);
          const split = terms.tiers.flatMap((other, index) =>
            index === place ? [{ ...other, up_to: toText(bound) }, other] : [other],
          );
          expect(costs(ladder(terms.tiers_mode, split), units)).toBe(
            costs(ladder(terms.tiers_mode, terms.tiers), units),
          );
        },
      ),
      runs(200),
    );
  });

  it("L19: with a single tier, graduated, volume, and per-unit plus the flat are one price", () => {
    fc.assert(
      fc.property(price, smallPrice, quantity, (unit_amount, flat_amount, units) => {
        const tiers = [{ up_to: null, unit_amount, flat_amount }];
        const flat = units === "0" ? zero : fraction(flat_amount);
        const expected = toText(add(priceOf({ ...frame, model: "per_unit", unit_amount }, [units]), flat));
        expect(costs(ladder("graduated", tiers), units)).toBe(expected);
        expect(costs(ladder("volume", tiers), units)).toBe(expected);
      }),
      runs(150),
    );
  });

  it("L19: a single tier with a rate is a percentage", () => {
    fc.assert(
      fc.property(rate, quantity, mode, (share, units, tiers_mode) => {
        const percentage = costs({ ...frame, model: "percentage", rate: share }, units);
        expect(costs(ladder(tiers_mode, [{ up_to: null, rate: share }]), units)).toBe(percentage);
      }),
      runs(100),
    );
  });

  it("L20: volume costs no more than graduated where prices fall, and no less where they rise", () => {
    fc.assert(
      fc.property(prices, quantity, (list, units) => {
        const rising = stairs(sorted(list));
        const falling = stairs(sorted(list).reverse());
        const difference = (tiers: Tier[]) =>
          compare(priceOf(ladder("volume", tiers), [units]), priceOf(ladder("graduated", tiers), [units]));
        expect(difference(falling)).toBeLessThanOrEqual(0);
        expect(difference(rising)).toBeGreaterThanOrEqual(0);
      }),
      runs(150),
    );
  });

  it("L21: where prices fall, two bills together cost no more than apart; where they rise, no less; flats break this", () => {
    fc.assert(
      fc.property(prices, quantity, quantity, (list, a, b) => {
        const difference = (tiers: Tier[]) => {
          const rule = ladder("graduated", tiers);
          return compare(priceOf(rule, [a, b]), add(priceOf(rule, [a]), priceOf(rule, [b])));
        };
        expect(difference(stairs(sorted(list).reverse()))).toBeLessThanOrEqual(0);
        expect(difference(stairs(sorted(list)))).toBeGreaterThanOrEqual(0);
      }),
      runs(100),
    );
    const tiers = [
      { up_to: "8", unit_amount: "0" },
      { up_to: null, unit_amount: "0", flat_amount: "5" },
    ];
    expect(costs(ladder("graduated", tiers), "4")).toBe("0");
    expect(costs(ladder("graduated", tiers), "8.001")).toBe("5");
  });

  it("L22: bounds and flats made k times larger make k times the quantity cost k times as much", () => {
    fc.assert(
      fc.property(tieredTerms(), quantity, decimalText(50n, 2), (terms, units, k) => {
        fc.pre(k !== "0");
        const scaled = terms.tiers.map((tier) => ({
          ...tier,
          up_to: tier.up_to === null ? null : times(tier.up_to, k),
          ...(tier.flat_amount === undefined ? {} : { flat_amount: times(tier.flat_amount, k) }),
        }));
        const one_k = times(costs({ ...frame, ...terms }, units), k);
        expect(costs({ ...frame, ...terms, tiers: scaled }, times(units, k))).toBe(one_k);
      }),
      runs(150),
    );
  });

  it("L23: all prices times k make k times the amount, exactly", () => {
    fc.assert(
      fc.property(tieredTerms(), quantity, decimalText(50n, 2), (terms, units, k) => {
        const scaled = terms.tiers.map(({ up_to, unit_amount, rate: share, flat_amount }) => ({
          up_to,
          unit_amount: rounded(times(unit_amount ?? share ?? "0", k)),
          ...(flat_amount === undefined ? {} : { flat_amount: times(flat_amount, k) }),
        }));
        const same = scaled.every((tier, place) => {
          const before = terms.tiers[place];
          return tier.unit_amount === times(before?.unit_amount ?? before?.rate ?? "0", k);
        });
        fc.pre(same && scaled.every(({ unit_amount }) => unit_amount.length <= 20));
        const rule = { ...frame, ...terms };
        expect(costs({ ...rule, tiers: scaled }, units)).toBe(times(costs(rule, units), k));
      }),
      runs(150),
    );
  });

  it("L24: with equal bounds, the prices of two ladders add up to the price of the ladder of their sums", () => {
    const pair = fc.array(fc.tuple(smallPrice, smallPrice, smallPrice, smallPrice), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(pair, mode, quantity, (rows, tiers_mode, units) => {
        const build = (
          row: (values: readonly [string, string, string, string]) => readonly [string, string],
        ) =>
          ladder(
            tiers_mode,
            rows.map((values, place) => {
              const [unit_amount, flat_amount] = row(values);
              return {
                up_to: place === rows.length - 1 ? null : String(7 * (place + 1)),
                unit_amount,
                flat_amount,
              };
            }),
          );
        const plus = (a: string, b: string) => toText(add(fraction(a), fraction(b)));
        const first = build(([a, b]) => [a, b]);
        const second = build(([, , a, b]) => [a, b]);
        const both = build(([a, b, c, d]) => [plus(a, c), plus(b, d)]);
        expect(costs(both, units)).toBe(toText(add(priceOf(first, [units]), priceOf(second, [units]))));
      }),
      runs(150),
    );
  });
});

describe("a percentage of a total", () => {
  it("L25: is homogeneous and additive, and never more than the value", () => {
    fc.assert(
      fc.property(rate, quantity, quantity, decimalText(20n, 2), (share, a, b, k) => {
        const rule: Usage = { ...frame, model: "percentage", rate: share };
        const [first, second] = [priceOf(rule, [a]), priceOf(rule, [b])];
        expect(costs(rule, times(a, k))).toBe(toText(multiply(first, fraction(k))));
        expect(toText(priceOf(rule, [a, b]))).toBe(toText(add(first, second)));
        expect(costs(rule, toText(add(fraction(a), fraction(b))))).toBe(toText(add(first, second)));
        expect(compare(zero, first)).toBeLessThanOrEqual(0);
        expect(compare(first, multiply(fraction(a), one))).toBeLessThanOrEqual(0);
      }),
      runs(150),
    );
  });

  it("L25 does not hold per event with limits: two small events pay the minimum twice", () => {
    const rule: Usage = { ...frame, model: "percentage", rate: "0.01", per_event_minimum: "1" };
    expect(toText(priceOf(rule, ["10", "10"]))).toBe("2");
    expect(costs(rule, "20")).toBe("1");
  });
});

/** A price that a document can hold: at most 18 digits after the point. */
function rounded(text: string): string {
  return toText(round(fraction(text), 18, "down"));
}
