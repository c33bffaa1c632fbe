// What is shown adds up. In words:
// - The amounts of the lines on a page add up to the subtotal on it, and everything from the subtotal to the total adds up to the total.
// - The same invoice makes the same page, and so do its fields in another order.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftInvoice, type Invoice, type PricingProgram, rateUsage, resolveTerms } from "../../src/index.ts";
import { invoiceHtml, invoiceMarkdown, invoiceText } from "../../src/report/index.ts";
import { strip } from "../arbitraries/base.ts";
import { anyRule } from "../arbitraries/programs.ts";
import { january, plainContract } from "../laws/plain.ts";
import { eventsFor, runs } from "../laws.ts";
import { fraction, sum, toText } from "../oracle/fraction.ts";

const contract = { ...plainContract, currency: "UNITS", currency_digits: 3 };

/** An invoice of one to three rules with usage, discounts, a commitment and taxes. */
const invoice: fc.Arbitrary<Invoice> = fc
  .record({
    rules: fc.array(anyRule(), { minLength: 1, maxLength: 3 }),
    quantities: fc.array(fc.constantFrom("1", "7.5", "100.125", "0.001"), { maxLength: 4 }),
    discount: fc.constantFrom(undefined, { id: "d", percent: "0.1" }, { id: "d", amount: "3" }),
    least: fc.constantFrom(undefined, { amount: "50" }),
    tax: fc.constantFrom(undefined, { inclusive: true }, { inclusive: false }, { rounding: "line" as const }),
  })
  .map(({ rules, quantities, discount, least, tax }) => {
    const program: PricingProgram = {
      ...{ object: "pricing_program", contract: "acme", version: 1, effective_date: null },
      rules: rules.map((rule, at) => ({ ...rule, id: `rule-${at}`, name: `Rule ${at}` })),
      ...strip({
        discounts: discount && [discount],
        minimum_commitment: least,
        taxes: tax && [{ id: "t", name: "Tax of the land", rate: "0.19", ...tax }],
      }),
    };
    const terms = resolveTerms(contract, [program]);
    if (!terms.ok) return undefined;
    const events = program.rules.flatMap((rule, at) =>
      rule.type === "usage"
        ? eventsFor(rule, quantities).map((event) => ({ ...event, event_id: `${at}-${event.event_id}` }))
        : [],
    );
    return draftInvoice(terms.value, rateUsage(terms.value, events).charges, january);
  })
  .filter((made) => made !== undefined);

/** The amounts in the rows of that kind, as they stand on the page. */
function amountsOf(html: string, kind: string): string[] {
  const rows = [...html.matchAll(new RegExp(`<tr class="${kind}">.*?</tr>`, "g"))].map(([row]) => row);
  return rows.map((row) => {
    const [, amount = ""] = /<td class="num amount(?: long)?">([^<]*)<\/td><\/tr>$/.exec(row) ?? [];
    return amount.replace(/[\u2007\u2008]/g, "");
  });
}

function total(amounts: readonly string[]): string {
  return toText(sum(amounts.map(fraction)));
}

describe("what an invoice shows", () => {
  it("adds up: lines to the subtotal, and all that follows to the total", () => {
    let lines = 0;
    fc.assert(
      fc.property(invoice, (drafted) => {
        const html = invoiceHtml(drafted, { contract });
        const shown = amountsOf(html, "line");
        const [subtotal = "", ...rest] = amountsOf(html, "sum");
        expect(shown).toHaveLength(drafted.line_items.length);
        expect(total(shown)).toBe(total([subtotal]));
        expect(total([subtotal, ...rest])).toBe(total(amountsOf(html, "total")));
        expect(total(amountsOf(html, "total"))).toBe(total([drafted.total]));
        lines += shown.length;
      }),
      runs(150),
    );
    expect(lines).toBeGreaterThan(150);
  });

  it("is the same for the same invoice, whatever the order of its fields", () => {
    fc.assert(
      fc.property(invoice, (drafted) => {
        const turned = Object.fromEntries(Object.entries(drafted).reverse()) as unknown as Invoice;
        for (const write of [invoiceHtml, invoiceMarkdown, invoiceText])
          expect(write(turned)).toBe(write(drafted));
      }),
      runs(40),
    );
  });
});
