// When a ladder holds within a billing period: what is measured over time is measured over that.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { spanWithin, timelineOf } from "../calendar/timeline.ts";
import type { Span } from "../metering/accumulator.ts";
import type { Terms } from "../model/terms.ts";
import { type Ladder, laddersOf } from "./ladders.ts";

/** Empty for a period that the contract does not have. */
export function ladderSpan(terms: Terms, ladder: Ladder, period: CalendarPeriod | undefined): Span {
  if (period === undefined) return { start: 0, end: 0, period: 0, fromStart: true };
  const ladders = laddersOf(terms.programs);
  const { start, end } = spanWithin(
    timelineOf(terms),
    ({ version }) => ladders.get(version)?.get(ladder.rule.id) === ladder,
    period,
  );
  return { start, end, period: period.endAt - period.startAt, fromStart: start === period.startAt };
}
