import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftInvoice, rateUsage } from "../../src/index.ts";
import type { TieredRule, UsageRule } from "../../src/model/pricingProgram.ts";
import type { Frame } from "../arbitraries/base.ts";
import { decimalText } from "../arbitraries/decimals.ts";
import { tieredTerms } from "../arbitraries/tiers.ts";
import { eventsFor, priceOf, runs, termsOf } from "../laws.ts";
import { add, compare, fraction, larger, multiply, subtract, sum, toText, zero } from "../oracle/fraction.ts";
import { january } from "./plain.ts";

type Tiered = Extract<Frame<UsageRule>, { model: "tiered" }>;

const frame = { type: "usage", metric: "calls" } as const;

/** A ladder whose tiers have unit prices only. */
const graduatedWithoutFlats: fc.Arbitrary<Tiered> = tieredTerms(["graduated"], false).map((terms) => ({
  ...frame,
  ...terms,
}));

function bounds({ tiers }: Tiered): string[] {
  return tiers.flatMap(({ up_to }) => up_to ?? []);
}

function unitPrice(tier: TieredRule["tiers"][number]): string {
  return tier.unit_amount ?? tier.rate ?? "0";
}

describe("the bounds of a ladder", () => {
  it("L15, L16: the bound itself is priced by the lower tier, and just above it only the next tier's share is added", () => {
    const epsilon = fraction("0.000001");
    fc.assert(
      fc.property(tieredTerms(["graduated"]), (terms) => {
        const rule = { ...frame, ...terms };
        for (const [place, bound] of bounds(rule).entries()) {
          const at = priceOf(rule, [bound]);
          const lower = {
            ...rule,
            tiers: rule.tiers
              .slice(0, place + 1)
              .map((tier, index) => (index === place ? { ...tier, up_to: null } : tier)),
          };
          expect(toText(at)).toBe(toText(priceOf(lower, [bound])));
          const next = rule.tiers[place + 1];
          if (next === undefined) throw new Error("a bounded tier is never the last");
          const step = add(fraction(next.flat_amount ?? "0"), multiply(epsilon, fraction(unitPrice(next))));
          const above = priceOf(rule, [toText(add(fraction(bound), epsilon))]);
          expect(toText(subtract(above, at))).toBe(toText(step));
        }
      }),
      runs(80),
    );
  });

  it("L17: every quantity above zero is priced by tiers that share it out: all of it, once", () => {
    fc.assert(
      fc.property(tieredTerms(), decimalText(120n, 3), (terms, quantity) => {
        fc.pre(quantity !== "0");
        const rule = { ...frame, ...terms };
        const applied = termsOf(rule);
        const { charges } = rateUsage(applied, eventsFor(rule, [quantity]));
        const steps = draftInvoice(applied, charges, january).line_items[0]?.steps ?? [];
        const tiers = steps.filter(({ kind }) => kind === "tier");
        expect(toText(sum(tiers.map((step) => fraction(step.quantity ?? "0"))))).toBe(quantity);
        if (terms.tiers_mode === "volume") expect(tiers.length).toBe(1);
      }),
      runs(200),
    );
  });
});

describe("a ladder without flat amounts", () => {
  it("L15: is continuous at every bound", () => {
    const epsilon = fraction("0.000001");
    fc.assert(
      fc.property(graduatedWithoutFlats, (rule) => {
        const dearest = rule.tiers.map((tier) => fraction(unitPrice(tier))).reduce(larger, zero);
        for (const bound of bounds(rule)) {
          const step = subtract(
            priceOf(rule, [toText(add(fraction(bound), epsilon))]),
            priceOf(rule, [bound]),
          );
          expect(compare(step, multiply(epsilon, dearest))).toBeLessThanOrEqual(0);
        }
      }),
      runs(80),
    );
  });
});
