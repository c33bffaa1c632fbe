// The minutes of a week that a time window covers, counted from Sunday midnight.
import type { TimeWindow, Weekday } from "../model/pricingProgram.ts";

/** Minutes of the week, [from, to). */
export interface WeekSpan {
  readonly from: number;
  readonly to: number;
}

/** In the order in which a week's days are counted. */
export const weekdays: readonly Weekday[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const minutesPerDay = 1440;
const minutesPerWeek = 7 * minutesPerDay;

/** The spans of a window within one week, the part past the week's end at its beginning. */
export function weekSpans({
  from,
  to,
  weekdays: days = weekdays,
}: Pick<TimeWindow, "from" | "to" | "weekdays">): WeekSpan[] {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const length = end > start ? end - start : end + minutesPerDay - start;
  return days.flatMap((day) => {
    const begin = weekdays.indexOf(day) * minutesPerDay + start;
    const stop = begin + length;
    if (stop <= minutesPerWeek) return [{ from: begin, to: stop }];
    return [
      { from: begin, to: minutesPerWeek },
      { from: 0, to: stop - minutesPerWeek },
    ];
  });
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
}
