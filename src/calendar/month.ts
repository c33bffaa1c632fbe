// Local calendar months, whatever the billing periods are: what a monthly cap is counted in.
import { civilOf, dayOf, formatDay } from "./day.ts";
import { dayStart, localDay } from "./zone.ts";

/** The month of a local day, `YYYY-MM`. */
export function monthOfDay(day: number): string {
  return formatDay(day).slice(0, 7);
}

/** The local month of an instant, `YYYY-MM`. */
export function monthOfInstant(instant: number, zone: string): string {
  return monthOfDay(localDay(instant, zone));
}

/** Whether a period, its dates inclusive, lies in one month. */
export function isInOneMonth({ start, end }: { readonly start: string; readonly end: string }): boolean {
  return start.slice(0, 7) === end.slice(0, 7);
}

/** Whether a day is the first of its month. */
export function isFirstOfMonth(day: number): boolean {
  return civilOf(day).day === 1;
}

/** Instants around one of them that are surely of the same local month. Where clocks are set near midnight, a few hours are left out. */
export function monthSpanAt(
  instant: number,
  zone: string,
): { readonly startAt: number; readonly endAt: number } {
  const { year, month } = civilOf(localDay(instant, zone));
  const margin = zone === "UTC" ? 0 : 3 * 3_600_000;
  return {
    startAt: dayStart(dayOf(year, month, 1), zone) + margin,
    endAt: dayStart(dayOf(year, month + 1, 1), zone) - margin,
  };
}
