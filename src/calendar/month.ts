// Local calendar months, whatever the billing periods are: what a monthly cap is counted in.
import { civilOf, formatDay } from "./day.ts";
import { localDay } from "./zone.ts";

/** The month of a local day, `YYYY-MM`. */
export function monthOfDay(day: number): string {
  return formatDay(day).slice(0, 7);
}

/** The local month of an instant, `YYYY-MM`. */
export function monthOfInstant(instant: number, zone: string): string {
  return monthOfDay(localDay(instant, zone));
}

/** Whether a day is the first of its month. */
export function isFirstOfMonth(day: number): boolean {
  return civilOf(day).day === 1;
}
