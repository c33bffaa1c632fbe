import { compareDecimals, negatedDecimal, scaleOf, sumOfDecimals } from "./decimals.ts";
import { en16931Breakdown } from "./en16931Breakdown.ts";
import { en16931Line } from "./en16931Line.ts";
import {
  type En16931Line,
  type En16931Lines,
  type En16931Options,
  type En16931Vat,
  en16931Options,
} from "./en16931Lines.ts";
import type { FormatResult } from "./formatIssue.ts";
import type { CheckedInvoice } from "./invoiceShape.ts";
import { addIssue, type IssuesAt, issuesAt, issuesBelow, resultOf } from "./issuesAt.ts";
import { readInvoice } from "./readInvoice.ts";
import { readOptions } from "./readOptions.ts";

/**
 * The lines and totals of an invoice as EN 16931 wants them, for a writer of UBL or CII.
 *
 * A line's net amount is what it comes to less discounts and credits, each an allowance of the line. Where it has one price, quantity
 * and price are given, and what the rule's own discounts, minimum and rounding change is an allowance or a charge; a line of several
 * prices is one unit at its amount. Amounts are rounded per line before they are summed, so the sums (BR-CO-10, 13 to 16) hold
 * exactly. What is carried from other invoices counts as paid. Left to the writer are the parties, the categories of lines where
 * there is more than one tax or none, and the type of the document: an invoice below zero is a credit note there.
 *
 * @param invoice - one of ours, draft or final, or its JSON
 * @param options - units, decimals of prices, the category of taxed lines
 * @returns lines and totals; `amount_not_expressible` where an amount has more than two decimals, `tax_not_expressible` where a tax is
 * included in amounts, or is not its rate × what is taxed, as after a change of the rate for days that have been billed
 *
 * @example
 * const { invoice } = expectOk(previewInvoice({
 *   contract: { id: "acme", customer_name: "Acme", status: "active", currency: "EUR", billing_cadence: "monthly", metrics: ["calls"] },
 *   events: [{ external_contract_id: "acme", event_id: "e1", metric: "calls", quantity: "2500", timestamp: "2026-03-10T12:00:00Z" }],
 *   programs: [{ contract: "acme", version: 1, taxes: [{ id: "vat", name: "VAT", rate: "0.19" }], rules: [
 *     { name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.000015" },
 *   ] }],
 *   at: "2026-03-31",
 * }));
 * const written = toEn16931Lines(invoice);
 * const line = written.ok ? written.value.lines[0] : undefined;
 * [line?.quantity, line?.price, line?.base_quantity, line?.net_amount]; // => ["2500", "0.0015", "100", "0.04"]
 * written.ok && [written.value.totals.without_vat, written.value.totals.vat, written.value.totals.due]; // => ["0.04", "0.01", "0.05"]
 */
export function toEn16931Lines(invoice: unknown, options: En16931Options = {}): FormatResult<En16931Lines> {
  const at = issuesAt();
  const told = readOptions(options, en16931Options, at);
  const read = readInvoice(invoice, at);
  return resultOf(at, read && told && written(read, told, at));
}

function written(invoice: CheckedInvoice, options: En16931Options, at: IssuesAt): En16931Lines | undefined {
  checkAmounts(invoice, at);
  if (at.issues.length > 0) return undefined;
  const bare = invoice.line_items.map((line, place) => en16931Line(line, place, invoice, options));
  const vat_breakdown = en16931Breakdown(invoice, options, at);
  if (at.issues.length > 0) return undefined;
  const net = sumOfDecimals(bare.map(({ net_amount }) => net_amount));
  const vat = vatOfAll(invoice, bare, vat_breakdown);
  const with_vat = sumOfDecimals([net, invoice.tax]);
  const due = sumOfDecimals([invoice.total, negatedDecimal(invoice.amount_paid ?? "0")]);
  const zero = "0" as const;
  return {
    invoice_number: invoice.number,
    currency: invoice.currency,
    lines: bare.map((line) => ({ ...line, vat })),
    vat_breakdown,
    totals: {
      ...{ line_net: net, allowances: zero, charges: zero, without_vat: net, vat: invoice.tax, with_vat },
      ...{ paid: sumOfDecimals([with_vat, negatedDecimal(due)]), rounding: zero, due },
    },
  };
}

/**
 * The tax that every line has. Where lines are all above zero, or all below, the sum of what is taxed says so; among both, lines
 * without tax could cancel out, and only taxes that the lines themselves name do.
 */
function vatOfAll(
  { line_items, taxes }: CheckedInvoice,
  lines: readonly Pick<En16931Line, "net_amount">[],
  [only, ...others]: readonly En16931Vat[],
): En16931Line["vat"] {
  if (only === undefined || others.length > 0) return null;
  const nets = lines.map(({ net_amount }) => net_amount);
  if (sumOfDecimals(nets) !== only.taxable_amount) return null;
  const signs = new Set(nets.map((net) => compareDecimals(net, "0")).filter((sign) => sign !== 0));
  const ids = new Set(taxes.map(({ tax }) => tax));
  const isNamed = line_items.every((line) => line.taxes.some(({ tax }) => ids.has(tax)));
  return signs.size < 2 || isNamed ? { category: only.category, rate: only.rate } : null;
}

function checkAmounts({ line_items, taxes, ...invoice }: CheckedInvoice, at: IssuesAt): void {
  line_items.forEach((line, place) => {
    checkAmount(line.amount, issuesBelow(at, "line_items", place, "amount"));
    for (const name of ["discounts", "credits"] as const) {
      line[name].forEach(({ amount }, index) => {
        checkAmount(amount, issuesBelow(at, "line_items", place, name, index, "amount"));
      });
    }
  });
  taxes.forEach(({ inclusive, amount, taxable_amount }, place) => {
    checkAmount(amount, issuesBelow(at, "taxes", place, "amount"));
    checkAmount(taxable_amount, issuesBelow(at, "taxes", place, "taxable_amount"));
    const below = issuesBelow(at, "taxes", place, "inclusive");
    if (inclusive && compareDecimals(amount, "0") !== 0)
      addIssue(below, "tax_not_expressible", "must be false: net amounts there are without tax");
  });
  checkAmount(invoice.total, issuesBelow(at, "total"));
  checkAmount(invoice.amount_paid ?? "0", issuesBelow(at, "amount_paid"));
}

function checkAmount(amount: string, at: IssuesAt): void {
  if (scaleOf(amount) > 2)
    addIssue(at, "amount_not_expressible", `must have at most two decimals, got ${amount}`);
}
