// Invoices: final ones as they were frozen, drafts made from what is stored whenever they are asked for.

import { type CalendarPeriod, calendarOf, dayIn } from "../calendar/billingCalendar.ts";
import { instantIn } from "../calendar/instant.ts";
import { show } from "../intake/findings.ts";
import { draftInvoice } from "../invoicing/draftInvoice.ts";
import { invoiceNumber, periodOfNumber } from "../invoicing/invoiceNumber.ts";
import type { ContractStatus } from "../model/contract.ts";
import type { Invoice, InvoiceStatus, InvoiceSummary } from "../model/invoice.ts";
import type { Account, Snapshot } from "../store/billingStore.ts";
import { type Decision, type Desk, refusal, todayOf } from "./desk.ts";
import type { List } from "./documents.ts";
import type { InContract, InvoiceFilter } from "./engine.ts";
import { onlyOne, readChoiceFilter, readDateFilter, readFilter, readLimit, splitCursor } from "./filters.ts";
import { readForDraft } from "./readForDraft.ts";

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

/** Before signing only usage makes drafts; after that periods have them as they begin, whatever becomes of the contract. */
const unsigned: ContractStatus = "draft";

/** An invoice that there is, before anything is computed for it. */
interface Entry {
  readonly account: Account;
  readonly period: CalendarPeriod;
  readonly number: string;
  readonly final: Invoice | undefined;
}

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

export async function finalizeInvoice(
  desk: Desk,
  number: string,
  options: InContract = {},
): Promise<Invoice> {
  const { account } = await findEntry(desk, number, options);
  const contract = account.contract.id;
  return desk.write([contract], async (): Promise<Decision<Invoice>> => {
    const entry = await findEntry(desk, number, { contract });
    if (entry.final !== undefined) return { changes: [], answer: entry.final };
    const { revision } = entry.account;
    const add_invoice: Invoice = { ...(await readInvoice(desk, entry)), status: "sent" };
    return { changes: [{ contract, revision, add_invoice }], answer: add_invoice };
  });
}

/** Every invoice that there is, newest period first. */
async function allEntries(desk: Desk, contract: string | undefined): Promise<Entry[]> {
  const accounts = await desk.store.listAccounts();
  const entries: Entry[] = [];
  for (const { contract: one } of accounts) {
    if (contract !== undefined && one.id !== contract) continue;
    const snapshot = await desk.store.read(one.id, { include: ["totals"] });
    if (snapshot !== null) entries.push(...entriesOf(snapshot, desk.now()));
  }
  return entries.sort(
    (a, b) =>
      b.period.startDay - a.period.startDay || (a.account.contract.id < b.account.contract.id ? -1 : 1),
  );
}

function entriesOf({ account, totals }: Snapshot, now: number): Entry[] {
  const calendar = calendarOf(account.contract);
  const used = totals.map(({ period_start }) => period_start).sort();
  const final = account.invoices.map(({ billing_period }) => billing_period.start);
  const starts = new Set([...final, ...used, ...begunPeriods(account, used[0], now)]);
  return [...starts].flatMap((start) => {
    const period = calendar.periodOn(dayIn(start));
    return period === undefined ? [] : [entryOf(account, period)];
  });
}

function entryOf(account: Account, period: CalendarPeriod): Entry {
  const { contract } = account;
  const final = account.invoices.find(({ billing_period }) => billing_period.start === period.period.start);
  return { account, period, number: invoiceNumber(contract, calendarOf(contract), period), final };
}

/** First days of the periods from the contract's beginning to the one that holds the present. */
function begunPeriods(account: Account, usedSince: string | undefined, now: number): string[] {
  const { contract, programs } = account;
  if (programs.length === 0 || contract.status === unsigned) return [];
  const calendar = calendarOf(contract);
  const starts: string[] = [];
  let period = calendar.periodOn(dayIn(contract.start_date ?? beginningOf(account, usedSince)));
  while (period !== undefined && period.startAt <= now) {
    if (period.startAt < period.endAt) starts.push(period.period.start);
    period = calendar.periodOf(period.index + 1);
  }
  return starts;
}

/** Where a contract without a start date begins to be billed: with its prices, its usage, or itself, whichever is first. */
function beginningOf({ contract, programs, created_at }: Account, usedSince: string | undefined): string {
  const created = todayOf(contract, instantIn(created_at));
  const dates = [created, usedSince, ...programs.map(({ effective_date }) => effective_date)];
  return dates.reduce<string>((first, date) => (date != null && date < first ? date : first), created);
}

function placeAfter(entries: readonly Entry[], cursor: string): number {
  const [contract, number] = splitCursor(cursor, "cursor_unknown");
  const found = entries.filter(
    (entry) => entry.number === number && (contract === undefined || entry.account.contract.id === contract),
  );
  const entry = onlyOne(found, `invoice ${show(cursor)} in this list`, {
    none: "cursor_unknown",
    several: "invoice_ambiguous",
  });
  return entries.indexOf(entry) + 1;
}

async function findEntry(desk: Desk, number: string, options: InContract): Promise<Entry> {
  const { contract } = readFilter(options, ["contract"]);
  if (typeof number !== "string")
    throw refusal("invoice_unknown", `must be the number of an invoice, got ${show(number)}`);
  const accounts = await desk.store.listAccounts();
  const found: Entry[] = [];
  for (const { contract: one } of accounts) {
    if (contract !== undefined && one.id !== contract) continue;
    if (periodOfNumber(one, number) === undefined) continue;
    const snapshot = await desk.store.read(one.id, { include: ["totals"] });
    if (snapshot !== null)
      found.push(...entriesOf(snapshot, desk.now()).filter((entry) => entry.number === number));
  }
  return onlyOne(found, `invoice ${show(number)}`, {
    none: "invoice_unknown",
    several: "invoice_ambiguous",
  });
}

/** The final invoice, or the draft as things stand. */
async function readInvoice(desk: Desk, { account, period, final }: Entry): Promise<Invoice> {
  if (final !== undefined) return final;
  const stored = await readForDraft(desk, account, period);
  return draftInvoice(desk.termsOf(stored.account), stored.charges, period.period);
}
