import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Charge,
  expectOk,
  type LineItem,
  rateUsage,
  resolveTerms,
  roundDecimal,
} from "../../src/index.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { crowdedRule } from "../arbitraries/rules.ts";
import { type PlacedWorld, world } from "../arbitraries.ts";
import { draftAll, eventsFor, runs, termsOf } from "../laws.ts";
import { currencyDigits } from "../oracle/currency.ts";
import { add, fraction, one, toText } from "../oracle/fraction.ts";
import {
  checkLine,
  checkMinimums,
  checkShares,
  checkTrace,
  type Known,
  type Trace,
} from "../traceChecker.ts";
import { january } from "./plain.ts";

/** Everything wrong with the traces of a world's drafts and charges. */
function faultsIn({ contract, programs, events, ...placed }: PlacedWorld): string[] {
  const terms = expectOk(resolveTerms(contract, programs));
  const { charges } = rateUsage(terms, events);
  const invoices = draftAll(terms, charges, periodsFrom({ contract, ...placed }, 3));
  // A ladder is named by the version that brought its terms.
  const isDynamic = (id: string | null, version: number) =>
    programs
      .filter((program) => program.version === version)
      .some(({ rules }) => rules.some((rule) => rule.id === id && rule.model === "dynamic"));
  const money = { digits: currencyDigits(contract), rounding: contract.rounding };
  return [
    ...invoices.flatMap(({ line_items }) => [...checkShares(line_items), ...checkMinimums(line_items)]),
    ...invoices.flatMap(({ line_items }) =>
      line_items.flatMap((line) => [
        ...checkLine(line, { isDynamic: isDynamic(line.rule_id, line.version), ...money }),
        ...checkRounding(line, money),
      ]),
    ),
    ...charges.flatMap((charge) =>
      checkCharge(charge, { isDynamic: isDynamic(charge.rule_id, charge.version), ...money }),
    ),
  ];
}

function checkRounding(line: LineItem, { digits, rounding }: Known): string[] {
  const { exact_amount, amount } = line.shared ?? line;
  return amount === roundDecimal(exact_amount, digits, rounding) ? [] : [`${exact_amount} is not ${amount}`];
}

function checkCharge({ quantity, amount, steps }: Charge, known: Known): string[] {
  return steps === undefined ? [] : checkTrace({ quantity, exact_amount: amount, steps }, known);
}

/** The lines of small crowded rules, for looking at what a changed trace does. */
const traces: fc.Arbitrary<Trace> = fc
  .tuple(crowdedRule, fc.array(fc.integer({ min: 1, max: 30 }).map(String), { minLength: 1, maxLength: 4 }))
  .map(([rule, quantities]) => {
    const terms = termsOf(rule, { currency: "UNITS", currency_digits: 3 });
    const [invoice] = draftAll(terms, rateUsage(terms, eventsFor(rule, quantities)).charges, [january]);
    const line = invoice?.line_items[0];
    const empty: Trace = { quantity: "0", exact_amount: "0", steps: [] };
    return rule.model === "dynamic" ? empty : (line?.shared ?? line ?? empty);
  });

const exact: Known = { digits: 3, rounding: "half_up" };

describe("L65: a line explains itself", () => {
  it("can be recomputed from its steps alone: amounts, quantities, packages, shares, and one rounding", () => {
    fc.assert(
      fc.property(world(), (w) => {
        expect(faultsIn(w)).toEqual([]);
      }),
      runs(150),
    );
  });

  it("cannot be recomputed once a number in its trace is another one", () => {
    const fields = ["quantity", "unit_price", "amount", "result", "divide_by", "packages"] as const;
    let noticed = 0;
    fc.assert(
      fc.property(traces, fc.nat({ max: 20 }), fc.constantFrom(...fields), (trace, pick, field) => {
        const place = pick % Math.max(1, trace.steps.length);
        const step = trace.steps[place];
        const before = step?.[field];
        // A price of nothing, a tier at its maximum and a coarse rounding leave room for other numbers.
        fc.pre(step !== undefined && before !== undefined && step.maximum_amount === undefined);
        fc.pre(field !== "unit_price" || (step.packages ?? step.quantity) !== "0");
        fc.pre(field !== "divide_by" || (step.round === undefined && step.quantity !== "0"));
        const changed = { ...step, [field]: toText(add(fraction(before), one)) };
        const steps = trace.steps.map((other, index) => (index === place ? changed : other));
        expect(checkTrace({ ...trace, steps }, exact)).not.toEqual([]);
        noticed += 1;
      }),
      runs(150),
    );
    expect(noticed).toBeGreaterThan(100);
  });

  it("cannot be recomputed without one of its steps, unless that is worth nothing in units and money", () => {
    fc.assert(
      fc.property(traces, fc.nat({ max: 20 }), (trace, pick) => {
        const place = pick % Math.max(1, trace.steps.length);
        const step = trace.steps[place];
        fc.pre(step !== undefined && step.kind !== "transform");
        fc.pre(step.amount !== "0" || (step.quantity ?? "0") !== "0");
        const steps = trace.steps.filter((_, index) => index !== place);
        expect(checkTrace({ ...trace, steps }, exact)).not.toEqual([]);
      }),
      runs(150),
    );
  });
});
