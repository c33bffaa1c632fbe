// What is shown adds up. In words:
// - The amounts of the lines on a page add up to the subtotal on it, and everything from the subtotal to the total adds up to the total.
// - The same invoice makes the same page, and so do its fields in another order.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Invoice } from "../../src/index.ts";
import { invoiceHtml, invoiceMarkdown, invoiceText } from "../../src/report/index.ts";
import { runs } from "../laws.ts";
import { fraction, sum, toText } from "../oracle/fraction.ts";
import { randomContract as contract, randomInvoice as invoice } from "./randomInvoice.ts";

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
