// What the draft of a period has to correct: closed periods that have changed since, each on the first open draft after it.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { dayIn } from "../calendar/billingCalendar.ts";
import type { LineItem } from "../model/invoice.ts";
import type { BillingHistory } from "./billingHistory.ts";
import { correctionLines } from "./correctionLines.ts";
import type { Desk } from "./desk.ts";
import type { PastInvoices } from "./pastInvoices.ts";
import { statementOf } from "./statementOf.ts";

export interface Corrections {
  readonly periods: readonly CalendarPeriod[];
  readonly lines: readonly LineItem[];
}

/** `start`: the first day of the draft's period; undefined: what is left after the last one. */
export function correctionsFor(
  desk: Desk,
  { corrected_periods }: BillingHistory,
  start: string | undefined,
): Corrections {
  const due = correctedOn(desk.past, corrected_periods, start);
  const periods = due.flatMap((one) => desk.calendar.periodOn(dayIn(one)) ?? []);
  return { periods, lines: periods.flatMap((period) => correct(desk, period)) };
}

/** First days of the closed periods whose corrections belong on that draft. */
export function correctedOn(
  past: PastInvoices,
  corrected: readonly string[],
  start: string | undefined,
): readonly string[] {
  return corrected.filter(
    (one) => past.closing(one) !== undefined && past.nextOpen(one)?.period.start === start,
  );
}

function correct(desk: Desk, period: CalendarPeriod): LineItem[] {
  const { start } = period.period;
  const closing = desk.past.closing(start);
  if (closing === undefined) return [];
  const { number: invoice, billing_period } = closing;
  const statement = statementOf(desk, period, "whole");
  return correctionLines(statement, desk.past.linesAbout(start), { invoice, billing_period });
}
