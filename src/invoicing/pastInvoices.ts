// Final invoices, read once and looked things up in. A cancelled one has a number and closes its period; what it asked for is as if it
// had never been.
import { type BillingCalendar, type CalendarPeriod, calendarOf, dayIn } from "../calendar/billingCalendar.ts";
import { add, type Decimal, formatDecimal, isZero, zero } from "../decimal/decimal.ts";
import type { Contract } from "../model/contract.ts";
import { isSettled, isSettledList } from "../model/frozenCopy.ts";
import type { Carry, Invoice, LineItem, TaxLine } from "../model/invoice.ts";
import { periodOfLine } from "./lineKey.ts";
import { amountOf } from "./netOf.ts";

export interface PastInvoices {
  /** The invoice that closed the period that begins on a day. */
  closing(start: string): Invoice | undefined;
  /** Where what is left over from a period goes: the first period after it that is open; undefined after the last. */
  nextOpen(start: string): CalendarPeriod | undefined;
  /** What has been billed of a period, wherever it was. */
  linesAbout(start: string): readonly LineItem[];
  taxesAbout(start: string): readonly TaxLine[];
  /** The progressive invoices of a period that ask for something. */
  progressive(start: string): readonly Invoice[];
  /** What each invoice has drawn from a grant, by number; below zero where it has given back. */
  draws(grant: string): ReadonlyMap<string, Decimal>;
  /** Carries that no invoice has taken yet, each with the first day of the period that it comes from. */
  readonly outstanding: readonly (Carry & { readonly from: string })[];
}

const known: WeakMap<readonly Invoice[], { readonly contract: Contract; readonly past: PastInvoices }> =
  new WeakMap();

/** Remembered for invoices that cannot change any more. */
export function openPast(contract: Contract, invoices: readonly Invoice[]): PastInvoices {
  const before = known.get(invoices);
  if (before?.contract === contract) return before.past;
  const past = readPast(contract, invoices);
  if (isSettled(contract) && isSettledList(invoices)) known.set(invoices, { contract, past });
  return past;
}

function readPast(contract: Contract, invoices: readonly Invoice[]): PastInvoices {
  const closings = new Map<string, Invoice>();
  const [lines, taxes] = [new Map<string, LineItem[]>(), new Map<string, TaxLine[]>()];
  const progressive = new Map<string, Invoice[]>();
  const draws = new Map<string, Map<string, Decimal>>();
  const carried = new Map<string, Decimal>();
  for (const invoice of invoices) {
    const { type, status, billing_period } = invoice;
    if (type === undefined) closings.set(billing_period.start, invoice);
    if (status === "cancelled") continue;
    if (type === "progressive") push(progressive, billing_period.start, invoice);
    for (const line of invoice.line_items) {
      push(lines, periodOfLine(line, invoice), line);
      for (const draw of line.credits ?? []) {
        const ofGrant = draws.get(draw.grant) ?? new Map<string, Decimal>();
        draws.set(draw.grant, ofGrant);
        addTo(ofGrant, invoice.number, draw);
      }
    }
    for (const tax of invoice.taxes ?? []) push(taxes, tax.period_start, tax);
    for (const carry of invoice.carried ?? []) addTo(carried, carry.invoice, carry);
  }
  const calendar = calendarOf(contract);
  return {
    closing: (start) => closings.get(start),
    nextOpen: (start) => nextOpen(calendar, closings, start),
    linesAbout: (start) => lines.get(start) ?? [],
    taxesAbout: (start) => taxes.get(start) ?? [],
    progressive: (start) => progressive.get(start) ?? [],
    draws: (grant) => draws.get(grant) ?? new Map(),
    outstanding: [...carried].flatMap(([number, amount]) => {
      const origin = isZero(amount) ? undefined : invoices.find((invoice) => invoice.number === number);
      if (origin === undefined) return [];
      return [{ invoice: number, amount: formatDecimal(amount), from: origin.billing_period.start }];
    }),
  };
}

function nextOpen(
  calendar: BillingCalendar,
  closings: ReadonlyMap<string, Invoice>,
  start: string,
): CalendarPeriod | undefined {
  let period = calendar.periodOn(dayIn(start));
  do {
    period = period === undefined ? undefined : calendar.periodOf(period.index + 1);
  } while (period !== undefined && (closings.has(period.period.start) || period.startAt === period.endAt));
  return period;
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

function addTo(sums: Map<string, Decimal>, key: string, item: { readonly amount: string }): void {
  sums.set(key, add(sums.get(key) ?? zero, amountOf(item)));
}
