// What the draft of a period has to correct: closed periods that have changed since, each on the first open draft after it.
import type { BillingCalendar, CalendarPeriod } from "../calendar/billingCalendar.ts";
import { dayIn } from "../calendar/billingCalendar.ts";
import type { LineItem } from "../model/invoice.ts";
import { billedOf } from "./billedOf.ts";
import { type BillingHistory, closingInvoice, nextOpen } from "./billingHistory.ts";
import { correctionLines } from "./correctionLines.ts";
import type { Desk } from "./desk.ts";
import { statementOf } from "./statementOf.ts";

export interface Corrections {
  readonly periods: readonly CalendarPeriod[];
  readonly lines: readonly LineItem[];
}

/** `start`: the first day of the draft's period; undefined: what is left after the last one. */
export function correctionsFor(
  desk: Desk,
  { invoices, corrected_periods }: BillingHistory,
  start: string | undefined,
): Corrections {
  const due = correctedOn(desk.calendar, { invoices, corrected_periods }, start);
  const periods = due.flatMap((one) => desk.calendar.periodOn(dayIn(one)) ?? []);
  return { periods, lines: periods.flatMap((period) => correct(desk, invoices, period)) };
}

/** First days of the closed periods whose corrections belong on that draft. */
export function correctedOn(
  calendar: BillingCalendar,
  { invoices, corrected_periods }: Pick<BillingHistory, "invoices" | "corrected_periods">,
  start: string | undefined,
): readonly string[] {
  return corrected_periods.filter(
    (one) =>
      closingInvoice(invoices, one) !== undefined &&
      nextOpen(calendar, invoices, one)?.period.start === start,
  );
}

function correct(desk: Desk, invoices: BillingHistory["invoices"], period: CalendarPeriod): LineItem[] {
  const { start } = period.period;
  const closing = closingInvoice(invoices, start);
  if (closing === undefined) return [];
  const { number, billing_period } = closing;
  return correctionLines(statementOf(desk, period, "whole"), billedOf(invoices, start), {
    invoice: number,
    billing_period: { ...billing_period },
  });
}
