// An invoice may have a line for each of many thousands of groups.
import { describe, expect, it } from "vitest";
import type { Invoice, LineItem, PricingProgram } from "../../src/index.ts";
import { invoiceHtml, invoiceMarkdown, invoiceText } from "../../src/report/index.ts";
import { wholeInvoice } from "./richInvoices.ts";

const program: PricingProgram = {
  ...{ object: "pricing_program", contract: wholeInvoice.contract, version: 1, effective_date: null },
  rules: [{ id: "r", name: "R", type: "usage", model: "per_unit", metric: "calls", unit_amount: "1" }],
};
const forms: readonly (readonly [string, (invoice: Invoice) => string])[] = [
  ["text", invoiceText],
  ["Markdown", invoiceMarkdown],
  ["HTML", (invoice) => invoiceHtml(invoice, { curves: [program] })],
];

/** Lines of one ladder in two versions, which count how often they are asked for their rule. */
function counted(lines: number): { readonly invoice: Invoice; readonly asked: () => number } {
  let asked = 0;
  const items = Array.from({ length: lines }, (_, at): LineItem => {
    const shared = { quantity: "9", amount: "9", exact_amount: "9", steps: [] };
    return {
      ...{ description: `L${at}`, quantity: "1", unit_price: "1", amount: "1", exact_amount: "1" },
      ...{ version: at % 2, steps: [], group: { at: String(at) }, shared },
      get rule_id() {
        asked += 1;
        return "r";
      },
    };
  });
  return { invoice: { ...wholeInvoice, line_items: items }, asked: () => asked };
}

describe("an invoice of many lines", () => {
  it.each(forms)("as %s looks at each line as often as one of few does", (_, write) => {
    const [few, many] = [counted(20), counted(2000)];
    write(few.invoice);
    write(many.invoice);
    // The last line of each version shows what all share, and is read once more for it.
    expect(many.asked() / 2000).toBeLessThanOrEqual(few.asked() / 20);
  });

  it.each(forms)("as %s names versions, and shows once for each what its lines share", (_, write) => {
    const text = write(counted(2000).invoice);
    expect(text.match(/L[0-9]+, [0-9]+ \(version [01]\)/g)).toHaveLength(2000);
    expect(text.match(/L[0-9]+ in all/g)).toEqual(["L1998 in all", "L1999 in all"]);
  });
});
