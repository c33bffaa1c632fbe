// Local days in any IANA zone, from the runtime's own zone data. A local day begins at its first instant: at
// midnight, at the first of two midnights, or, where the clock skips midnight, at the moment it skips to.
import { keepAtMost } from "../model/keepAtMost.ts";
import { millisecondsPerDay } from "./day.ts";

const millisecondsPerMinute = 60_000;
/** 1970-01-01 was a Thursday. */
const weekdayOfDayZero = 4;

const formats: Map<string, Intl.DateTimeFormat> = new Map();
/** More than there are zones; but a zone can be spelt in as many ways as it has letters, small and capital. */
const mostFormats = 1024;

/** Whether the runtime knows the zone. Offsets such as `+02:00` are no zones: they have no name and no rules. */
export function isTimezone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name) || name.length > 64) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    // The only way in which the runtime says that it does not know a zone.
    return false;
  }
}

/** The local day of an instant. */
export function localDay(instant: number, zone: string): number {
  return Math.floor(wallClock(instant, zone) / millisecondsPerDay);
}

/** Milliseconds since local midnight, as the clock shows it. */
export function localTime(instant: number, zone: string): number {
  const wall = wallClock(instant, zone);
  return wall - Math.floor(wall / millisecondsPerDay) * millisecondsPerDay;
}

/** What a clock and a calendar on the wall show: minutes since midnight, and the day of the week, 0 for Sunday. */
export function localClock(
  instant: number,
  zone: string,
): { readonly minute: number; readonly weekday: number } {
  const wall = wallClock(instant, zone);
  const day = Math.floor(wall / millisecondsPerDay);
  const minute = Math.floor((wall - day * millisecondsPerDay) / millisecondsPerMinute);
  return { minute, weekday: (((day + weekdayOfDayZero) % 7) + 7) % 7 };
}

/** The first instant of a local day; of a day that the zone skipped altogether, that of the next one. */
export function dayStart(day: number, zone: string): number {
  const midnight = day * millisecondsPerDay;
  if (zone === "UTC") return midnight;
  const offsets = [
    offsetAt(midnight - millisecondsPerDay, zone),
    offsetAt(midnight + millisecondsPerDay, zone),
  ];
  const early = midnight - Math.max(...offsets);
  const late = midnight - Math.min(...offsets);
  if (wallClock(early, zone) === midnight) return early;
  if (wallClock(late, zone) === midnight) return late;
  return firstInstantAtOrAfter(midnight, early, late, zone);
}

function firstInstantAtOrAfter(wall: number, from: number, to: number, zone: string): number {
  let [before, reached] = [from, to];
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (wallClock(middle, zone) >= wall) reached = middle;
    else before = middle;
  }
  return reached;
}

function offsetAt(instant: number, zone: string): number {
  return wallClock(instant, zone) - instant;
}

/** What a clock on the wall shows, as if it were UTC. */
function wallClock(instant: number, zone: string): number {
  if (zone === "UTC") return instant;
  const field: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instant)) field[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = field;
  const subsecond = ((instant % 1000) + 1000) % 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) + subsecond;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return keepAtMost(mostFormats, formats, zone, format);
}
