import { type CsvColumn, type CsvRow, csvText } from "./csvText.ts";
import type { FormatResult } from "./formatIssue.ts";
import { type InvoiceEntry, invoiceEntries } from "./invoiceEntries.ts";
import type { CheckedInvoice } from "./invoiceShape.ts";
import { issuesAt, resultOf } from "./issuesAt.ts";
import { readInvoice } from "./readInvoice.ts";
import { readList } from "./readList.ts";

const columns: readonly CsvColumn[] = [
  ...text(
    "invoice",
    "type",
    "contract",
    "status",
    "currency",
    "period_start",
    "period_end",
    "issued_date",
    "due_date",
  ),
  ...text(
    "entry",
    "kind",
    "name",
    "rule_id",
    "version",
    "group",
    "service_start",
    "service_end",
    "refers_to",
  ),
  ...["quantity", "unit_price", "exact_amount", "amount"].map((name) => ({ name, holds: "number" as const })),
];

/** Most invoices in one text. */
const mostInvoices = 100_000;

/**
 * Writes invoices as comma-separated values (RFC 4180, lines ended by CR LF): a row for each amount that counts.
 *
 * `entry` says what a row is: `line`, then the `discount`s and `credit`s of the line, below zero where they take off; `tax` where it
 * is added; `carried`; `credit_note`. The column `amount` of an invoice adds up to its total, exactly. Numbers are plain decimals.
 * Text that a spreadsheet would take for a formula, because it begins with =, +, -, @, tab or a line break, gets an apostrophe in
 * front. Text with apostrophes before such a sign gets one more, so that it can be undone.
 *
 * @param invoices - a list of invoices, drafts or final, of any contracts; at most 100,000
 * @returns the text with its header, or every issue with a path such as `$[3].total`
 *
 * @example
 * const { invoice } = expectOk(previewInvoice({
 *   contract: { id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"] },
 *   programs: [{ contract: "acme", version: 1, rules: [
 *     { id: "fee", name: "=Platform", type: "subscription", model: "flat", amount: "20", frequency: "monthly" },
 *   ] }],
 *   events: [], at: "2026-03-31",
 * }));
 * const csv = toCsv([invoice]);
 * const [, row = ""] = csv.ok ? csv.value.split("\r\n") : [];
 * row.split(",").slice(9, 13); // => ["line", "", "'=Platform", "fee"]
 * row.split(",").at(-1); // => "20"
 */
export function toCsv(invoices: unknown): FormatResult<string> {
  const at = issuesAt();
  const rows: CsvRow[] = [];
  readList(invoices, mostInvoices, at, (invoice, place, isOfText) => {
    const read = readInvoice(invoice, place, isOfText);
    if (read === undefined) return;
    for (const row of rowsOf(read)) rows.push(row);
  });
  return resultOf(at, csvText(columns, rows));
}

function rowsOf(invoice: CheckedInvoice): CsvRow[] {
  const head = {
    invoice: invoice.number,
    type: invoice.type ?? null,
    contract: invoice.contract,
    status: invoice.status,
    currency: invoice.currency,
    period_start: invoice.billing_period.start,
    period_end: invoice.billing_period.end,
    issued_date: invoice.issued_date,
    due_date: invoice.due_date,
  };
  return invoiceEntries(invoice).map((entry) => ({
    ...head,
    ...lineCells(entry),
    ...ownCells(entry),
    entry: entry.sort,
    amount: entry.amount,
  }));
}

/** What the rows of a line have in common. */
function lineCells(entry: InvoiceEntry): CsvRow {
  if (!("line" in entry)) return {};
  const { kind, rule_id, version, group, service_period, refers_to } = entry.line;
  return {
    kind: kind ?? null,
    rule_id,
    version: String(version),
    group: group === undefined ? null : JSON.stringify(group),
    service_start: service_period?.start ?? null,
    service_end: service_period?.end ?? null,
    refers_to: refers_to?.invoice ?? null,
  };
}

function ownCells(entry: InvoiceEntry): CsvRow {
  switch (entry.sort) {
    case "line": {
      const { description, quantity, unit_price, exact_amount } = entry.line;
      return { name: description, quantity, unit_price, exact_amount };
    }
    case "discount":
      return { name: entry.of.discount };
    case "credit":
      return { name: entry.of.grant };
    case "tax":
      return { name: entry.of.name, kind: entry.of.tax, service_start: entry.of.period_start };
    case "carried":
      return { name: entry.of.invoice, refers_to: entry.of.invoice };
    case "credit_note":
      return { name: entry.of.number };
  }
}

function text(...names: readonly string[]): CsvColumn[] {
  return names.map((name) => ({ name, holds: "text" }));
}
