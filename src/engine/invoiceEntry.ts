// Which invoices there are: final ones, and the drafts that time, usage and corrections call for.
import { type CalendarPeriod, calendarOf, dayIn } from "../calendar/billingCalendar.ts";
import { instantIn } from "../calendar/instant.ts";
import { lastPeriod } from "../invoicing/draftCorrectionInvoice.ts";
import { invoiceNumber, periodOfNumber, readNumber } from "../invoicing/invoiceNumber.ts";
import { openPast, type PastInvoices } from "../invoicing/pastInvoices.ts";
import { compareText } from "../model/compareText.ts";
import type { ContractStatus } from "../model/contract.ts";
import type { Invoice } from "../model/invoice.ts";
import { show } from "../model/show.ts";
import type { Account, Snapshot } from "../store/billingStore.ts";
import { type Desk, refusal, todayOf } from "./desk.ts";
import type { InContract } from "./engine.ts";
import { onlyOne, readFilter } from "./filters.ts";
import { type InvoiceType, readDraft } from "./readDraft.ts";

/** Before signing only usage makes drafts; after that periods have them as they begin, whatever becomes of the contract. */
const unsigned: ContractStatus = "draft";

/** An invoice that there is. */
export interface InvoiceEntry {
  readonly account: Account;
  readonly period: CalendarPeriod;
  readonly type: InvoiceType;
  readonly number: string;
  readonly final: Invoice | undefined;
}

/** Every invoice that there is, newest period first. */
export async function allEntries(desk: Desk, contract: string | undefined): Promise<InvoiceEntry[]> {
  const entries: InvoiceEntry[] = [];
  for (const account of await accountsOf(desk, contract)) {
    const snapshot = await desk.read(account.contract.id, { include: ["totals"] });
    entries.push(...(await entriesOf(desk, snapshot)));
  }
  return entries.sort(newestFirst);
}

/** The invoice of that number; refuses with `invoice_unknown` or `invoice_ambiguous`. */
export async function findEntry(desk: Desk, number: string, options: InContract): Promise<InvoiceEntry> {
  const { contract } = readFilter(options, ["contract"]);
  if (typeof number !== "string")
    throw refusal("invoice_unknown", `must be the number of an invoice, got ${show(number)}`);
  const { base } = readNumber(number);
  const found: InvoiceEntry[] = [];
  for (const account of await accountsOf(desk, contract)) {
    if (periodOfNumber(account.contract, base) === undefined) continue;
    const final = finalsOf(account).find((entry) => entry.number === number);
    if (final !== undefined) found.push(final);
    else found.push(...(await findDraft(desk, account, number)));
  }
  return onlyOne(found, `invoice ${show(number)}`, {
    none: "invoice_unknown",
    several: "invoice_ambiguous",
  });
}

async function findDraft(desk: Desk, account: Account, number: string): Promise<InvoiceEntry[]> {
  const snapshot = await desk.read(account.contract.id, { include: ["totals"] });
  const entries = await entriesOf(desk, snapshot, number);
  return entries.filter((entry) => entry.number === number);
}

/** The contract that is named, or all. */
async function accountsOf(desk: Desk, contract: string | undefined): Promise<readonly Account[]> {
  if (contract === undefined) return desk.store.listAccounts();
  const snapshot = typeof contract === "string" ? await desk.store.read(contract) : null;
  return snapshot === null ? [] : [snapshot.account];
}

/** The final invoice, or the draft as things stand. */
export async function readInvoice(desk: Desk, entry: InvoiceEntry): Promise<Invoice> {
  const invoice = entry.final ?? (await readDraft(desk, entry.account, entry.period, entry.type));
  if (invoice !== undefined) return invoice;
  // It was called for a moment ago.
  throw refusal("invoice_unknown", `there is no invoice ${show(entry.number)}`);
}

function finalsOf(account: Account): InvoiceEntry[] {
  const calendar = calendarOf(account.contract);
  return account.invoices.flatMap((final): InvoiceEntry[] => {
    const period = calendar.periodOn(dayIn(final.billing_period.start));
    return period === undefined ? [] : [{ account, period, type: final.type, number: final.number, final }];
  });
}

/** `only`: the number that is looked for, so that nothing is worked out for others. */
async function entriesOf(desk: Desk, { account, totals }: Snapshot, only?: string): Promise<InvoiceEntry[]> {
  const { contract, invoices } = account;
  const calendar = calendarOf(contract);
  const past = openPast(contract, invoices);
  const used = new Set(totals.map(({ period_start }) => period_start));
  const begun = begunPeriods(account, [...used].sort()[0], desk.now());
  const wanted = only === undefined ? undefined : periodOfNumber(contract, readNumber(only).base);
  const open = [...new Set([...used, ...begun, ...settlingPeriods(account, past)])].flatMap(
    (start): InvoiceEntry[] => {
      const period = calendar.periodOn(dayIn(start));
      if (period === undefined || past.closing(start) !== undefined) return [];
      if (wanted !== undefined && wanted.index !== period.index) return [];
      const number = invoiceNumber(contract, calendar, period);
      return [{ account, period, type: undefined, number, final: undefined }];
    },
  );
  const inUse = open.filter(({ period }) => used.has(period.period.start));
  const isBeside = only === undefined || readNumber(only).type !== undefined;
  return [...finalsOf(account), ...open, ...(isBeside ? await draftsBeside(desk, account, inUse) : [])];
}

/** Drafts that are called for by what they come to. */
async function draftsBeside(
  desk: Desk,
  account: Account,
  used: readonly InvoiceEntry[],
): Promise<InvoiceEntry[]> {
  const { contract, programs, invoices, corrected_periods } = account;
  const wanted: { readonly period: CalendarPeriod; readonly type: InvoiceType }[] = [];
  if (programs.some(({ progressive_threshold }) => progressive_threshold !== undefined)) {
    for (const { period } of used) wanted.push({ period, type: "progressive" });
  }
  const last = lastPeriod(contract);
  const past = openPast(contract, invoices);
  const isOver = last !== undefined && past.closing(last.period.start) !== undefined;
  const isOpen = corrected_periods.length > 0 || past.outstanding.length > 0;
  if (isOver && isOpen) wanted.push({ period: last, type: "correction" });
  const entries: InvoiceEntry[] = [];
  for (const { period, type } of wanted) {
    const draft = await readDraft(desk, account, period, type);
    if (draft !== undefined) entries.push({ account, period, type, number: draft.number, final: undefined });
  }
  return entries;
}

/** First days of the open periods that have something to correct or to take over, begun or not. */
function settlingPeriods({ corrected_periods }: Account, { outstanding, nextOpen }: PastInvoices): string[] {
  const left = [...corrected_periods, ...outstanding.map(({ from }) => from)];
  return left.flatMap((start) => nextOpen(start)?.period.start ?? []);
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

const places = { progressive: 0, regular: 1, correction: 2 };

/** By period, then what is made later in one; contracts in order of their ids. */
function newestFirst(a: InvoiceEntry, b: InvoiceEntry): number {
  return (
    b.period.startDay - a.period.startDay ||
    compareText(a.account.contract.id, b.account.contract.id) ||
    places[b.type ?? "regular"] - places[a.type ?? "regular"] ||
    readNumber(b.number).place - readNumber(a.number).place
  );
}
