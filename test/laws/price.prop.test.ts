import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rateUsage } from "../../src/index.ts";
import type { PercentageRule, UsageRule } from "../../src/model/pricingProgram.ts";
import type { Frame } from "../arbitraries/base.ts";
import { decimalText } from "../arbitraries/decimals.ts";
import { bareRule } from "../arbitraries/rules.ts";
import { percentageTerms, perEventTerms, perUnitTerms } from "../arbitraries/terms.ts";
import { tieredTerms } from "../arbitraries/tiers.ts";
import {
  chargesTelescope,
  eventsFor,
  linesAreBaseAndCharges,
  neverFalls,
  priceOf,
  runs,
  sumOfCharges,
  termsOf,
} from "../laws.ts";
import { compare, fraction, larger, subtract, sum, toText, zero } from "../oracle/fraction.ts";

type Usage = Frame<UsageRule>;

const frame = { type: "usage", metric: "calls" } as const;
const amounts = fc.array(fc.oneof(fc.integer({ min: 0, max: 40 }).map(String), decimalText(60n, 3)), {
  maxLength: 8,
});
const options = fc.record(
  {
    included_quantity: decimalText(30n, 1),
    negative_usage: fc.constantFrom("clamp" as const, "credit" as const),
  },
  { requiredKeys: [] },
);

/** Rules that price the total of a period. */
const totalPriced: fc.Arbitrary<Usage> = fc
  .tuple(options, fc.oneof(perUnitTerms, percentageTerms, tieredTerms()))
  .map(([extra, terms]) => ({ ...frame, ...extra, ...terms }));

/** Rules that price each event on its own. */
const perEvent: fc.Arbitrary<Usage> = perEventTerms.map((terms) => ({ ...frame, ...terms }));

function isVolume(rule: Usage): boolean {
  return rule.model === "tiered" && rule.tiers_mode === "volume";
}

describe("the price of a quantity", () => {
  it("L4: the charges of events add up to the price of their total, whatever its sign", () => {
    const signed = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 4000 })), { maxLength: 8 });
    fc.assert(
      fc.property(totalPriced, signed, (rule, pairs) => {
        const refuses = rule.negative_usage === undefined;
        chargesTelescope(
          rule,
          pairs.map(([minus, n]) => toText({ n: BigInt(minus && !refuses ? -n : n), d: 100n })),
        );
      }),
      runs(300),
    );
  });

  it("L4: a line without adjustments is the price of nothing plus all charges, for every model and aggregation", () => {
    const signed = fc.array(fc.integer({ min: -12, max: 30 }).map(String), { maxLength: 7 });
    fc.assert(fc.property(bareRule, signed, linesAreBaseAndCharges), runs(500));
  });

  it("L4: one event's charge depends on what came before it, and can be below zero under volume", () => {
    const rule = {
      ...frame,
      model: "tiered",
      tiers_mode: "volume",
      tiers: [
        { up_to: "66", unit_amount: "1" },
        { up_to: null, unit_amount: "0" },
      ],
    } as const;
    const { charges } = rateUsage(termsOf(rule), eventsFor(rule, ["66", "0.001"]));
    expect(charges.map(({ amount }) => amount)).toEqual(["66", "-66"]);
  });

  it("L6: pricing events apart and adding up is right for per-unit and percentage rules", () => {
    fc.assert(
      fc.property(fc.oneof(perUnitTerms, percentageTerms), amounts, (terms, quantities) => {
        const rule = { ...frame, ...terms };
        const apart = sum(quantities.map((quantity) => priceOf(rule, [quantity])));
        expect(toText(apart)).toBe(toText(priceOf(rule, quantities)));
      }),
      runs(100),
    );
  });

  it("L6: it is wrong for ladders, and for any flat amount", () => {
    const tiers = [
      { up_to: "5", unit_amount: "1", flat_amount: "3" },
      { up_to: null, unit_amount: "2" },
    ];
    for (const tiers_mode of ["graduated", "volume"] as const) {
      const rule = { ...frame, model: "tiered", tiers_mode, tiers } as const;
      expect(toText(sum(["4", "4"].map((quantity) => priceOf(rule, [quantity]))))).toBe("14");
      expect(toText(priceOf(rule, ["4", "4"]))).toBe(tiers_mode === "graduated" ? "14" : "16");
      expect(toText(priceOf(rule, ["2", "2"]))).toBe("7");
      expect(toText(sum(["2", "2"].map((quantity) => priceOf(rule, [quantity]))))).toBe("10");
    }
  });

  it("L13: nothing costs nothing, unless the first tier's flat is due without usage; an event of zero adds nothing", () => {
    fc.assert(
      fc.property(totalPriced, (rule) => {
        const flat =
          rule.model === "tiered" && rule.zero_usage === "first_tier"
            ? rule.tiers[0]?.flat_amount
            : undefined;
        expect(toText(priceOf(rule, []))).toBe(flat ?? "0");
        expect(toText(priceOf(rule, ["0"]))).toBe(flat ?? "0");
      }),
      runs(200),
    );
  });

  it("L14: more usage never costs less, unless the ladder is a volume ladder", () => {
    const rules = fc.oneof(
      totalPriced.filter((rule) => !isVolume(rule)),
      perEvent,
    );
    fc.assert(fc.property(rules, amounts, neverFalls), runs(80));
  });

  it("L14 does not hold for volume: the unit above a bound can make all units cheaper", () => {
    const tiers = [
      { up_to: "100", unit_amount: "1" },
      { up_to: null, unit_amount: "0.5" },
    ];
    const rule = { ...frame, model: "tiered", tiers_mode: "volume", tiers } as const;
    expect(toText(priceOf(rule, ["100"]))).toBe("100");
    expect(toText(priceOf(rule, ["100", "1"]))).toBe("50.5");
  });

  it("L27: included units come off the total first, once per period, however many events it takes", () => {
    fc.assert(
      fc.property(
        fc.oneof(perUnitTerms, percentageTerms, tieredTerms()),
        decimalText(30n, 1),
        amounts,
        (terms, included_quantity, quantities) => {
          const bare = { ...frame, ...terms };
          const total = sum(quantities.map(fraction));
          const rest = larger(zero, subtract(total, fraction(included_quantity)));
          expect(toText(priceOf({ ...bare, included_quantity }, quantities))).toBe(
            toText(priceOf(bare, [toText(rest)])),
          );
        },
      ),
      runs(150),
    );
  });
});

describe("a percentage of each event", () => {
  it("costs per event what the event alone costs, where there is no free part", () => {
    const rules = perEventTerms.filter(
      (terms) => terms.free_events === undefined && terms.free_amount === undefined,
    );
    fc.assert(
      fc.property(rules, amounts, (terms, quantities) => {
        const rule: Frame<PercentageRule> = { ...frame, ...terms };
        const { charges } = rateUsage(termsOf(rule), eventsFor(rule, quantities));
        const alone = sum(quantities.map((quantity) => priceOf(rule, [quantity])));
        expect(toText(sumOfCharges(charges))).toBe(toText(alone));
      }),
      runs(80),
    );
  });

  it("lies between the limits for every event that pays at all", () => {
    fc.assert(
      fc.property(perEventTerms, amounts, (terms, quantities) => {
        const rule: Frame<PercentageRule> = { ...frame, ...terms };
        const { charges } = rateUsage(termsOf(rule), eventsFor(rule, quantities));
        for (const { amount } of charges) {
          const paid = fraction(amount);
          const least = compare(paid, zero) === 0 ? zero : fraction(terms.per_event_minimum ?? "0");
          expect(compare(paid, least)).toBeGreaterThanOrEqual(0);
          if (terms.per_event_maximum === undefined) continue;
          expect(compare(paid, fraction(terms.per_event_maximum))).toBeLessThanOrEqual(0);
        }
      }),
      runs(150),
    );
  });
});
