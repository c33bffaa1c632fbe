import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UsageRule } from "../../src/model/pricingProgram.ts";
import type { Frame } from "../arbitraries/base.ts";
import { decimalText, price } from "../arbitraries/decimals.ts";
import { divisor } from "../arbitraries/measuring.ts";
import { bareRule } from "../arbitraries/rules.ts";
import {
  bpsTerms,
  dynamicTerms,
  packageTerms,
  percentageTerms,
  perUnitTerms,
  rateOf,
} from "../arbitraries/terms.ts";
import { packedTerms, tieredTerms } from "../arbitraries/tiers.ts";
import { neverFalls, priceOf, runs } from "../laws.ts";
import { add, compare, divide, fraction, multiply, subtract, toText, zero } from "../oracle/fraction.ts";
import {
  costApart,
  expectEqual,
  fits,
  nothingCostsNothing,
  scalesWithPrices,
  times,
  total,
  withPrices,
} from "./ruleLaws.ts";

type Usage = Frame<UsageRule>;

const frame = { type: "usage", metric: "calls" } as const;
const quantity = fc.oneof(fc.integer({ min: 0, max: 60 }).map(String), decimalText(60n, 3));
const quantities = fc.array(quantity, { maxLength: 6 });
const ofTotals = fc.oneof(perUnitTerms, percentageTerms, packageTerms, tieredTerms(), packedTerms);

/** Rules of every model and aggregation; events outside all cells are free. */
const anyBareRule: fc.Arbitrary<Usage> = bareRule.map((rule) =>
  "default" in rule && rule.default === "error" ? { ...rule, default: "free" as const } : rule,
);

describe("every model", () => {
  it("L6: costs apart what it costs together where the price is a share or a unit price without limits", () => {
    const linear = fc.oneof(
      perUnitTerms,
      percentageTerms,
      dynamicTerms,
      bpsTerms.map(({ model, bps }) => ({ model, bps })),
    );
    const allDay = percentageTerms.map(({ rate: share }) => ({
      model: "time_of_day" as const,
      windows: [{ from: "06:00", to: "05:00", rate: share }],
      default: { rate: share },
    }));
    fc.assert(
      fc.property(fc.oneof(linear, allDay), quantities, (terms, list) => {
        expectEqual(priceOf({ ...frame, ...terms }, list), costApart({ ...frame, ...terms }, list));
      }),
      runs(150),
    );
  });

  it("L6: does not where units come in packages", () => {
    const rule = { ...frame, model: "package", package_size: "10", package_amount: "3" } as const;
    expect([toText(priceOf(rule, ["4", "4"])), toText(costApart(rule, ["4", "4"]))]).toEqual(["3", "6"]);
  });

  it("L13: costs nothing without usage, unless the first tier's flat amount is asked for", () => {
    fc.assert(fc.property(anyBareRule, nothingCostsNothing), runs(200));
  });

  it("L13: costs for a quantity of zero what it costs without usage, where quantities are added up", () => {
    const rules = fc.tuple(ofTotals, fc.constantFrom("clamp" as const, "credit" as const));
    fc.assert(
      fc.property(rules, ([terms, negative_usage]) => {
        const rule = { ...frame, ...terms, negative_usage };
        expectEqual(priceOf(rule, ["0"]), priceOf(rule, []));
      }),
      runs(150),
    );
  });

  it("L14: never costs less for more, unless a tier reached makes all units cheaper, or ends what was due at zero", () => {
    fc.assert(fc.property(anyBareRule.filter(isMonotone), quantities, neverFalls), runs(150));
  });

  it("L14: does where included units that keep their place leave a tier's flat amount behind", () => {
    const tiers = [
      { up_to: "5", unit_amount: "0", flat_amount: "9" },
      { up_to: null, unit_amount: "1" },
    ];
    const terms = { model: "tiered", tiers_mode: "graduated", tiers, zero_usage: "first_tier" } as const;
    const rule = { ...frame, ...terms, included_quantity: "5", included_mode: "consume" } as const;
    expect([toText(priceOf(rule, ["5"])), toText(priceOf(rule, ["6"]))]).toEqual(["9", "1"]);
  });

  it("L23: costs k times as much at k times the prices, exactly, through every aggregation and transform", () => {
    fc.assert(
      fc.property(anyBareRule, fc.constantFrom("0.5", "0.25", "0.2", "0.1"), quantities, (rule, k, list) => {
        fc.pre(pricesOf(rule).every((amount) => fits(times(amount, k))));
        scalesWithPrices(rule, k, list);
      }),
      runs(200),
    );
  });

  it("costs below zero, where usage is credited, what it costs above it, the other way round", () => {
    fc.assert(
      fc.property(ofTotals, quantity, (terms, units) => {
        fc.pre(units !== "0");
        const rule = { ...frame, ...terms, negative_usage: "credit" } as const;
        const plain = terms.model === "tiered" ? { ...rule, zero_usage: "none" as const } : rule;
        expectEqual(priceOf(rule, [`-${units}`]), multiply(fraction("-1"), priceOf(plain, [units])));
      }),
      runs(150),
    );
  });
});

describe("packages", () => {
  it("L26: cost at least their share of the amount and less than one package more, and two bills apart no less", () => {
    fc.assert(
      fc.property(divisor, price, quantity, quantity, (package_size, package_amount, a, b) => {
        const rule = { ...frame, model: "package", package_size, package_amount } as const;
        const linear = (units: string) =>
          divide(multiply(fraction(units), fraction(package_amount)), fraction(package_size));
        const cost = priceOf(rule, [a]);
        expect(compare(linear(a), cost)).toBeLessThanOrEqual(0);
        const isFree = package_amount === "0";
        expect(compare(cost, add(linear(a), fraction(package_amount)))).toBeLessThan(isFree ? 1 : 0);
        expect(compare(priceOf(rule, [a, b]), costApart(rule, [a, b]))).toBeLessThanOrEqual(0);
        expect(compare(priceOf({ ...rule, round: "down" }, [a]), linear(a))).toBeLessThanOrEqual(0);
      }),
      runs(200),
    );
  });

  it("L26: are counted exactly at their bounds: n full ones are n, a hair more is one more, a hair less is n", () => {
    fc.assert(
      fc.property(divisor, fc.integer({ min: 1, max: 50 }), (package_size, n) => {
        const rule = { ...frame, model: "package", package_size, package_amount: "1" } as const;
        const full = fraction(times(package_size, String(n)));
        const hair = fraction("0.000000000000000001");
        expect(toText(priceOf(rule, [toText(full)]))).toBe(String(n));
        expect(toText(priceOf(rule, [toText(add(full, hair))]))).toBe(String(n + 1));
        expect(toText(priceOf(rule, [toText(subtract(full, hair))]))).toBe(String(n));
      }),
      runs(150),
    );
  });

  it("L19: in the only tier, graduated or volume, are packages and its flat amount", () => {
    fc.assert(
      fc.property(divisor, price, quantity, (package_size, unit_amount, units) => {
        const tiers = [{ up_to: null, unit_amount, package_size, flat_amount: "7" }];
        const packages = { ...frame, model: "package", package_size, package_amount: unit_amount } as const;
        const flat = units === "0" ? zero : fraction("7");
        for (const tiers_mode of ["graduated", "volume"] as const) {
          const ladder = { ...frame, model: "tiered", tiers_mode, tiers } as const;
          expectEqual(priceOf(ladder, [units]), add(priceOf(packages, [units]), flat));
        }
      }),
      runs(150),
    );
  });

  it("L22: measured in a smaller unit cost the same", () => {
    fc.assert(
      fc.property(packageTerms, quantity, fc.constantFrom("2", "10", "0.5"), (terms, units, k) => {
        const size = times(terms.package_size, k);
        fc.pre(fits(size) && fits(times(units, k)));
        const scaled = { ...frame, ...terms, package_size: size };
        expectEqual(priceOf(scaled, [times(units, k)]), priceOf({ ...frame, ...terms }, [units]));
      }),
      runs(150),
    );
  });

  it("L24: at two prices cost together what they cost at the sum of the prices", () => {
    const pair = decimalText(20n, 3);
    fc.assert(
      fc.property(packageTerms, pair, pair, quantity, (terms, a, b, units) => {
        const at = (package_amount: string) => priceOf({ ...frame, ...terms, package_amount }, [units]);
        expectEqual(at(total([a, b])), add(at(a), at(b)));
      }),
      runs(100),
    );
  });
});

describe("basis points and dynamic prices", () => {
  it("L25: basis points are a percentage of each event, homogeneous, and never more than its value", () => {
    fc.assert(
      fc.property(bpsTerms, quantities, (terms, list) => {
        const rule: Usage = { ...frame, ...terms };
        const { per_event_maximum } = terms;
        const limits = per_event_maximum === undefined ? {} : { per_event_maximum };
        const cost = priceOf(rule, list);
        expectEqual(
          cost,
          priceOf({ ...frame, model: "percentage", rate: rateOf(terms.bps), ...limits }, list),
        );
        expect(compare(cost, fraction(total(list)))).toBeLessThanOrEqual(0);
        expect(compare(zero, cost)).toBeLessThanOrEqual(0);
      }),
      runs(150),
    );
  });

  it("a dynamic price is what the events say, times the multiplier", () => {
    fc.assert(
      fc.property(dynamicTerms, quantities, (terms, list) => {
        const cost = multiply(fraction(total(list)), fraction(terms.multiplier ?? "1"));
        expectEqual(priceOf({ ...frame, ...terms }, list), cost);
      }),
      runs(100),
    );
  });
});

/** Whether more usage never lowers the quantity, nor a larger quantity the price. */
function isMonotone(rule: Usage): boolean {
  const { aggregation = "sum", denominator, zero_usage, included_mode } = rule;
  const grows = ["sum", "count", "unique_count", "max"].includes(aggregation);
  const isLevel = aggregation === "weighted_sum" && denominator !== "elapsed";
  const hasVolume = JSON.stringify(rule).includes('"tiers_mode":"volume"');
  const losesFlat = zero_usage === "first_tier" && included_mode === "consume";
  return (grows || isLevel) && !hasVolume && !losesFlat;
}

function pricesOf(rule: Usage): string[] {
  const found: string[] = [];
  withPrices(rule, (amount) => {
    found.push(amount);
    return amount;
  });
  return found;
}
