// Plain events of one metric count in the same place for a while: until the period, the month or the program version ends. That place
// is found by placing one of them like any event.
import { isInOneMonth, monthSpanAt } from "../calendar/month.ts";
import { type Reign, reignAt } from "../calendar/timeline.ts";
import { one } from "../decimal/decimal.ts";
import type { Period } from "../model/period.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import type { Place } from "../rating/book.ts";
import type { Meter } from "../rating/compileTerms.ts";
import { placeEvent } from "../rating/placeEvent.ts";
import type { Account, MetricRoutes, OpenAccount, OpenStretch, Placed } from "./account.ts";
import type { Block } from "./block.ts";
import type { ChargedLadder } from "./chargeDocument.ts";
import { openIn, type Session } from "./session.ts";
import { holds, openTracks, type Track } from "./tracks.ts";

/** The first track of the route of an event of a block, beginning with the one that the last event of its metric had; -1: it is not plain. */
export function trackAt(session: Session, block: Block, at: number): number {
  const { contracts, quantities, instants, tracks } = block;
  const isPlain =
    (contracts[at] as number) >= 0 && (quantities[at] as number) >= 0 && (instants[at] as number) >= 0;
  if (!isPlain) return -1;
  const latest = tracks[at] as number;
  return latest >= 0 && holds(session.tracks, latest, instants, at)
    ? latest
    : otherTrackAt(session, block, at);
}

/** Found among its metric's other routes, or opened; -1 where the event is refused. */
function otherTrackAt(session: Session, { contracts, metrics, names, instants }: Block, at: number): number {
  const { tracks, latest, accounts } = session;
  const contract = contracts[at] as number;
  const account = openIn(session, accounts[contract] as Account);
  const number = metrics[at] as number;
  const metric = account.metricsByName.get(
    number < 0 ? (names[at] as string) : (session.metrics.names[number] as string),
  );
  if (metric === undefined) return -1;
  const instant = instants[at] as number;
  const known =
    instant < metric.until ? metric.routes.find((track) => holds(tracks, track, instants, at)) : undefined;
  const track = known ?? openRoute(session, account, metric, instant);
  if (track < 0) return -1;
  if (known === undefined) metric.routes.push(track);
  metrics[at] = metric.number;
  latest.set(contract, metric.number, track);
  return track;
}

function openRoute({ tracks }: Session, account: OpenAccount, metric: MetricRoutes, instant: number): number {
  const stretch = stretchAt(account, instant);
  // Near the bounds of months no stretch may reach as far as the instant.
  if (stretch === undefined || instant < stretch.from || instant >= stretch.until) return -1;
  const { reign, period } = stretch;
  const places = placesIn(account, metric, reign, instant);
  const parts: Track[] = [];
  for (const { meter, lanes } of places) {
    const lane = lanes.in(period.start);
    if (lane === undefined) continue;
    const ladder = ladderOf(account.terms.contract.id, meter, lanes.place, period, lane.pieces.scale);
    parts.push({ ladder, lane: lane.place, counts: meter.rule.aggregation === "count" });
  }
  // Under several rules an event counts everywhere in numbers or nowhere.
  const first = openTracks(tracks, stretch, parts.length === places.length ? parts : []);
  metric.until = Math.max(metric.until, stretch.until);
  for (let track = first; track < tracks.ladders.length; track += 1) account.tracks.push(track);
  return first;
}

/** The stretch of time around an instant, remembered for the other metrics; undefined where usage is refused. */
function stretchAt(account: OpenAccount, instant: number): OpenStretch | undefined {
  const { latest, terms, compiled, closed } = account;
  if (latest !== undefined && instant >= latest.from && instant < latest.until) return latest;
  const { contract } = terms;
  const found = compiled.calendar.periodAt(instant);
  const reign = reignAt(compiled.timeline, instant);
  if (found === undefined || reign === undefined) return undefined;
  const { period, startAt, endAt } = found;
  if (contract.status !== "active" || closed.has(period.start)) return undefined;
  const next = compiled.timeline.find((other) => other.startAt > instant);
  // Sums of charges are kept by month where a period has several, as a monthly cap may look at them.
  const month = isInOneMonth(period) ? found : monthSpanAt(instant, contract.timezone);
  account.latest = {
    period,
    reign,
    from: Math.max(startAt, reign.startAt, month.startAt),
    until: Math.min(endAt, next?.startAt ?? Infinity, month.endAt),
  };
  return account.latest;
}

function placesIn(
  account: OpenAccount,
  metric: MetricRoutes,
  reign: Reign,
  instant: number,
): readonly Placed[] {
  const { placed } = metric;
  if (placed !== undefined && metric.placedIn === reign) return placed;
  const found = placesOf(account, metric.name, instant);
  metric.placed = found;
  metric.placedIn = reign;
  return found;
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

function looksCloser({ quantity_transform, model, carry_over }: UsageRule): boolean {
  return quantity_transform?.stage === "per_event" || model === "time_of_day" || carry_over === true;
}

function ladderOf(
  contract: string,
  { rule, version }: Meter,
  { group, cell }: Place,
  period: Period,
  scale: number,
): ChargedLadder {
  const ladder: ChargedLadder = { contract, rule_id: rule.id, version, period, scale };
  if (group === undefined && cell === undefined) return ladder;
  return { ...ladder, ...(group === undefined ? {} : { group }), ...(cell === undefined ? {} : { cell }) };
}
