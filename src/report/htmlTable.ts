// The tables of an invoice in HTML: lines with what is under them, sums, taxes, moves.
import type { Invoice } from "../index.ts";
import { escapeHtml } from "./escapeHtml.ts";
import { formatAmount, formatNumber, type NumberFormat } from "./formatNumber.ts";
import type { InvoiceRow } from "./invoiceRow.ts";
import { type SideTable, sideTables } from "./invoiceTables.ts";
import { lineCharts } from "./lineCharts.ts";
import { lineRows } from "./lineRows.ts";
import type { ReadOptions } from "./readOptions.ts";
import { sumRows } from "./sumRows.ts";

/** Digits after the point that numbers of a column are lined up for; what has more stands out to the left. */
const mostAligned = 8;
/** A number with more characters may go on in the next line. */
const longNumber = 24;

/** The lines and sums. */
export function linesTable(invoice: Invoice, options: ReadOptions, format: NumberFormat): string {
  const charts = lineCharts(invoice, options);
  const rowsByLine = lineRows(invoice.line_items);
  const items = invoice.line_items.map((item, at) => ({
    rows: rowsByLine[at] ?? [],
    charts: charts.get(item) ?? [],
  }));
  const sums = sumRows(invoice);
  const columns = columnsOf([...items.flatMap(({ rows }) => rows), ...sums], format);
  const bodies = items.map(({ rows, charts: own }) => {
    return `<tbody class="item">${rows.map((row) => lineRow(row, columns)).join("")}${chartRow(own)}</tbody>`;
  });
  return [
    '<table class="lines"><caption>Lines</caption>',
    '<thead><tr><th scope="col">Description</th><th scope="col" class="num">Quantity</th><th scope="col" class="num">Unit price</th>',
    `<th scope="col" class="num">Amount (${escapeHtml(invoice.currency)})</th></tr></thead>`,
    ...bodies,
    `<tbody class="sums">${sums.map((row) => sumRow(row, columns)).join("")}</tbody>`,
    "</table>",
  ].join("\n");
}

/** How the numbers of each column are written. */
interface Columns {
  readonly quantity: (text: string) => string;
  readonly price: (text: string) => string;
  readonly amount: (text: string) => string;
}

function columnsOf(rows: readonly InvoiceRow[], format: NumberFormat): Columns {
  const plain = (text: string): string => formatNumber(text, format);
  const money = (text: string): string => formatAmount(text, format);
  const amounts = rows.flatMap(({ amount }) => (amount === undefined ? [] : [money(amount)]));
  return {
    quantity: aligned(
      plain,
      rows.flatMap(({ quantity }) => quantity ?? []),
    ),
    price: aligned(
      plain,
      rows.flatMap(({ unitPrice }) => unitPrice ?? []),
    ),
    amount: aligned(money, amounts),
  };
}

/** Fills up behind a number with blanks as wide as digits, so that points stand below each other. */
function aligned(write: (text: string) => string, texts: readonly string[]): (text: string) => string {
  const most = texts.reduce((widest, text) => Math.max(widest, fractionLength(text)), 0);
  const width = Math.min(most, mostAligned);
  return (text) => {
    const written = write(text);
    const own = fractionLength(written);
    const missing = Math.max(0, width - own);
    const point = own === 0 && missing > 0 ? "\u2008" : "";
    return `${written}${point}${"\u2007".repeat(missing)}`;
  };
}

function fractionLength(text: string): number {
  const point = text.lastIndexOf(".");
  return point === -1 ? 0 : text.length - point - 1;
}

function lineRow({ kind, text, terms, quantity, unitPrice, amount }: InvoiceRow, columns: Columns): string {
  const said = `${escapeHtml(text)}${terms === undefined ? "" : ` (${escapeHtml(terms)})`}`;
  if (kind === "note") return `<tr class="note"><td class="all" colspan="4">${said}</td></tr>`;
  return [
    `<tr class="${kind}"><th scope="row">${said}</th>`,
    numberCell("quantity", quantity, columns.quantity),
    numberCell("price", unitPrice, columns.price),
    `${numberCell("amount", amount, columns.amount)}</tr>`,
  ].join("");
}

function sumRow({ kind, text, amount }: InvoiceRow, columns: Columns): string {
  const cell = numberCell("amount", amount, columns.amount);
  return `<tr class="${kind}"><th scope="row" colspan="3">${escapeHtml(text)}</th>${cell}</tr>`;
}

function numberCell(name: string, text: string | undefined, write: (text: string) => string): string {
  if (text === undefined) return `<td class="num ${name}"></td>`;
  const written = write(text);
  return `<td class="num ${name}${written.length > longNumber ? " long" : ""}">${escapeHtml(written)}</td>`;
}

function chartRow(charts: readonly string[]): string {
  if (charts.length === 0) return "";
  const figures = charts.map((svg) => {
    const title = /<title>(.*?)<\/title>/.exec(svg)?.[1] ?? "";
    return `<figure><figcaption>${title}</figcaption>${svg}</figure>`;
  });
  return `<tr class="drawn"><td class="all" colspan="4"><div class="charts">${figures.join("")}</div></td></tr>`;
}

/** Taxes and moves. */
export function sideTablesHtml(invoice: Invoice, format: NumberFormat): string[] {
  return sideTables(invoice).map((side) => sideTable(side, format));
}

function sideTable({ title, columns, rows }: SideTable, format: NumberFormat): string {
  const cell = (text: string, at: number): string => {
    if (columns[at]?.isAmount !== true || text === "") return `<td>${escapeHtml(text)}</td>`;
    return `<td class="num${text.length > longNumber ? " long" : ""}">${escapeHtml(formatAmount(text, format))}</td>`;
  };
  const body = rows.map(([first = "", ...rest]) => {
    const cells = rest.map((text, at) => cell(text, at + 1)).join("");
    return `<tr><th scope="row">${escapeHtml(first)}</th>${cells}</tr>`;
  });
  const heads = columns.map(({ head, isAmount }) => {
    return `<th scope="col"${isAmount === true ? ' class="num"' : ""}>${escapeHtml(head)}</th>`;
  });
  return [
    `<table class="side"><caption>${escapeHtml(title)}</caption>`,
    `<thead><tr>${heads.join("")}</tr></thead><tbody>`,
    ...body,
    "</tbody></table>",
  ].join("\n");
}
