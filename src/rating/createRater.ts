import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { checkInstant, formatInstant, isCanonicalInstant } from "../calendar/instant.ts";
import { reignAt } from "../calendar/timeline.ts";
import { checkDecimal } from "../decimal/checkDecimal.ts";
import { type Decimal, formatDecimal, isNegative } from "../decimal/decimal.ts";
import { eventContent } from "../metering/eventContent.ts";
import { selectRules } from "../metering/selectRules.ts";
import type { Charge, EventOutcome, RatingState } from "../model/charge.ts";
import { isInvariantError } from "../model/errors.ts";
import { idPattern } from "../model/id.ts";
import type { IssueCode } from "../model/issueCode.ts";
import type { Terms } from "../model/terms.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { checkState } from "./checkState.ts";
import { type CompiledTerms, compileTerms, type Meter } from "./compileTerms.ts";
import { createTotals, type RunningTotals } from "./runningTotals.ts";

/** Rates events one by one; what it has counted is in `state()`. */
export interface Rater {
  /** One outcome, and the charges of the event: none unless it was accepted, and was new. */
  rate(event: UsageEvent): { readonly outcome: EventOutcome; readonly charges: readonly Charge[] };
  /** A copy of what has been counted, as plain JSON. */
  state(): RatingState;
}

/**
 * Creates a rater that takes events one at a time, for streams that should not be held in memory as a whole.
 *
 * It does what `rateUsage` does, event by event; only the events' ids and contents and the totals are kept.
 *
 * @param terms - from `resolveTerms`
 * @param state - where an earlier rater or `rateUsage` of the same contract left off; it is not changed
 * @returns a rater
 * @throws BillingError `state_invalid` when the state is another contract's or damaged
 *
 * @example
 * const contract = expectOk(parseContract({
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"],
 * }));
 * const program = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1,
 *   rules: [{ name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.02" }],
 * }));
 * const rater = createRater(expectOk(resolveTerms(contract, [program])));
 * const { outcome, charges } = rater.rate({
 *   external_contract_id: "acme", event_id: "e1", metric: "calls", quantity: "5", timestamp: "2026-03-01T00:00:00Z",
 * });
 * [outcome.status, charges[0].amount]; // => ["accepted", "0.1"]
 */
export function createRater(terms: Terms, state?: RatingState): Rater {
  const compiled = compileTerms(terms);
  const { contract } = terms;
  if (state !== undefined) checkState(state, contract.id);
  const totals = createTotals(compiled, state?.totals ?? []);
  const contents = new Map(state?.events ?? []);
  const closed = new Set(state?.closed_periods ?? []);

  function rate(event: UsageEvent): ReturnType<Rater["rate"]> {
    try {
      return rateReadable(event);
    } catch (error) {
      if (isInvariantError(error)) throw error;
      // Events that were not parsed can hold anything: circles, getters that throw.
      return refused(undefined, refusal("input_unreadable", "must be plain data: reading it threw an error"));
    }
  }

  function rateReadable(event: UsageEvent): ReturnType<Rater["rate"]> {
    const read = readEvent(event, terms);
    if (!read.ok) return refused(event, read);
    const content = eventContent(event, formatDecimal(read.quantity), read.instant);
    const before = contents.get(event.event_id);
    if (before === content) return { outcome: { ...accepted(event), duplicate: true }, charges: [] };
    if (before !== undefined) {
      return refused(
        event,
        refusal("event_conflict", "another event with this event_id was accepted before; it stays"),
      );
    }
    const place = placeEvent(event, read, terms, compiled, closed);
    if (!place.ok) return refused(event, place);
    contents.set(event.event_id, content);
    return { outcome: accepted(event), charges: chargeEvent(totals, event, read, place) };
  }

  return {
    rate,
    state: () => ({
      object: "rating_state",
      contract: contract.id,
      totals: totals.totals(),
      events: [...contents],
      closed_periods: [...closed],
    }),
  };
}

interface Read {
  readonly ok: true;
  readonly quantity: Decimal;
  readonly instant: number;
}

interface Place {
  readonly ok: true;
  readonly period: CalendarPeriod;
  readonly meters: readonly Meter[];
}

interface Refusal {
  readonly ok: false;
  readonly code: IssueCode;
  readonly message: string;
}

/** What can be said of an event without anything else; events that were not parsed get through here too. */
function readEvent(event: UsageEvent, terms: Terms): Read | Refusal {
  const misnamed = checkNames(event);
  if (misnamed !== undefined) return misnamed;
  const quantity = checkDecimal(event.quantity);
  if (!quantity.ok) return refusal(quantity.code, `quantity ${quantity.message}`);
  const instant = checkInstant(event.timestamp);
  if (!instant.ok) return refusal(instant.code, `timestamp ${instant.message}`);
  if (event.external_contract_id !== terms.contract.id) {
    return refusal("contract_unknown", `must be of contract ${terms.contract.id}`);
  }
  return { ok: true, quantity: quantity.value, instant: instant.value };
}

/** Events that were not parsed must not count under names that no parser would let through. */
function checkNames(event: UsageEvent): Refusal | undefined {
  if (typeof event?.event_id !== "string")
    return refusal("event_invalid", "must be a usage event with an event_id");
  const { event_id, counterparty, counterparty_side: side } = event;
  if (!idPattern.test(event_id)) {
    return refusal("id_invalid", 'event_id must be 1 to 255 printable ASCII characters without space or "/"');
  }
  if (counterparty !== undefined && (typeof counterparty !== "string" || !idPattern.test(counterparty))) {
    return refusal("id_invalid", "counterparty must be an id");
  }
  if (side === undefined || side === "maker" || side === "taker") return undefined;
  return refusal("value_invalid", "counterparty_side must be maker or taker");
}

/** Where an event belongs: its period and the rules that charge it, or the first reason why it belongs nowhere. */
function placeEvent(
  event: UsageEvent,
  { quantity, instant }: Read,
  { contract }: Terms,
  { calendar, timeline, metrics, selections }: CompiledTerms,
  closed: ReadonlySet<string>,
): Place | Refusal {
  if (contract.status !== "active") {
    return refusal("contract_inactive", `the contract is ${contract.status}: only an active one takes usage`);
  }
  if (!metrics.has(event.metric))
    return refusal("metric_unknown", "metric is not one of the contract's metrics");
  const period = calendar.periodAt(instant);
  if (period === undefined) {
    const term = `${contract.start_date ?? "ever"} up to, not including, ${contract.end_date ?? "never"}`;
    return refusal(
      "timestamp_outside_contract",
      `timestamp is outside the contract, which runs from ${term}`,
    );
  }
  if (closed.has(period.period.start)) {
    return refusal(
      "period_closed",
      `the period from ${period.period.start} is final and takes no more usage`,
    );
  }
  const reign = reignAt(timeline, instant);
  if (reign === undefined)
    return refusal("pricing_missing", "no version of the pricing program is in effect yet");
  const { version } = reign.program;
  const meters = selectRules(selections.get(version)?.get(event.metric), event);
  if (meters.length === 0)
    return refusal("metric_not_priced", `no rule of program version ${version} prices this event`);
  if (isNegative(quantity) && meters.some(({ rule }) => (rule.negative_usage ?? "reject") === "reject")) {
    return refusal("quantity_negative", "must not be negative: the pricing rule does not allow for it");
  }
  return { ok: true, period, meters };
}

/** Counts an event under each of its rules. */
function chargeEvent(
  totals: RunningTotals,
  event: UsageEvent,
  read: Read,
  { meters, period }: Place,
): Charge[] {
  const { start, end } = period.period;
  const timestamp = isCanonicalInstant(event.timestamp) ? event.timestamp : formatInstant(read.instant);
  return meters.map((meter): Charge => {
    const { quantity, amount, steps } = totals.count(meter, start, read.quantity);
    return {
      object: "charge",
      contract: event.external_contract_id,
      event_id: event.event_id,
      rule_id: meter.rule.id,
      version: meter.version,
      timestamp,
      period: { start, end },
      quantity: formatDecimal(quantity),
      amount: formatDecimal(amount),
      ...(steps === undefined ? {} : { steps }),
    };
  });
}

function refusal(code: IssueCode, message: string): Refusal {
  return { ok: false, code, message };
}

function accepted(event: UsageEvent): EventOutcome {
  return { event_id: event.event_id, status: "accepted" };
}

function refused(event: UsageEvent | undefined, { code, message }: Refusal): ReturnType<Rater["rate"]> {
  const event_id = typeof event?.event_id === "string" ? event.event_id : "";
  return { outcome: { event_id, status: "rejected", code, error: message }, charges: [] };
}
