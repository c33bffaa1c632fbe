// Temporal as the oracle of the calendar, and the domain on which the two are compared: the years 2015 to 2035 in every
// zone that the runtime knows. The polyfill is taken even where a runtime has Temporal of its own: it reads the same zone
// data as the calendar does, so that a difference is one of reckoning and never one of two releases of that data.
//
// By default the laws take a selection of days and zones. `CALENDAR_ALL=1` in the environment makes them take all days of
// all zones; that takes minutes. LAW_RUNS multiplies the runs of random checks, as it does for all laws.
import { Temporal } from "temporal-polyfill/implementation";
import { vi } from "vitest";
import type { Cadence } from "../../src/index.ts";

export { Temporal };

/** Whether all days of all zones are asked for. */
export const thorough: boolean = process.env.CALENDAR_ALL === "1";

// How long the whole domain takes is not what the laws are about.
vi.setConfig({ testTimeout: thorough ? 7_200_000 : 600_000 });

export const zones: readonly string[] = [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC"])].sort();

/** Zones that change at midnight, by less than an hour, by two, around a fast, against the sun, or lie at the rim. */
export const awkwardZones: readonly string[] = [
  "Africa/Cairo",
  "Africa/Casablanca",
  "America/Asuncion",
  "America/Havana",
  "America/Santiago",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Antarctica/Troll",
  "Asia/Amman",
  "Asia/Beirut",
  "Asia/Gaza",
  "Asia/Katmandu",
  "Asia/Pyongyang",
  "Asia/Tehran",
  "Australia/Lord_Howe",
  "Europe/Dublin",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "UTC",
];

export const millisecondsPerDay = 86_400_000;

/** 2015-01-01 and 2036-01-01, as days since 1970-01-01; the second is no longer in the domain. */
export const domain = {
  first: Date.UTC(2015, 0, 1) / millisecondsPerDay,
  end: Date.UTC(2036, 0, 1) / millisecondsPerDay,
} as const;

const dates = new Map<number, Temporal.PlainDate>();

/** The date of a day since 1970-01-01. */
export function dateOf(day: number): Temporal.PlainDate {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Temporal.PlainDate(1970, 1, 1).add({ days: day });
  dates.set(day, date);
  return date;
}

export function dayOf(date: Temporal.PlainDate): number {
  return Date.UTC(date.year, date.month - 1, date.day) / millisecondsPerDay;
}

/** The first instant of a local day. */
export function startOfDay(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds;
}

export function zonedAt(instant: number, zone: string): Temporal.ZonedDateTime {
  return new Temporal.ZonedDateTime(BigInt(instant) * 1_000_000n, zone);
}

const changes = new Map<string, readonly number[]>();

/** The instants from which on a zone has another offset, in the domain and the day on either side of it. */
export function offsetChanges(zone: string): readonly number[] {
  const known = changes.get(zone);
  if (known !== undefined) return known;
  const found: number[] = [];
  const end = (domain.end + 1) * millisecondsPerDay;
  let next = zonedAt((domain.first - 1) * millisecondsPerDay, zone).getTimeZoneTransition("next");
  while (next !== null && next.epochMilliseconds < end) {
    found.push(next.epochMilliseconds);
    next = next.getTimeZoneTransition("next");
  }
  changes.set(zone, found);
  return found;
}

/** The local days around the changes of a zone's offset: those of the change and the next day, by any offset; ascending. */
export function daysAroundChanges(zone: string): number[] {
  const days = new Set<number>();
  for (const change of offsetChanges(zone)) {
    const day = Math.floor(change / millisecondsPerDay);
    for (let near = day - 1; near <= day + 2; near += 1) days.add(near);
  }
  return [...days].filter((day) => day >= domain.first && day < domain.end).sort((a, b) => a - b);
}

/** The anchor and k cadences, the day clamped to the month: counted from the anchor, whatever k is. */
export function boundary(anchor: Temporal.PlainDate, cadence: Cadence, k: number): Temporal.PlainDate {
  const step = {
    daily: { days: k },
    weekly: { weeks: k },
    monthly: { months: k },
    quarterly: { months: 3 * k },
    semiannual: { months: 6 * k },
    annual: { years: k },
  }[cadence];
  return anchor.add(step, { overflow: "constrain" });
}

/** The k whose part, from boundary k to the day before boundary k + 1, holds the date. */
export function boundaryIndex(
  anchor: Temporal.PlainDate,
  cadence: Cadence,
  date: Temporal.PlainDate,
): number {
  const length = { daily: 1, weekly: 7, monthly: 31, quarterly: 92, semiannual: 184, annual: 366 }[cadence];
  let k = Math.floor(anchor.until(date, { largestUnit: "days" }).days / length);
  while (Temporal.PlainDate.compare(boundary(anchor, cadence, k), date) > 0) k -= 1;
  while (Temporal.PlainDate.compare(boundary(anchor, cadence, k + 1), date) <= 0) k += 1;
  return k;
}
