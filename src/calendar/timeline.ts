// Which program version is in effect when. Versions take effect at the start of local days, so whole days decide.
import type { PricingProgram } from "../model/pricingProgram.ts";
import type { Terms } from "../model/terms.ts";
import { dayIn, termOf } from "./billingCalendar.ts";
import { dayStart } from "./zone.ts";

/** Days and instants on which the same rules of one version are in effect; never empty, clipped to the contract. */
export interface Reign {
  readonly program: PricingProgram;
  /** Those of its rules that are in effect, by id. */
  readonly ruleIds: ReadonlySet<string>;
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
  const { firstDay, lastDay } = termOf(terms.contract);
  const starts = terms.programs.map(({ effective_date }) =>
    effective_date === null ? firstDay : Math.max(firstDay, dayIn(effective_date)),
  );
  const timeline = terms.programs.flatMap((program, at) => {
    const endDay = Math.min(starts[at + 1] ?? lastDay, lastDay);
    return phasesOf(program, starts[at] as number, endDay, terms.contract.timezone);
  });
  timelines.set(terms, timeline);
  return timeline;
}

/** A version's days, cut where rules of it begin or end. */
function phasesOf(program: PricingProgram, from: number, to: number, timezone: string): Reign[] {
  const rules = program.rules.map(({ id, effective_from, effective_to }) => ({
    id,
    from: effective_from === undefined ? -Infinity : dayIn(effective_from),
    to: effective_to === undefined ? Infinity : dayIn(effective_to),
  }));
  const cuts = new Set([from, ...rules.flatMap((rule) => [rule.from, rule.to])]);
  const days = [...cuts].filter((day) => day >= from && day < to).sort((a, b) => a - b);
  return days.map((startDay, at) => ({
    program,
    ruleIds: new Set(rules.flatMap((rule) => (rule.from <= startDay && startDay < rule.to ? [rule.id] : []))),
    startDay,
    endDay: days[at + 1] ?? to,
    startAt: Number.isFinite(startDay) ? dayStart(startDay, timezone) : -Infinity,
  }));
}

/** From when to when, within a period, the reigns last that `holds` picks; they follow one another. */
export function spanWithin(
  timeline: readonly Reign[],
  holds: (reign: Reign) => boolean,
  period: { readonly startAt: number; readonly endAt: number },
): { readonly start: number; readonly end: number } {
  const held = timeline.map(holds);
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
