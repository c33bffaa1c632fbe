// What has happened to a contract's invoices so far, as far as the next ones depend on it.
import type { BillingCalendar, CalendarPeriod } from "../calendar/billingCalendar.ts";
import { dayIn } from "../calendar/billingCalendar.ts";
import type { CreditGrant } from "../model/creditGrant.ts";
import type { Invoice } from "../model/invoice.ts";

/** What drafts look back on. */
export interface BillingHistory {
  /** All final invoices, cancelled ones too. */
  readonly invoices: readonly Invoice[];
  /** Credit grants, in the order of granting. */
  readonly grants: readonly CreditGrant[];
  /** First days of closed periods that have changed since; their charges have to be given. */
  readonly corrected_periods: readonly string[];
}

/** The invoice that closed a period. */
export function closingInvoice(invoices: readonly Invoice[], periodStart: string): Invoice | undefined {
  return invoices.find(
    ({ type, billing_period }) => type === undefined && billing_period.start === periodStart,
  );
}

/** Where what is left over from a period goes: the first period after it that is open; undefined after the last. */
export function nextOpen(
  calendar: BillingCalendar,
  invoices: readonly Invoice[],
  periodStart: string,
): CalendarPeriod | undefined {
  const own = calendar.periodOn(dayIn(periodStart));
  let next = own === undefined ? undefined : calendar.periodOf(own.index + 1);
  while (next !== undefined && closingInvoice(invoices, next.period.start) !== undefined) {
    next = calendar.periodOf(next.index + 1);
  }
  return next;
}
