// An invoice as a table for people at a terminal.
import type { Invoice } from "../index.ts";
import { alignDecimals, alignText, padFraction } from "./alignCells.ts";
import { type InvoiceTextOptions, invoiceDigits } from "./invoiceOptions.ts";
import type { InvoiceRow } from "./invoiceRow.ts";
import { type SideTable, sideTables } from "./invoiceTables.ts";
import { lineRows } from "./lineRows.ts";
import { printable } from "./printable.ts";
import { readInvoice } from "./readInvoice.ts";
import { type ReadOptions, readOptions } from "./readOptions.ts";
import { sumRows } from "./sumRows.ts";
import type { WireForm } from "./wireForm.ts";

/**
 * An invoice as a table of plain text, with the steps under each line.
 *
 * Amounts have at least the digits of the currency; steps are exact and may have more. A step is left out where it only repeats its
 * line. Control characters and marks of direction in names and numbers are shown as escapes, so that none moves the cursor of a terminal.
 *
 * @param invoice - an invoice, draft or final; or as the API sends it, read by `JSON.parse`
 * @param options - `contract`: names the customer, and has the digits of a currency outside ISO 4217 · `details`: also rules, versions,
 * service periods, references, each discount, credit and tax of a line, taxes with their rates, metrics and moves
 * @returns lines that end with a line feed
 * @throws BillingError for what is no invoice or no option, `contract_conflict` for that of another contract than `options.contract`, and `number_not_exact` for a number that may have lost digits
 *
 * @example
 * const { invoice } = expectOk(previewInvoice({
 *   contract: { id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"], start_date: "2026-01-01" },
 *   programs: [{ contract: "acme", version: 1, rules: [{ name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.015" }] }],
 *   events: [{ external_contract_id: "acme", event_id: "e1", metric: "calls", quantity: "101", timestamp: "2026-01-15T12:00:00Z" }],
 *   at: "2026-01-31",
 * }));
 * invoiceText(invoice).split("\n").slice(6, 8);
 * // => [
 * //      "Calls                   101       0.015   1.52",
 * //      "  before rounding                         1.515",
 * //    ]
 */
export function invoiceText(invoice: WireForm<Invoice>, options: InvoiceTextOptions = {}): string {
  const told = readOptions(options);
  return textOf(readInvoice(invoice, told.contract), told);
}

function textOf(invoice: Invoice, options: ReadOptions): string {
  const { contract, details = false } = options;
  const { billing_period: period } = invoice;
  const head = [
    `Invoice ${invoice.number} (${invoice.status})`,
    `${contract === undefined ? "" : `${contract.customer_name}, `}contract ${invoice.contract}`,
    `${period.start} to ${period.end}, issued ${invoice.issued_date}, due ${invoice.due_date}, in ${invoice.currency}`,
    ...(details ? moreHead(invoice) : []),
  ];
  const shown = (rows: readonly InvoiceRow[]): InvoiceRow[] => rows.filter((row) => details || !row.detail);
  const lines = shown(lineRows(invoice.line_items).flat());
  const texts = [...lines, ...sumRows(invoice)].map((row) => (details ? withTerms(row) : row));
  const [columns = "", ...table] = formatRows(texts, invoiceDigits(invoice, contract));
  const rule = "-".repeat([columns, ...table].reduce((most, row) => Math.max(most, row.length), 0));
  const body = [columns, rule, ...table.slice(0, lines.length), ...(lines.length > 0 ? [rule] : [])];
  const side = details ? sideTables(invoice).flatMap(formatSide) : [];
  return [...head.map(printable), "", ...body, ...table.slice(lines.length), ...side, ""].join("\n");
}

function moreHead({ type, paid_date, metrics }: Invoice): string[] {
  return [
    ...(type === undefined ? [] : [`type ${type}`]),
    ...(paid_date === null ? [] : [`paid ${paid_date}`]),
    ...(metrics.length === 0 ? [] : [`metrics ${metrics.join(", ")}`]),
  ];
}

function withTerms(row: InvoiceRow): InvoiceRow {
  return row.terms === undefined ? row : { ...row, text: `${row.text} (${row.terms})` };
}

/** The rows under their heads, without blanks at the ends. */
function formatRows(rows: readonly InvoiceRow[], digits: number): string[] {
  const columns = [
    alignText(["", ...rows.map(indented)]),
    alignDecimals(
      "Quantity",
      rows.map(({ quantity = "" }) => printable(quantity)),
    ),
    alignDecimals(
      "Unit price",
      rows.map(({ unitPrice = "" }) => printable(unitPrice)),
    ),
    alignDecimals(
      "Amount",
      rows.map(({ amount }) => (amount === undefined ? "" : padFraction(printable(amount), digits))),
    ),
  ];
  return joinColumns(columns);
}

function indented({ kind, text }: InvoiceRow): string {
  const deep = kind === "step" || kind === "shared" || kind === "note";
  return `${deep ? "  " : ""}${printable(text)}`;
}

function formatSide({ title, columns, rows }: SideTable): string[] {
  const cells = columns.map(({ head }, at) =>
    alignText([head, ...rows.map((row) => printable(row[at] ?? ""))]),
  );
  return ["", title, ...joinColumns(cells)];
}

function joinColumns(columns: readonly (readonly string[])[]): string[] {
  const [first = []] = columns;
  return first.map((_, at) =>
    columns
      .map((cells) => cells[at] ?? "")
      .join("  ")
      .trimEnd(),
  );
}
