// Local days as text, `YYYY-MM-DD`, and the clock in which an instant is one.
const millisecondsPerDay = 86_400_000;

/** The day that a date or an instant is written with. */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}

export function daysAfter(day: string, days: number): string {
  return dayOf(new Date(Date.parse(day) + days * millisecondsPerDay).toISOString());
}

export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / millisecondsPerDay;
}

/** A day of the month that every calendar counts from, whichever it is: a January has all of them. */
export function dayOfMonth(day: number, year = "2000"): string {
  return `${year}-01-${String(day).padStart(2, "0")}`;
}

/** A day, and the zone in which it begins at an instant. */
export interface LocalDay {
  readonly day: string;
  readonly timezone: string;
}

/**
 * Our days begin at local midnight, so a time of day is asked for in the zone where midnight is then: one of fixed offset, whose
 * name has the sign of a clock that runs late (Etc/GMT+12 is twelve hours behind).
 */
export function localDay(time: string, timezone = "UTC"): LocalDay {
  const hour = /T(\d\d):00:00Z$/.exec(time)?.[1];
  if (hour === undefined || hour === "00") return { day: dayOf(time), timezone };
  const late = Number.parseInt(hour, 10);
  if (late <= 12) return { day: dayOf(time), timezone: `Etc/GMT+${late}` };
  return { day: daysAfter(dayOf(time), 1), timezone: `Etc/GMT-${24 - late}` };
}
