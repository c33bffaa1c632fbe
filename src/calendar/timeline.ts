// Which program version is in effect when. Versions take effect at the start of local days, so whole days decide.
import type { PricingProgram } from "../model/pricingProgram.ts";
import type { Terms } from "../model/terms.ts";
import { dayIn, termOf } from "./billingCalendar.ts";
import { dayStart } from "./zone.ts";

/** A version and the days and instants on which it is in effect; never empty, clipped to the contract. */
export interface Reign {
  readonly program: PricingProgram;
  readonly startDay: number;
  /** Exclusive. */
  readonly endDay: number;
  readonly startAt: number;
}

const timelines: WeakMap<Terms, readonly Reign[]> = new WeakMap();

/** The reigns of a contract's versions, in order of time. A version that a later one displaces altogether has none. */
export function timelineOf(terms: Terms): readonly Reign[] {
  const known = timelines.get(terms);
  if (known !== undefined) return known;
  const { timezone } = terms.contract;
  const { firstDay, lastDay } = termOf(terms.contract);
  const starts = terms.programs.map(({ effective_date }) =>
    effective_date === null ? firstDay : Math.max(firstDay, dayIn(effective_date)),
  );
  const timeline = terms.programs.flatMap((program, at): Reign[] => {
    const startDay = starts[at] as number;
    const endDay = Math.min(starts[at + 1] ?? lastDay, lastDay);
    if (startDay >= endDay) return [];
    return [
      {
        program,
        startDay,
        endDay,
        startAt: Number.isFinite(startDay) ? dayStart(startDay, timezone) : -Infinity,
      },
    ];
  });
  timelines.set(terms, timeline);
  return timeline;
}

/** From when to when, within a period, the versions are in effect that `holds` picks; they follow one another. */
export function spanWithin(
  timeline: readonly Reign[],
  holds: (program: PricingProgram) => boolean,
  period: { readonly startAt: number; readonly endAt: number },
): { readonly start: number; readonly end: number } {
  const held = timeline.map(({ program }) => holds(program));
  const startAt = timeline[held.indexOf(true)]?.startAt ?? period.startAt;
  const endAt = timeline[held.lastIndexOf(true) + 1]?.startAt ?? period.endAt;
  return { start: Math.max(startAt, period.startAt), end: Math.min(endAt, period.endAt) };
}

/** The reign at an instant, or undefined when no version is in effect yet. */
export function reignAt(timeline: readonly Reign[], instant: number): Reign | undefined {
  let found: Reign | undefined;
  for (const reign of timeline) {
    if (reign.startAt > instant) break;
    found = reign;
  }
  return found;
}
