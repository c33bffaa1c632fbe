// How much of a fee's own period has gone by at the start of a day, as an exact fraction.
import type { Cadence } from "../model/contract.ts";
import { InvariantError } from "../model/errors.ts";
import type { Proration } from "../model/proration.ts";
import { boundaryDay, monthsOf } from "./cadence.ts";
import { dayStart } from "./zone.ts";

/** Part k of a cadence that is counted from an anchor. */
export interface OwnPeriod {
  readonly anchor: number;
  readonly cadence: Cadence;
  readonly index: number;
  readonly timezone: string;
}

export interface Share {
  readonly elapsed: number;
  readonly of: number;
}

/** Days of the calendar, seconds of the clock (a day may have 23 hours), or months of thirty days. */
export function elapsedShare(proration: Exclude<Proration, "none">, period: OwnPeriod, day: number): Share {
  const [start, end] = boundsOf(period);
  if (proration === "fixed_30") return thirties(period, day);
  if (proration === "day") return { elapsed: day - start, of: end - start };
  const from = dayStart(start, period.timezone);
  const seconds = (to: number): number => (dayStart(to, period.timezone) - from) / 1000;
  return { elapsed: seconds(day), of: seconds(end) };
}

export function boundsOf({ anchor, cadence, index }: OwnPeriod): readonly [start: number, end: number] {
  return [boundaryDay(anchor, cadence, index), boundaryDay(anchor, cadence, index + 1)];
}

/** The last day of a month makes up what the month lacks of thirty days; a 31st adds nothing. */
function thirties({ anchor, cadence, index }: OwnPeriod, day: number): Share {
  const months = monthsOf[cadence];
  if (months === undefined) throw new InvariantError(`${cadence} periods have no months of thirty days`);
  let elapsed = 0;
  for (let month = index * months; month < (index + 1) * months; month += 1) {
    if (day >= boundaryDay(anchor, "monthly", month + 1)) elapsed += 30;
    else elapsed += Math.max(0, Math.min(30, day - boundaryDay(anchor, "monthly", month)));
  }
  return { elapsed, of: 30 * months };
}
