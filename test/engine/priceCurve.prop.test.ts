// The law of the price curve: read off at any quantity, it says what the bill says.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Cell,
  draftInvoice,
  expectOk,
  type LineItem,
  type PriceCurve,
  priceCurve,
  rateUsage,
  type UsageRule,
} from "../../src/index.ts";
import type { Frame } from "../arbitraries/base.ts";
import { included } from "../arbitraries/measuring.ts";
import { adjustments, usageRule } from "../arbitraries/rules.ts";
import { packedTerms } from "../arbitraries/tiers.ts";
import { january } from "../laws/plain.ts";
import { eventsFor, runs, termsOf } from "../laws.ts";
import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  subtract,
  toText,
} from "../oracle/fraction.ts";
import { pieceAt, readCurve } from "./readCurve.ts";

/** Rules whose values add up, so that one event makes any quantity. */
const addingRule: fc.Arbitrary<Frame<UsageRule>> = usageRule.map((rule) => {
  const { aggregation, aggregate_property, percentile, denominator, carry_over, window, ...rest } = rule;
  const isLevel = aggregation === "weighted_sum";
  return (isLevel ? { ...rest, negative_usage: "clamp" } : rest) as Frame<UsageRule>;
});

const least = fraction("0.000000000000000001");

/** A currency that takes every limit. */
const finest = { currency: "UNITS", currency_digits: 18 };

interface Billed {
  readonly line: LineItem;
  readonly cell: Cell | undefined;
}

/** The line of one event of that quantity; undefined where the rule refuses it. */
function bill(rule: Frame<UsageRule>, quantity: string): Billed | undefined {
  const terms = termsOf(rule, finest);
  const { charges, outcomes } = rateUsage(terms, eventsFor(rule, [quantity]));
  if (outcomes.some(({ status }) => status === "rejected")) return undefined;
  const [line] = draftInvoice(terms, charges, january).line_items;
  if (line === undefined) throw new Error("usage makes a line");
  return { line, cell: charges[0]?.cell };
}

/** What rules that divide without rounding are asked for: quantities that they divide exactly. */
function divided(rule: Frame<UsageRule>, quantity: string): string {
  const { divide_by = "1", round, stage } = rule.quantity_transform ?? {};
  if (round !== undefined || stage === "per_event") return quantity;
  return toText(multiply(fraction(quantity), fraction(divide_by)));
}

function fits(text: string): boolean {
  const [whole = "", digits = ""] = text.split(".");
  return whole.length <= 20 && digits.length <= 18;
}

/** Every break of the curve, and the quantities next to it on both sides. */
function edgesOf({ pieces, divided_by = "1" }: PriceCurve): string[] {
  const step = multiply(least, fraction(divided_by));
  return pieces.flatMap(({ from, to }) =>
    [add(fraction(from), step), subtract(fraction(to), step), fraction(to)].map(toText),
  );
}

function expectSame(rule: Frame<UsageRule>, curve: PriceCurve, quantity: string): boolean {
  const billed = bill(rule, quantity);
  if (billed === undefined) return false;
  const { line } = billed;
  // What events are transformed to is the line's quantity already.
  const total = fraction(line.shared?.quantity ?? line.quantity);
  if (compare(total, fraction(curve.to)) > 0) return false;
  if (total.n !== 0n && pieceAt(curve, total).summed === true) return false;
  expect({ quantity, amount: toText(readCurve(curve, total)) }).toEqual({
    quantity,
    amount: line.shared?.exact_amount ?? line.exact_amount,
  });
  return true;
}

const quantity = fc.oneof(
  fc.integer({ min: 1, max: 300 }).map(String),
  fc.integer({ min: 1, max: 300_000 }).map((n) => toText(divide(fraction(n), fraction(1000)))),
  fc.constantFrom("0", "0.000000000000000001", "99.999999999999999999"),
);

describe("priceCurve", () => {
  it("says of any quantity what the bill of one event of that quantity says, to the last digit", () => {
    let compared = 0;
    fc.assert(
      fc.property(addingRule, quantity, fc.array(quantity, { maxLength: 4 }), (rule, last, others) => {
        const to = divided(rule, last === "0" ? "120" : last);
        const known = bill(rule, "1");
        if (known === undefined || !fits(to)) return;
        const whole = { ...rule, id: "rule", name: "Rule" } as UsageRule;
        const result = priceCurve(whole, { to, ...(known.cell === undefined ? {} : { cell: known.cell }) });
        if (!result.ok) {
          expect(result.issues.map(({ code }) => code)).toEqual(["rule_model_invalid"]);
          return;
        }
        const asked = [
          ...others.map((other) => divided(rule, other)),
          ...edgesOf(result.value).slice(0, 60),
          "0",
        ];
        for (const one of asked.filter(fits)) if (expectSame(rule, result.value, one)) compared += 1;
      }),
      runs(150),
    );
    expect(compared).toBeGreaterThan(200);
  });

  it("is within one step of the bill where many steps are summed up", () => {
    const size = fc.constantFrom("1", "0.5", "3", "0.000000000000000007");
    const round = fc.constantFrom("up" as const, "down" as const, "nearest" as const);
    fc.assert(
      fc.property(size, round, quantity, fc.integer({ min: 1, max: 9 }), (package_size, kind, at, price) => {
        const rule = {
          type: "usage" as const,
          model: "package" as const,
          metric: "calls",
          package_size,
          round: kind,
          package_amount: String(price),
        };
        const curve = expectOk(priceCurve({ ...rule, id: "rule", name: "Rule" }, { to: "1000000" }));
        expect(curve.pieces.length).toBeLessThan(4);
        const difference = subtract(
          readCurve(curve, fraction(at)),
          fraction(bill(rule, at)?.line.exact_amount ?? "0"),
        );
        const size: Fraction = { n: difference.n < 0n ? -difference.n : difference.n, d: difference.d };
        expect(compare(size, fraction(price))).toBeLessThanOrEqual(0);
        expect(curve.pieces.at(-1)?.amount_at_to).toBe(bill(rule, "1000000")?.line.exact_amount);
      }),
      runs(60),
    );
  });

  it("says so of ladders with packages and maxima, however these lie to the tiers", () => {
    let compared = 0;
    const rule = fc.record({ limits: adjustments, units: included, terms: packedTerms });
    fc.assert(
      fc.property(
        rule,
        fc.array(quantity, { minLength: 3, maxLength: 8 }),
        ({ limits, units, terms }, asked) => {
          const frame = { type: "usage", metric: "calls", ...limits, ...units, ...terms } as Frame<UsageRule>;
          const curve = expectOk(
            priceCurve({ ...frame, id: "rule", name: "Rule" } as UsageRule, { to: "300" }),
          );
          const edges = edgesOf(curve).slice(0, 40);
          for (const one of [...asked, ...edges].filter(fits))
            if (expectSame(frame, curve, one)) compared += 1;
        },
      ),
      runs(150),
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it("keeps jumps of a ladder out of what it sums up, where quantities are rounded before they are priced", () => {
    let summed = 0;
    const rule = fc.record({
      quantity_transform: fc.record({
        divide_by: fc.constantFrom("1", "0.5", "3"),
        round: fc.constantFrom("up" as const, "down" as const, "nearest" as const),
        scale: fc.constant(3),
      }),
      bound: fc.integer({ min: 1, max: 60_000 }).map((n) => toText({ n: BigInt(n), d: 4000n })),
    });
    fc.assert(
      fc.property(rule, ({ quantity_transform, bound }) => {
        const tiers = [
          { up_to: bound, unit_amount: "2" },
          { up_to: null, unit_amount: "1", flat_amount: "100" },
        ];
        const frame: Frame<UsageRule> = {
          ...{
            type: "usage",
            metric: "calls",
            model: "tiered",
            tiers_mode: "volume",
            tiers,
            quantity_transform,
          },
        };
        const curve = expectOk(priceCurve({ ...frame, id: "rule", name: "Rule" }, { to: "200" }));
        const place = multiply(fraction(bound), fraction(quantity_transform.divide_by));
        // Around the bound, by parts of the step of 0.001 that quantities are rounded to.
        for (const aside of [
          "-0.002",
          "-0.0011",
          "-0.0005",
          "-0.0001",
          "0",
          "0.0001",
          "0.0005",
          "0.0006",
          "0.0015",
          "0.004",
        ]) {
          const at = toText(add(place, multiply(fraction(aside), fraction(quantity_transform.divide_by))));
          if (!fits(at) || at.startsWith("-")) continue;
          const asked = fraction(at);
          const difference = subtract(
            readCurve(curve, asked),
            fraction(bill(frame, at)?.line.exact_amount ?? "0"),
          );
          const size: Fraction = { n: difference.n < 0n ? -difference.n : difference.n, d: difference.d };
          expect(compare(size, fraction("0.002")), `at ${at} of ${bound}`).toBeLessThanOrEqual(0);
          if (pieceAt(curve, asked).summed === true) summed += 1;
        }
      }),
      runs(150),
    );
    expect(summed).toBeGreaterThan(50);
  });

  it("has pieces that follow one another from zero to the end, a bounded number of them", () => {
    fc.assert(
      fc.property(addingRule, quantity, (rule, last) => {
        const known = bill(rule, "1");
        const to = last === "0" ? "1000000000" : last;
        if (known === undefined) return;
        const whole = { ...rule, id: "rule", name: "Rule" } as UsageRule;
        const result = priceCurve(whole, { to, ...(known.cell === undefined ? {} : { cell: known.cell }) });
        if (!result.ok) return;
        const { pieces } = result.value;
        expect(pieces.length).toBeLessThan(6000);
        expect(pieces[0]?.from).toBe("0");
        expect(pieces.at(-1)?.to).toBe(to);
        for (const [place, piece] of pieces.slice(1).entries()) expect(piece.from).toBe(pieces[place]?.to);
        for (const { from, to: end } of pieces)
          expect(compare(fraction(from), fraction(end))).toBeLessThan(0);
      }),
      runs(100),
    );
  });
});
