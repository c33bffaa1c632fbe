// Plain events of one metric count in the same place for a while: until the period, the month or the program version ends. That place
// is found by placing one of them like any event.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { monthSpanAt } from "../calendar/month.ts";
import { reignAt } from "../calendar/timeline.ts";
import { one } from "../decimal/decimal.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import type { Place } from "../rating/book.ts";
import type { Meter } from "../rating/compileTerms.ts";
import type { PlainLanes } from "../rating/createShelf.ts";
import { placeEvent } from "../rating/placeEvent.ts";
import type { MetricRoutes, OpenAccount } from "./account.ts";
import type { Session } from "./session.ts";
import { type ChargedLadder, holds, openTracks, type Track } from "./tracks.ts";

/** Where plain events count under one rule, in every period. */
export interface Placed {
  readonly meter: Meter;
  readonly lanes: PlainLanes;
}

/** The first track of the route of plain events at an instant in a list, found or opened; -1 where they are refused. */
export function trackAt(
  session: Session,
  account: OpenAccount,
  metric: MetricRoutes,
  instants: Float64Array,
  at: number,
): number {
  const { latest } = metric;
  if (latest >= 0 && holds(session.tracks, latest, instants, at)) return latest;
  return otherTrackAt(session, account, metric, instants, at);
}

function otherTrackAt(
  session: Session,
  account: OpenAccount,
  metric: MetricRoutes,
  instants: Float64Array,
  at: number,
): number {
  const { tracks } = session;
  const known = metric.routes.find((track) => holds(tracks, track, instants, at));
  const track = known ?? openRoute(session, account, metric, instants[at] as number);
  // Near the bounds of months a route may not reach as far as the instant that it was asked for.
  if (track < 0 || !holds(tracks, track, instants, at)) return -1;
  if (known === undefined) metric.routes.push(track);
  metric.latest = track;
  return track;
}

function openRoute({ tracks }: Session, account: OpenAccount, metric: MetricRoutes, instant: number): number {
  const { terms, compiled, closed } = account;
  const { contract } = terms;
  const period = compiled.calendar.periodAt(instant);
  const reign = reignAt(compiled.timeline, instant);
  if (period === undefined || reign === undefined) return -1;
  if (contract.status !== "active" || closed.has(period.period.start)) return -1;
  const places = metric.places.get(reign) ?? placesOf(account, metric.name, instant);
  metric.places.set(reign, places);
  const parts: Track[] = [];
  for (const { meter, lanes } of places) {
    const lane = lanes.in(period.period.start);
    if (lane === undefined) continue;
    const ladder = ladderOf(contract.id, meter, lanes.place, period, lane.pieces.scale);
    parts.push({ ladder, lane: lane.place, counts: meter.rule.aggregation === "count" });
  }
  const next = compiled.timeline.find(({ startAt }) => startAt > instant);
  const month = monthsMatter(period) ? monthSpanAt(instant, contract.timezone) : period;
  const stretch = {
    from: Math.max(period.startAt, reign.startAt, month.startAt),
    until: Math.min(period.endAt, next?.startAt ?? Infinity, month.endAt),
  };
  // Under several rules an event counts everywhere in numbers or nowhere.
  const first = openTracks(tracks, stretch, parts.length === places.length ? parts : []);
  for (let track = first; track < tracks.ladders.length; track += 1) account.tracks.push(track);
  return first;
}

/** The meters that charge plain events of a metric, and where; none where what an event brings depends on more than its quantity. */
function placesOf(
  { terms, compiled, totals }: OpenAccount,
  metric: string,
  instant: number,
): readonly Placed[] {
  const event: UsageEvent = {
    external_contract_id: terms.contract.id,
    event_id: "plain",
    metric,
    quantity: "1",
    timestamp: "",
  };
  const placed = placeEvent(event, { ok: true, quantity: one, instant }, terms, compiled, new Set());
  if (!placed.ok || placed.counts.some(({ meter }) => looksCloser(meter.rule))) return [];
  return placed.counts.map(({ meter, place }) => ({ meter, lanes: totals.plainLanes(meter, place) }));
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
