// Money that invoices below zero leave to later ones.
import type { BillingCalendar } from "../calendar/billingCalendar.ts";
import { add, type Decimal, formatDecimal, isZero, negate, zero } from "../decimal/decimal.ts";
import type { Carry, Invoice } from "../model/invoice.ts";
import { liveInvoices } from "./billedOf.ts";
import { nextOpen } from "./billingHistory.ts";
import { amountOf } from "./netOf.ts";

/** What is outstanding, for the draft of the period that begins on `start`; undefined: for the one after the last period. */
export function carriedOver(
  calendar: BillingCalendar,
  invoices: readonly Invoice[],
  start: string | undefined,
): Carry[] {
  const outstanding = new Map<string, Decimal>();
  for (const { carried = [] } of liveInvoices(invoices)) {
    for (const carry of carried) {
      outstanding.set(carry.invoice, add(outstanding.get(carry.invoice) ?? zero, amountOf(carry)));
    }
  }
  return [...outstanding].flatMap(([number, amount]) => {
    const origin = invoices.find((invoice) => invoice.number === number);
    if (isZero(amount) || origin === undefined) return [];
    const target = nextOpen(calendar, invoices, origin.billing_period.start);
    return target?.period.start === start ? [{ invoice: number, amount: formatDecimal(negate(amount)) }] : [];
  });
}
