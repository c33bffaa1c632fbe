// The reigns of a period.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import type { Reign } from "../calendar/timeline.ts";
import type { PricingProgram } from "../model/pricingProgram.ts";
import type { Desk } from "./desk.ts";

/** Those that share a day with it. */
export function reignsIn(desk: Desk, period: CalendarPeriod): readonly Reign[] {
  return desk.timeline.filter(({ startDay, endDay }) => startDay < period.endDay && endDay > period.startDay);
}

/** The version in effect last; undefined where none is. */
export function lastProgram(desk: Desk, period: CalendarPeriod): PricingProgram | undefined {
  return reignsIn(desk, period).at(-1)?.program;
}
