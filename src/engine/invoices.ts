// Invoices: final ones as they were frozen, drafts made from what is stored whenever they are asked for.

import type { Invoice, InvoiceStatus, InvoiceSummary } from "../model/invoice.ts";
import { show } from "../model/show.ts";
import type { Desk } from "./desk.ts";
import type { List } from "./documents.ts";
import type { InContract, InvoiceFilter } from "./engine.ts";
import {
  byCursor,
  onlyOne,
  readChoiceFilter,
  readDateFilter,
  readFilter,
  readLimit,
  splitCursor,
} from "./filters.ts";
import { allEntries, findEntry, type InvoiceEntry, readInvoice } from "./invoiceEntry.ts";

const filters = ["contract", "status", "from", "to", "limit", "starting_after"];
const statuses: readonly InvoiceStatus[] = [
  "draft",
  "sent",
  "viewed",
  "partial",
  "paid",
  "overdue",
  "cancelled",
];

export async function listInvoices(desk: Desk, asked: InvoiceFilter = {}): Promise<List<InvoiceSummary>> {
  const filter = readFilter(asked, filters);
  const status = readChoiceFilter(filter.status, statuses, "status");
  const from = readDateFilter(filter.from, "from") ?? "";
  const to = readDateFilter(filter.to, "to") ?? "9999";
  const limit = readLimit(filter.limit);
  const all = await allEntries(desk, filter.contract);
  const { starting_after } = filter;
  // The cursor's place is found before the filters: it may have ceased to match them since the last page.
  const rest = starting_after === undefined ? all : all.slice(placeAfter(all, starting_after));
  const entries = rest.filter(
    ({ period: { period }, final }) =>
      (status === undefined || (final?.status ?? "draft") === status) &&
      period.start >= from &&
      period.start <= to,
  );
  const page = entries.slice(0, limit);
  const data: InvoiceSummary[] = [];
  for (const entry of page) {
    const { line_items: _lines, ...summary } = await readInvoice(desk, entry);
    data.push(summary);
  }
  return { object: "list", data, has_more: entries.length > limit, total_count: data.length };
}

export async function getInvoice(desk: Desk, number: string, options: InContract = {}): Promise<Invoice> {
  return readInvoice(desk, await findEntry(desk, number, options));
}

function placeAfter(entries: readonly InvoiceEntry[], cursor: string): number {
  const [contract, number] = splitCursor(cursor, "cursor_unknown");
  const found = entries.filter(
    (entry) => entry.number === number && (contract === undefined || entry.account.contract.id === contract),
  );
  const codes = { none: "cursor_unknown", several: "invoice_ambiguous" } as const;
  const entry = onlyOne(found, `invoice ${show(cursor)} in this list`, codes, byCursor);
  return entries.indexOf(entry) + 1;
}
