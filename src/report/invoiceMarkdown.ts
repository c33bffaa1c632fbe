// An invoice as Markdown, for a wiki, an issue or a mail.
import type { Invoice } from "../index.ts";
import { escapeMarkdown } from "./escapeMarkdown.ts";
import { formatAmount, formatNumber, type NumberFormat } from "./formatNumber.ts";
import { type InvoiceMarkdownOptions, invoiceDigits } from "./invoiceOptions.ts";
import type { InvoiceRow } from "./invoiceRow.ts";
import { invoiceFacts, type SideTable, sideTables } from "./invoiceTables.ts";
import { lineRows } from "./lineRows.ts";
import { printableLines } from "./printable.ts";
import { readInvoice } from "./readInvoice.ts";
import { type ReadOptions, readOptions } from "./readOptions.ts";
import { sumRows } from "./sumRows.ts";
import type { WireForm } from "./wireForm.ts";

/**
 * An invoice as Markdown with tables in the manner of GitHub.
 *
 * It holds all that the invoice holds. Names, ids and notes are escaped throughout, so nothing in them is a mark or a column. A site that looks for mentions,
 * numbers of issues or addresses in what Markdown was made into finds them in names all the same, as the escapes are gone by then.
 *
 * @param invoice - an invoice, draft or final; or as the API sends it, read by `JSON.parse`
 * @param options - title, parties, a note, the separator of groups of digits; blanks around a name and blank lines around a block of text are left out
 * @returns lines that end with a line feed
 * @throws BillingError for what is no invoice or no option, `contract_conflict` for that of another contract than `options.contract`, and `number_not_exact` for a number that may have lost digits
 *
 * @example
 * const { invoice } = expectOk(previewInvoice({
 *   contract: { id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"], start_date: "2026-01-01" },
 *   programs: [{ contract: "acme", version: 1, rules: [{ id: "calls", name: "Calls | all", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.01" }] }],
 *   events: [{ external_contract_id: "acme", event_id: "e1", metric: "calls", quantity: "123456", timestamp: "2026-01-15T12:00:00Z" }],
 *   at: "2026-01-31",
 * }));
 * const lines = invoiceMarkdown(invoice, { grouping: " " }).split("\n");
 * lines[0]; // => "# Invoice INV-2026-001"
 * lines.find((line) => line.includes("Calls")); // => "| **Calls \\| all** | 123 456 | 0.01 | 1 234.56 |"
 */
export function invoiceMarkdown(invoice: WireForm<Invoice>, options: InvoiceMarkdownOptions = {}): string {
  const told = readOptions(options);
  return markdownOf(readInvoice(invoice, told.contract), told);
}

function markdownOf(invoice: Invoice, options: ReadOptions): string {
  const { contract, title = "Invoice", seller, customer, note, grouping = "" } = options;
  const format = { digits: invoiceDigits(invoice, contract), grouping };
  const facts = invoiceFacts(invoice).map(({ label, value }) => [label, escapeMarkdown(value)]);
  const rows = [...lineRows(invoice.line_items).flat(), ...sumRows(invoice)];
  return [
    `# ${escapeMarkdown(title)} ${escapeMarkdown(invoice.number)}`,
    ...blockOf("From", seller),
    ...blockOf("To", customer ?? contract?.customer_name),
    table([{ head: "" }, { head: "" }], facts),
    table(
      [
        { head: "" },
        { head: "Quantity", right: true },
        { head: "Unit price", right: true },
        { head: "Amount", right: true },
      ],
      rows.map((row) => cellsOf(row, format)),
    ),
    ...sideTables(invoice).flatMap((side) => [`## ${side.title}`, sideTable(side, format)]),
    ...blockOf("", note),
  ]
    .join("\n\n")
    .concat("\n");
}

interface Column {
  readonly head: string;
  readonly right?: boolean;
}

function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map(({ head }) => head)),
    line(columns.map(({ right = false }) => (right ? "---:" : ":---"))),
    ...rows.map(line),
  ].join("\n");
}

function cellsOf(
  { kind, text, terms, quantity = "", unitPrice = "", amount }: InvoiceRow,
  format: NumberFormat,
): string[] {
  const said = escapeMarkdown((terms === undefined ? text : `${text} (${terms})`).trim());
  const isStrong = kind === "line" || kind === "total";
  const deep = kind === "step" || kind === "note" || kind === "shared";
  const money = amount === undefined ? "" : escapeNumber(formatAmount(amount.trim(), format));
  return [
    isStrong ? strong(said) : deep ? `&emsp;${said}` : said,
    escapeNumber(formatNumber(quantity, format)),
    escapeNumber(formatNumber(unitPrice, format)),
    kind === "total" ? strong(money) : money,
  ];
}

/** Stars around nothing, or beside a blank, would be shown as stars. */
function strong(trimmed: string): string {
  return trimmed === "" ? "" : `**${trimmed}**`;
}

/** Plain decimals are no marks. */
function escapeNumber(text: string): string {
  return /^-?[0-9]+(?:[ ,][0-9]+)*(?:\.[0-9]+)?$/.test(text) ? text : escapeMarkdown(text);
}

function sideTable({ columns, rows }: SideTable, format: NumberFormat): string {
  const cells = rows.map((row) =>
    row.map((text, at) => {
      if (columns[at]?.isAmount !== true || text === "") return escapeMarkdown(text);
      return escapeNumber(formatAmount(text, format));
    }),
  );
  return table(
    columns.map(({ head, isAmount = false }) => ({ head, right: isAmount })),
    cells,
  );
}

/** Lines of text, each on a line of its own. A break at the end of a paragraph is none, so a text has no blank lines around it. */
function blockOf(head: string, text: string = ""): string[] {
  const block = text.trim();
  if (block === "") return [];
  const lines = printableLines(block).map((line) => escapeMarkdown(line.trim()));
  return [[...(head === "" ? [] : [`**${head}**`]), ...lines].join("\\\n")];
}
