import { formatInstant, isCanonicalInstant } from "../calendar/instant.ts";
import { formatDecimal } from "../decimal/decimal.ts";
import type { Measured } from "../metering/accumulator.ts";
import { eventContent } from "../metering/eventContent.ts";
import type { Charge, EventOutcome, RatingState } from "../model/charge.ts";
import { isInvariantError } from "../model/errors.ts";
import type { Terms } from "../model/terms.ts";
import type { JsonValue, UsageEvent } from "../model/usageEvent.ts";
import { checkState } from "./checkState.ts";
import { compileTerms, type Meter } from "./compileTerms.ts";
import { createTotals, type RunningTotals } from "./createTotals.ts";
import { type Placement, placeEvent, type Read, type Refusal, readEvent, refusal } from "./placeEvent.ts";

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
    const charges = chargeEvent(totals, event, read, place);
    contents.set(event.event_id, content);
    return { outcome: accepted(event), charges };
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

/** Counts an event under each of its rules. */
function chargeEvent(
  totals: RunningTotals,
  event: UsageEvent,
  read: Read,
  { counts, period }: Placement,
): Charge[] {
  const { start, end } = period.period;
  const timestamp = isCanonicalInstant(event.timestamp) ? event.timestamp : formatInstant(read.instant);
  return counts.map(({ meter, place, measured, price }): Charge => {
    const { quantity, amount, steps } = totals.count(meter, start, place, measured, price);
    const charge: { -readonly [field in keyof Charge]: Charge[field] } = {
      object: "charge",
      contract: event.external_contract_id,
      event_id: event.event_id,
      rule_id: meter.rule.id,
      version: meter.version,
      timestamp,
      period: { start, end },
      quantity: formatDecimal(quantity),
      amount: formatDecimal(amount),
    };
    // Most charges have none of these, and should not pay for them.
    if (place.group !== undefined) charge.group = place.group;
    if (place.cell !== undefined) charge.cell = place.cell;
    if (steps !== undefined) charge.steps = steps;
    if (!meter.additive) charge.measure = measureOf(meter, measured);
    return charge;
  });
}

/** What one event is to an aggregation on its own. */
function measureOf(meter: Meter, measured: Measured): JsonValue {
  const accumulator = meter.accumulate();
  accumulator.add(measured);
  return accumulator.state();
}

function accepted(event: UsageEvent): EventOutcome {
  return { event_id: event.event_id, status: "accepted" };
}

function refused(event: UsageEvent | undefined, { code, message }: Refusal): ReturnType<Rater["rate"]> {
  const event_id = typeof event?.event_id === "string" ? event.event_id : "";
  return { outcome: { event_id, status: "rejected", code, error: message }, charges: [] };
}
