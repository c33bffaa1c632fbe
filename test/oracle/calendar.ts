// Days, zones and billing periods by brute force: a zone is asked, instant by instant, which day it has.
import type { Cadence } from "../../src/model/contract.ts";

const DAY_MS = 86_400_000;
const QUARTER_HOUR_MS = 900_000;
const MINUTE_MS = 60_000;
const MONTHS: Partial<Record<Cadence, number>> = { monthly: 1, quarterly: 3, semiannual: 6, annual: 12 };
const formatters = new Map<string, Intl.DateTimeFormat>();
const dayStarts = new Map<string, number>();
const boundaries = new Map<string, string>();
const dayNumbers = new Map<string, number>();
const datesOfDays = new Map<number, string>();

/** What was found out before; it only saves time. */
export function remember<K, T>(known: Map<K, T>, key: K, find: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = find();
  if (known.size > 100_000) known.clear();
  known.set(key, found);
  return found;
}

/** Days since 1970-01-01. */
export function dayNumber(date: string): number {
  return remember(dayNumbers, date, () => Date.parse(`${date}T00:00:00.000Z`) / DAY_MS);
}

export function dateOf(day: number): string {
  return remember(datesOfDays, day, () => new Date(day * DAY_MS).toISOString().slice(0, 10));
}

export function addDays(date: string, days: number): string {
  return dateOf(dayNumber(date) + days);
}

/** The same day of another month, or that month's last day where it is shorter. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split("-").map(Number);
  if (year === undefined || month === undefined || day === undefined) throw new Error(`no date: ${date}`);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

/** The anchor moved by k cadences, counted from the anchor and never from a neighbour. */
export function boundaryDate(anchor: string, cadence: Cadence, k: number): string {
  return remember(boundaries, `${anchor} ${cadence} ${k}`, () => {
    if (cadence === "daily") return addDays(anchor, k);
    if (cadence === "weekly") return addDays(anchor, 7 * k);
    return addMonths(anchor, (MONTHS[cadence] ?? 1) * k);
  });
}

/** The k for which the date lies in [boundary k, boundary k + 1). */
export function boundaryIndex(anchor: string, cadence: Cadence, date: string): number {
  const length = cadence === "daily" ? 1 : cadence === "weekly" ? 7 : 30.44 * (MONTHS[cadence] ?? 1);
  let k = Math.floor((dayNumber(date) - dayNumber(anchor)) / length);
  while (boundaryDate(anchor, cadence, k) > date) k -= 1;
  while (boundaryDate(anchor, cadence, k + 1) <= date) k += 1;
  return k;
}

/** The calendar day that a zone has at an instant. */
export function localDate(instant: number, zone: string): string {
  const parts = formatterOf(zone).formatToParts(instant);
  const part = new Map(parts.map(({ type, value }) => [type, value]));
  return `${part.get("year")?.padStart(4, "0")}-${part.get("month")}-${part.get("day")}`;
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  formatters.set(zone, formatter);
  return formatter;
}

/** The first instant at which the zone has this day (or, where the day was left out, the next one). */
export function startOfDay(date: string, zone: string): number {
  return remember(dayStarts, `${zone} ${date}`, () => {
    let instant = dayNumber(date) * DAY_MS - 16 * 3_600_000;
    while (localDate(instant, zone) < date) instant += 4 * QUARTER_HOUR_MS;
    while (localDate(instant - QUARTER_HOUR_MS, zone) >= date) instant -= QUARTER_HOUR_MS;
    while (localDate(instant - MINUTE_MS, zone) >= date) instant -= MINUTE_MS;
    return instant;
  });
}

/** `2026-03`: the calendar month that a zone has at an instant. */
export function localMonth(instant: number, zone: string): string {
  return localDate(instant, zone).slice(0, 7);
}
