// The billing periods of a contract, computed once each. Days decide where periods are cut, instants decide
// what falls into them.

import type { Cadence, Contract } from "../model/contract.ts";
import { InvariantError } from "../model/errors.ts";
import { keepAtMost } from "../model/keepAtMost.ts";
import type { Period } from "../model/period.ts";
import { boundaryDay, boundaryIndex } from "./cadence.ts";
import { civilOf, formatDay, readDay } from "./day.ts";
import { formatInstant } from "./instant.ts";
import { dayStart, localDay } from "./zone.ts";

/** A period with its place and its bounds as numbers. */
export interface CalendarPeriod {
  readonly index: number;
  readonly period: Period;
  readonly startDay: number;
  /** Exclusive. */
  readonly endDay: number;
  readonly startAt: number;
  /** Exclusive. */
  readonly endAt: number;
}

export interface BillingCalendar {
  /** The period that holds an instant; undefined outside the contract. */
  periodAt(instant: number): CalendarPeriod | undefined;
  /** The period that holds a local day; undefined outside the contract. */
  periodOn(day: number): CalendarPeriod | undefined;
  /** The period of that place; undefined when it lies outside the contract. */
  periodOf(index: number): CalendarPeriod | undefined;
  /** The place of a period among those of its year: 1 for the first that begins in it. */
  ordinalInYear(period: CalendarPeriod): number;
}

const calendars: WeakMap<Contract, BillingCalendar> = new WeakMap();

/** The calendar of a contract; remembered for documents that cannot change any more. */
export function calendarOf(contract: Contract): BillingCalendar {
  const known = calendars.get(contract);
  if (known !== undefined) return known;
  const calendar = calendarLike(contract);
  if (Object.isFrozen(contract)) calendars.set(contract, calendar);
  return calendar;
}

/** Contracts are many and cut their time mostly alike, so the last calendars are kept by what cuts them. */
const alike: Map<string, BillingCalendar> = new Map();
const mostAlike = 256;

function calendarLike(contract: Contract): BillingCalendar {
  const { billing_anchor_date, billing_cadence, timezone, start_date, end_date } = contract;
  const key = JSON.stringify([billing_anchor_date, billing_cadence, timezone, start_date, end_date]);
  const known = alike.get(key);
  if (known !== undefined) return known;
  return keepAtMost(mostAlike, alike, key, createCalendar(contract));
}

/** The day of a date in a checked document. */
export function dayIn(date: string): number {
  const day = readDay(date);
  if (day === undefined) throw new InvariantError(`not a checked date: ${JSON.stringify(date)}`);
  return day;
}

/** The days of a contract; open ends are infinite. */
export interface Term {
  readonly firstDay: number;
  /** Exclusive. */
  readonly lastDay: number;
}

export function termOf({ start_date, end_date }: Contract): Term {
  return {
    firstDay: start_date === null ? -Infinity : dayIn(start_date),
    lastDay: end_date === null ? Infinity : dayIn(end_date),
  };
}

/** What cuts a contract's time. */
interface Bounds extends Term {
  readonly anchor: number;
  readonly cadence: Cadence;
  readonly timezone: string;
}

function boundsOf(contract: Contract): Bounds {
  return {
    anchor: dayIn(contract.billing_anchor_date),
    cadence: contract.billing_cadence,
    timezone: contract.timezone,
    ...termOf(contract),
  };
}

function cutPeriod(
  { anchor, cadence, timezone, firstDay, lastDay }: Bounds,
  index: number,
): CalendarPeriod | undefined {
  const startDay = Math.max(boundaryDay(anchor, cadence, index), firstDay);
  const endDay = Math.min(boundaryDay(anchor, cadence, index + 1), lastDay);
  if (startDay >= endDay) return undefined;
  const [startAt, endAt] = [dayStart(startDay, timezone), dayStart(endDay, timezone)];
  return { index, period: periodOf(startDay, endDay, startAt, endAt), startDay, endDay, startAt, endAt };
}

/** Contracts are many and their periods mostly the same, so the texts are written once. */
const written: Map<string, Period> = new Map();
const mostWritten = 4096;

function periodOf(startDay: number, endDay: number, startAt: number, endAt: number): Period {
  const key = `${startDay} ${endDay} ${startAt} ${endAt}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  const period = Object.freeze({
    start: formatDay(startDay),
    end: formatDay(endDay - 1),
    start_at: formatInstant(startAt),
    end_at: formatInstant(endAt),
  });
  return keepAtMost(mostWritten, written, key, period);
}

function createCalendar(contract: Contract): BillingCalendar {
  const bounds = boundsOf(contract);
  const { anchor, cadence, timezone, firstDay, lastDay } = bounds;
  const known = new Map<number, CalendarPeriod>();

  function periodOf(index: number): CalendarPeriod | undefined {
    const before = known.get(index);
    if (before !== undefined) return before;
    const period = cutPeriod(bounds, index);
    return period && keepAtMost(mostWritten, known, index, period);
  }

  let latest: CalendarPeriod | undefined;
  function periodAt(instant: number): CalendarPeriod | undefined {
    // Usage comes mostly in order of time, so the period of the last event is asked first.
    if (latest !== undefined && instant >= latest.startAt && instant < latest.endAt) return latest;
    const index = boundaryIndex(anchor, cadence, localDay(instant, timezone));
    // Where a zone sets its clock back just after midnight, an hour of the old day comes after the new day's begin:
    // the bounds decide, not the local day.
    for (const near of [index, index + 1]) {
      const found = periodOf(near);
      if (found === undefined || instant < found.startAt || instant >= found.endAt) continue;
      latest = found;
      return found;
    }
    return undefined;
  }

  function periodOn(day: number): CalendarPeriod | undefined {
    if (day < firstDay || day >= lastDay) return undefined;
    return periodOf(boundaryIndex(anchor, cadence, day));
  }

  return { periodAt, periodOn, periodOf, ordinalInYear: createOrdinals(periodOf) };
}

function createOrdinals(
  periodOf: (index: number) => CalendarPeriod | undefined,
): (period: CalendarPeriod) => number {
  const ordinals = new Map<number, number>();
  return (period) => {
    const { year } = civilOf(period.startDay);
    let ordinal = 1;
    let earlier = periodOf(period.index - 1);
    while (earlier !== undefined && civilOf(earlier.startDay).year === year) {
      const known = ordinals.get(earlier.index);
      ordinal += known ?? 1;
      if (known !== undefined) break;
      earlier = periodOf(earlier.index - 1);
    }
    return keepAtMost(mostWritten, ordinals, period.index, ordinal);
  };
}
