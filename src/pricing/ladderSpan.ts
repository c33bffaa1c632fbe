// When a ladder holds within a billing period: what is measured over time is measured over that.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { spanWithin, timelineOf } from "../calendar/timeline.ts";
import { noSpan, type Span } from "../metering/accumulator.ts";
import type { Terms } from "../model/terms.ts";
import { type Ladder, ladderIn } from "./ladders.ts";

/** Empty for a period that the contract does not have. */
export function ladderSpan(terms: Terms, ladder: Ladder, period: CalendarPeriod | undefined): Span {
  if (period === undefined) return noSpan;
  const { start, end } = spanWithin(
    timelineOf(terms),
    (reign) => ladderIn(terms.programs, reign, ladder.rule.id) === ladder,
    period,
  );
  return { start, end, period: period.endAt - period.startAt, fromStart: start === period.startAt };
}

/** The days of a period on which a ladder holds, the end exclusive. */
export function ladderDays(
  terms: Terms,
  ladder: Ladder,
  { startDay, endDay }: CalendarPeriod,
): { readonly startDay: number; readonly endDay: number } {
  const held = timelineOf(terms).filter(
    (reign) => ladderIn(terms.programs, reign, ladder.rule.id) === ladder,
  );
  return {
    startDay: Math.max(startDay, held.at(0)?.startDay ?? startDay),
    endDay: Math.min(endDay, held.at(-1)?.endDay ?? endDay),
  };
}
