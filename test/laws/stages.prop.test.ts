// In which order an amount is made: what usage costs, discounts, minimum, maximum, cap, one rounding; then what stands above the
// lines: discounts of the invoice, the commitment, credits, taxes, the total.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  draftInvoice,
  expectOk,
  type Rule,
  rateUsage,
  resolveTerms,
  type Step,
  type StepKind,
} from "../../src/index.ts";
import type { Frame } from "../arbitraries/base.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { world } from "../arbitraries.ts";
import { drawn, inWords, januaryOf, takenOff, taxed, unit } from "../invoicing/books.ts";
import { eventsFor, runs, termsOf } from "../laws.ts";
import { currencyDigits } from "../oracle/currency.ts";
import { fraction, round, sum, toText } from "../oracle/fraction.ts";
import { january } from "./plain.ts";

/** What adjusts a line, in its order; everything else is the price and comes before. */
const adjustments: readonly StepKind[] = ["discount", "minimum", "maximum", "monthly_cap"];
const stageOf = ({ kind }: Step): number => adjustments.indexOf(kind);

// L39: the stage of discounts and taxes is fixed and stated.
describe("the stages of a line", () => {
  it("L39: are the price, its discounts, minimum, maximum and cap, and last the one rounding", () => {
    let adjusted = 0;
    fc.assert(
      fc.property(world(), (w) => {
        const terms = expectOk(resolveTerms(w.contract, w.programs));
        const { charges } = rateUsage(terms, w.events);
        const digits = currencyDigits(w.contract);
        for (const period of periodsFrom(w, 2)) {
          for (const { steps, exact_amount, amount, shared } of draftInvoice(terms, charges, period)
            .line_items) {
            const told = (shared?.steps ?? steps).map(stageOf);
            expect(told).toEqual([...told].sort((a, b) => a - b));
            adjusted += told.filter((stage) => stage >= 0).length;
            if (shared !== undefined) continue;
            expect(toText(sum(steps.map((step) => fraction(step.amount))))).toBe(exact_amount);
            expect(amount).toBe(toText(round(fraction(exact_amount), digits, w.contract.rounding)));
          }
        }
      }),
      runs(60),
    );
    expect(adjusted).toBeGreaterThan(0);
  });

  it("L39: are told by an example in which every other order comes to something else", () => {
    const rule: Frame<Rule> = {
      ...{ type: "usage", model: "per_unit", metric: "calls", unit_amount: "1" },
      ...{ discounts: [{ percent: "0.5" }, { amount: "10" }], minimum_amount: "30", monthly_cap: "35" },
    };
    const billed = (quantity: string): string[] => {
      const { charges } = rateUsage(termsOf(rule), eventsFor(rule, [quantity]));
      const [line] = draftInvoice(termsOf(rule), charges, january).line_items;
      return [line?.amount ?? "", ...(line?.steps ?? []).map(({ kind, amount }) => `${kind} ${amount}`)];
    };
    // The other way round the discounts of 60 would be 10 first, and then half of 50: 25 would be left.
    expect(billed("60")).toEqual(["30", "unit 60", "discount -30", "discount -10", "minimum 10"]);
    expect(billed("100")).toEqual(["35", "unit 100", "discount -50", "discount -10", "monthly_cap -5"]);
  });
});

describe("the stages above the lines", () => {
  it("L39: are discounts, the commitment, credits, taxes and the total", () => {
    const above = {
      discounts: [{ id: "half", percent: "0.5" }],
      minimum_commitment: { amount: "80" },
      taxes: [{ id: "vat", name: "VAT", rate: "0.1" }],
    };
    const books = januaryOf([[null, [unit("a")], above]], { a: "100" });
    books.grant("g", "20");
    const invoice = books.draft("2026-01-31");
    // 100, less 50; 30 are missing to the 80; credits pay 20 of these; the tax is due on the 60 that are left.
    expect([inWords(invoice), takenOff(invoice)]).toEqual([
      ["a 100", "true_up 30"],
      [["half 50"], []],
    ]);
    expect([drawn(invoice).flat().length > 0, invoice.credit_total]).toEqual([true, "20"]);
    expect([taxed(invoice), invoice.total]).toEqual([["vat 2026-01 60 6"], "66"]);
  });
});
