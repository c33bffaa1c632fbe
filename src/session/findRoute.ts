// Plain events of one metric count in the same place for a while: until the period, the month or the program version ends. That place
// is found by placing one of them like any event.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { monthSpanAt } from "../calendar/month.ts";
import { reignAt } from "../calendar/timeline.ts";
import { one } from "../decimal/decimal.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import type { Terms } from "../model/terms.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import type { Place } from "../rating/book.ts";
import type { CompiledTerms, Meter } from "../rating/compileTerms.ts";
import { placeEvent } from "../rating/placeEvent.ts";
import type { MetricRoutes, OpenAccount } from "./account.ts";
import type { ChargedLadder, Placed, Route, Slot } from "./slot.ts";

/** What makes a slot of its parts. */
export type MakeSlot = (parts: Omit<Slot, "index">) => Slot;

/**
 * The route of plain events of a metric at an instant: without slots where they have to be looked at one by one, undefined where they
 * are refused.
 */
export function findRoute(
  { terms, compiled, closed, totals }: OpenAccount,
  metric: MetricRoutes,
  instant: number,
  makeSlot: MakeSlot,
): Route | undefined {
  const { contract } = terms;
  const period = compiled.calendar.periodAt(instant);
  const reign = reignAt(compiled.timeline, instant);
  if (period === undefined || reign === undefined) return undefined;
  if (contract.status !== "active" || closed.has(period.period.start)) return undefined;
  const known = metric.places.get(reign);
  const places = known ?? placesOf(terms, compiled, metric.name, instant);
  if (known === undefined) metric.places.set(reign, places);
  const lanes = places.map(({ meter, place }) => totals.lane(meter, period.period.start, place));
  const slots = places.flatMap(({ meter, place }, at): Slot[] => {
    const lane = lanes[at];
    if (lane === undefined) return [];
    const ladder = ladderOf(contract.id, meter, place, period, lane.pieces.scale);
    return [makeSlot({ ladder, lane, counts: meter.rule.aggregation === "count" })];
  });
  const next = compiled.timeline.find(({ startAt }) => startAt > instant);
  const month = monthsMatter(period) ? monthSpanAt(instant, contract.timezone) : period;
  return {
    from: Math.max(period.startAt, reign.startAt, month.startAt),
    until: Math.min(period.endAt, next?.startAt ?? Infinity, month.endAt),
    // Under several rules an event counts everywhere in numbers or nowhere.
    slots: lanes.includes(undefined) ? [] : slots,
  };
}

/** The meters that charge plain events of a metric, and where; none where what an event brings depends on more than its quantity. */
function placesOf(terms: Terms, compiled: CompiledTerms, metric: string, instant: number): readonly Placed[] {
  const event: UsageEvent = {
    external_contract_id: terms.contract.id,
    event_id: "plain",
    metric,
    quantity: "1",
    timestamp: "",
  };
  const placed = placeEvent(event, { ok: true, quantity: one, instant }, terms, compiled, new Set());
  if (!placed.ok || placed.counts.some(({ meter }) => looksCloser(meter.rule))) return [];
  return placed.counts;
}

function looksCloser({ aggregate_property, quantity_transform, model, carry_over }: UsageRule): boolean {
  return (
    aggregate_property !== undefined ||
    quantity_transform?.stage === "per_event" ||
    model === "time_of_day" ||
    carry_over === true
  );
}

function ladderOf(
  contract: string,
  { rule, version }: Meter,
  { group, cell }: Place,
  { period }: CalendarPeriod,
  scale: number,
): ChargedLadder {
  const ladder: ChargedLadder = { contract, rule_id: rule.id, version, period, scale };
  if (group === undefined && cell === undefined) return ladder;
  return { ...ladder, ...(group === undefined ? {} : { group }), ...(cell === undefined ? {} : { cell }) };
}

/** Sums of charges are kept by month where a period has several, as a monthly cap may look at them. */
function monthsMatter({ period }: CalendarPeriod): boolean {
  return period.start.slice(0, 7) !== period.end.slice(0, 7);
}
