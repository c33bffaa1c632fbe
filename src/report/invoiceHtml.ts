// An invoice as one HTML page, to be looked at, printed and sent.
import type { Invoice } from "../index.ts";
import { escapeHtml } from "./escapeHtml.ts";
import { formatAmount, type NumberFormat } from "./formatNumber.ts";
import { htmlStyle } from "./htmlStyle.ts";
import { linesTable, sideTablesHtml } from "./htmlTable.ts";
import { type InvoiceHtmlOptions, invoiceDigits } from "./invoiceOptions.ts";
import { invoiceFacts } from "./invoiceTables.ts";
import { printableLines } from "./printable.ts";
import { readInvoice } from "./readInvoice.ts";
import { type ReadOptions, readOptions } from "./readOptions.ts";
import { amountDue } from "./sumRows.ts";
import type { WireForm } from "./wireForm.ts";

/**
 * An invoice, or several one after the other, as one HTML page that needs nothing else.
 *
 * It holds all that the invoice holds: each line with the steps of its amount, what it corrects, its discounts, credits and taxes, and
 * what stands above the lines. It prints on A4 and on Letter, each invoice on pages of its own, and follows the reader's choice of light, dark
 * and high contrast. There are no scripts and no requests, and its content security policy forbids both. All text is escaped; control
 * characters and marks of direction in it are shown as escapes.
 *
 * @param invoices - an invoice, draft or final, or several; or as the API sends them, read by `JSON.parse`
 * @param options - parties, words, and what the drawings need: `curves`, `usage` (with `contract`)
 * @returns a whole document
 * @throws BillingError for what is no invoice or no option, `contract_conflict` for the invoice of another contract than `options.contract`, and `number_not_exact` for a number that may have lost digits
 *
 * @example
 * const { invoice } = expectOk(previewInvoice({
 *   contract: { id: "acme", customer_name: "Acme <Corp>", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"], start_date: "2026-01-01" },
 *   programs: [{ contract: "acme", version: 1, rules: [{ name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.01" }] }],
 *   events: [{ external_contract_id: "acme", event_id: "e1", metric: "calls", quantity: "123456", timestamp: "2026-01-15T12:00:00Z" }],
 *   at: "2026-01-31",
 * }));
 * const html = invoiceHtml(invoice, { seller: "Lucius Ltd\n1 Main Street", customer: "Acme <Corp>", grouping: "," });
 * html.match(/<p class="sum">([^<]*)/)?.[1]; // => "USD 1,234.56"
 * html.includes("Acme &lt;Corp&gt;"); // => true
 */
export function invoiceHtml(
  invoices: WireForm<Invoice> | readonly WireForm<Invoice>[],
  options: InvoiceHtmlOptions = {},
): string {
  const told = readOptions(options);
  const all = Array.isArray(invoices)
    ? Array.from(invoices, (one, at) => readInvoice(one, told.contract, `invoices[${at}]`))
    : [readInvoice(invoices, told.contract)];
  const { title = "Invoice", lang = "en" } = told;
  const numbers = all.length > 3 ? `${all.length} invoices` : all.map(({ number }) => number).join(", ");
  return [
    "<!DOCTYPE html>",
    `<html lang="${languageTag.test(lang) ? lang : "en"}">`,
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(`${title} ${numbers}`.trim())}</title>`,
    `<style>${htmlStyle}</style>`,
    "</head>",
    "<body>",
    "<main>",
    ...all.map((invoice) => articleOf(invoice, told)),
    "</main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

const languageTag = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/;

function articleOf(invoice: Invoice, options: ReadOptions): string {
  const { contract, note, grouping = "" } = options;
  const format: NumberFormat = { digits: invoiceDigits(invoice, contract), grouping };
  return [
    "<article>",
    headOf(invoice, options, format),
    partiesOf(options),
    factsOf(invoice),
    linesTable(invoice, options, format),
    ...sideTablesHtml(invoice, format),
    ...(note === undefined ? [] : [`<p class="note-text">${linesOf(note)}</p>`]),
    "</article>",
  ].join("\n");
}

function headOf(invoice: Invoice, { title = "Invoice" }: ReadOptions, format: NumberFormat): string {
  const { number, status, due_date, currency, total } = invoice;
  const due = amountDue(invoice);
  const asked = formatAmount(due ?? total, format);
  return [
    '<header class="head">',
    `<div><h1>${escapeHtml(title)}</h1><p class="number">${escapeHtml(number)} <span class="status">${escapeHtml(status)}</span></p></div>`,
    `<div class="asked"><h2>${due === undefined ? "Total" : "Amount due"}</h2><p class="sum">${escapeHtml(`${currency} ${asked}`)}</p>`,
    `<p class="by">due ${escapeHtml(due_date)}</p></div>`,
    "</header>",
  ].join("\n");
}

function partiesOf({ seller, customer, contract }: ReadOptions): string {
  const named = customer ?? contract?.customer_name;
  const party = (head: string, text: string | undefined): string =>
    text === undefined ? "" : `<section><h2>${head}</h2><p>${linesOf(text)}</p></section>`;
  const parties = `${party("From", seller)}${party("Billed to", named)}`;
  return parties === "" ? "" : `<div class="parties">${parties}</div>`;
}

function factsOf(invoice: Invoice): string {
  const shown = invoiceFacts(invoice).filter(({ isAbove }) => isAbove !== true);
  const facts = shown.map(
    ({ label, value, isWide }) =>
      `<div${isWide === true ? ' class="wide"' : ""}><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return `<dl class="facts">${facts.join("")}</dl>`;
}

function linesOf(text: string): string {
  return printableLines(text).map(escapeHtml).join("<br>");
}
