import { type CalendarPeriod, calendarOf } from "../calendar/billingCalendar.ts";
import { readDay } from "../calendar/day.ts";
import type { Contract } from "../model/contract.ts";
import { BillingError } from "../model/errors.ts";
import type { Period } from "../model/period.ts";
import { show } from "../model/show.ts";

/** The contract's own period that a caller's is; anything else is refused with `period_unknown`. */
export function findPeriod(contract: Contract, period: Period): CalendarPeriod {
  const start: unknown = period?.start;
  const day = typeof start === "string" ? readDay(start) : undefined;
  const found = day === undefined ? undefined : calendarOf(contract).periodOn(day);
  if (found !== undefined && found.period.start === start) return found;
  const message = `must be a billing period of contract ${contract.id}, none begins on ${show(start)}`;
  throw new BillingError([{ code: "period_unknown", path: "period", message }]);
}
