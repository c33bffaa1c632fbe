// Numbers of invoices follow from the calendar alone, so a contract's numbers have no gaps, and a preview has the number
// that the invoice will have.
import {
  type BillingCalendar,
  type CalendarPeriod,
  calendarOf,
  termOf,
} from "../calendar/billingCalendar.ts";
import { civilOf, dayOf } from "../calendar/day.ts";
import type { Contract } from "../model/contract.ts";
import type { Invoice } from "../model/invoice.ts";

/** The number of a period's invoice: prefix, year of its first day, its place among the periods of that year. */
export function invoiceNumber(contract: Contract, calendar: BillingCalendar, period: CalendarPeriod): string {
  const place = String(calendar.ordinalInYear(period)).padStart(3, "0");
  return `${prefixOf(contract)}-${period.period.start.slice(0, 4)}-${place}`;
}

/** The period that has the number; undefined when none of the contract's has. */
export function periodOfNumber(contract: Contract, number: string): CalendarPeriod | undefined {
  const match = /^(.+)-([0-9]{4})-([0-9]{3,4})$/.exec(number);
  if (match?.[1] !== prefixOf(contract)) return undefined;
  const [year, place] = [Number(match[2]), Number(match[3])];
  const calendar = calendarOf(contract);
  let first = calendar.periodOn(Math.max(dayOf(year, 1, 1), termOf(contract).firstDay));
  if (first !== undefined && civilOf(first.startDay).year < year) first = calendar.periodOf(first.index + 1);
  const period = first === undefined ? undefined : calendar.periodOf(first.index + place - 1);
  return period !== undefined && invoiceNumber(contract, calendar, period) === number ? period : undefined;
}

/** The parts of a number: that of the period, and what was put behind it. */
export function readNumber(number: string): {
  readonly base: string;
  readonly type: Invoice["type"];
  /** Which of its type in its period; 0 for a period's own. */
  readonly place: number;
} {
  const match = /^(.+-[0-9]{3,4})-([PC])([1-9][0-9]*)$/.exec(number);
  const [, base, letter, place] = match ?? [];
  if (base === undefined) return { base: number, type: undefined, place: 0 };
  return { base, type: letter === "P" ? "progressive" : "correction", place: Number(place) };
}

function prefixOf({ invoice_prefix = "INV" }: Contract): string {
  return invoice_prefix;
}
