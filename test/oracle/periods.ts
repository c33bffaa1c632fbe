// The billing periods of a contract, for the oracle.
import type { Contract } from "../../src/model/contract.ts";
import type { Period } from "../../src/model/period.ts";
import { addDays, boundaryDate, boundaryIndex, dayNumber, localDate, startOfDay } from "./calendar.ts";

/** What the calendar has to know of a contract. */
export type BilledContract = Pick<
  Contract,
  "start_date" | "end_date" | "billing_cadence" | "timezone" | "billing_anchor_date"
>;

/** Whether an instant lies between the contract's first and last day. */
export function isInContract(contract: BilledContract, instant: number): boolean {
  const { start_date, end_date, timezone } = contract;
  if (start_date !== null && instant < startOfDay(start_date, timezone)) return false;
  return end_date === null || instant < startOfDay(end_date, timezone);
}

/** The period that holds an instant of the contract. */
export function periodAt(contract: BilledContract, instant: number): Period {
  const { timezone, billing_anchor_date: anchor, billing_cadence: cadence } = contract;
  const guess = boundaryIndex(anchor, cadence, localDate(instant, timezone));
  for (const k of [guess - 1, guess, guess + 1]) {
    const start = startOfDay(boundaryDate(anchor, cadence, k), timezone);
    const end = startOfDay(boundaryDate(anchor, cadence, k + 1), timezone);
    if (start <= instant && instant < end) return clippedPeriod(contract, k);
  }
  throw new Error(`no period holds ${new Date(instant).toISOString()}`);
}

/** The periods that have a day in [from, to] and in the contract, ascending. */
export function periodsBetween(contract: BilledContract, from: string, to: string): Period[] {
  const { billing_anchor_date: anchor, billing_cadence: cadence, start_date, end_date } = contract;
  const first = start_date !== null && start_date > from ? start_date : from;
  const last = end_date !== null && end_date <= to ? addDays(end_date, -1) : to;
  const periods: Period[] = [];
  if (first > last) return periods;
  for (let k = boundaryIndex(anchor, cadence, first); boundaryDate(anchor, cadence, k) <= last; k += 1) {
    periods.push(clippedPeriod(contract, k));
  }
  return periods;
}

/** The place of a period among those of the contract whose first day is in the same year, from 1. */
export function ordinalInYear(contract: BilledContract, period: Period): number {
  const { billing_anchor_date: anchor, billing_cadence: cadence, start_date } = contract;
  const year = period.start.slice(0, 4);
  let ordinal = 0;
  for (let day = dayNumber(`${year}-01-01`); day <= dayNumber(period.start); day += 1) {
    const date = addDays("1970-01-01", day);
    const starts = boundaryDate(anchor, cadence, boundaryIndex(anchor, cadence, date)) === date;
    const inContract = start_date === null || date >= start_date;
    if ((starts && inContract) || date === start_date) ordinal += 1;
  }
  return ordinal;
}

function clippedPeriod(contract: BilledContract, k: number): Period {
  const { timezone, billing_anchor_date: anchor, billing_cadence: cadence, start_date, end_date } = contract;
  const from = boundaryDate(anchor, cadence, k);
  const until = boundaryDate(anchor, cadence, k + 1);
  const start = start_date !== null && start_date > from ? start_date : from;
  const end = end_date !== null && end_date < until ? end_date : until;
  return {
    start,
    end: addDays(end, -1),
    start_at: new Date(startOfDay(start, timezone)).toISOString(),
    end_at: new Date(startOfDay(end, timezone)).toISOString(),
  };
}
