// What clocks on the wall show, for the oracle: a zone is asked for each instant by itself.
import type { TimeOfDayRule, TimeWindow, Weekday } from "../../src/model/pricingProgram.ts";
import { remember } from "./calendar.ts";

const MINUTE_MS = 60_000;
const weekdays: readonly Weekday[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const formatters = new Map<string, Intl.DateTimeFormat>();
const shown = new Map<string, number>();

/** The wall clock at an instant, as the milliseconds at which a clock in UTC shows the same. */
export function wallClock(instant: number, zone: string): number {
  return remember(shown, `${zone} ${instant}`, () => {
    const part = new Map(
      formatterOf(zone)
        .formatToParts(instant)
        .map(({ type, value }) => [type, value]),
    );
    const at = (name: Intl.DateTimeFormatPartTypes) => Number(part.get(name));
    const seconds = Date.UTC(at("year"), at("month") - 1, at("day"), at("hour"), at("minute"), at("second"));
    return seconds + (((instant % 1000) + 1000) % 1000);
  });
}

/** The local hour, two hours of the same name being two hours; or the local day. */
export function timeWindowKey(instant: number, zone: string, size: "hour" | "day"): string {
  const wall = wallClock(instant, zone);
  const text = new Date(wall).toISOString();
  return size === "day" ? text.slice(0, 10) : `${text.slice(0, 13)} ${wall - instant}`;
}

/** The window whose times an instant lies in. */
export function windowAt(rule: TimeOfDayRule, instant: number, zone: string): TimeWindow | undefined {
  const wall = wallClock(instant, zone);
  return rule.windows.find((window) => covers(window, wall));
}

/** Whether two windows share an instant: then one of them begins while the other lasts. */
export function overlap(a: TimeWindow, b: TimeWindow): boolean {
  return beginnings(a).some((wall) => covers(b, wall)) || beginnings(b).some((wall) => covers(a, wall));
}

/** Where a window begins in a week. */
function beginnings(window: TimeWindow): number[] {
  const week = Array.from({ length: 7 }, (_, day) => (day * 1440 + minutesOf(window.from)) * MINUTE_MS);
  return week.filter(
    (wall) => window.weekdays === undefined || window.weekdays.includes(weekdayOf(wall / MINUTE_MS)),
  );
}

function covers({ from, to, weekdays: days }: TimeWindow, wall: number): boolean {
  const minute = Math.floor(wall / MINUTE_MS);
  const ofDay = ((minute % 1440) + 1440) % 1440;
  const today = weekdayOf(minute);
  const yesterday = weekdayOf(minute - 1440);
  const begins = (day: Weekday) => days === undefined || days.includes(day);
  const [first, end] = [minutesOf(from), minutesOf(to)];
  if (first < end) return begins(today) && first <= ofDay && ofDay < end;
  return (begins(today) && first <= ofDay) || (begins(yesterday) && ofDay < end);
}

function weekdayOf(minute: number): Weekday {
  return weekdays[new Date(minute * MINUTE_MS).getUTCDay()] ?? "sun";
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formatters.set(zone, formatter);
  return formatter;
}
