import type { BillingCalendar, CalendarPeriod } from "../calendar/billingCalendar.ts";
import type { Contract } from "../model/contract.ts";

/**
 * The number of a period's invoice: prefix, year of its first day, its place among the periods of that year. It depends on
 * the calendar alone, so a contract's numbers have no gaps and a preview has the number that the invoice will have.
 */
export function invoiceNumber(contract: Contract, calendar: BillingCalendar, period: CalendarPeriod): string {
  const place = String(calendar.ordinalInYear(period)).padStart(3, "0");
  return `${contract.invoice_prefix}-${period.period.start.slice(0, 4)}-${place}`;
}
