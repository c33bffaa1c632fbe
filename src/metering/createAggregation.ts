import { checkInstant } from "../calendar/instant.ts";
import { checkDecimal } from "../decimal/checkDecimal.ts";
import { type Decimal, formatDecimal, zero } from "../decimal/decimal.ts";
import { BillingError } from "../model/errors.ts";
import type { IssueCode } from "../model/issueCode.ts";
import type { Measuring } from "../model/measuring.ts";
import type { JsonValue } from "../model/usageEvent.ts";
import { type Accumulator, type Measured, noSpan, type Span } from "./accumulator.ts";
import { accumulatorsOf } from "./accumulatorsOf.ts";
import { checkMeasuring } from "./checkMeasuring.ts";

/** One event for an aggregation. */
export interface AggregatedValue {
  /** A decimal; for `unique_count` any text. */
  readonly value: string;
  /** RFC 3339. */
  readonly timestamp: string;
  readonly event_id: string;
}

/** An aggregation over states that are plain JSON. No function changes the state that it is given. */
export interface Aggregation {
  readonly empty: JsonValue;
  add(state: JsonValue, event: AggregatedValue): JsonValue;
  /** In any order and grouping; `empty` changes nothing. */
  merge(a: JsonValue, b: JsonValue): JsonValue;
  /** Takes an event back that was added, or says that it takes the other events to know what is left. */
  remove(
    state: JsonValue,
    event: AggregatedValue,
  ):
    | { readonly ok: true; readonly state: JsonValue }
    | { readonly ok: false; readonly code: "aggregation_needs_events" };
  /** A decimal. `span`, from its first instant to before its last, is what a `weighted_sum` is taken over. */
  value(state: JsonValue, span?: { readonly start: string; readonly end: string }): string;
}

/**
 * An aggregation as rules have it, for use on its own: counting in parts, in workers, in a stream.
 *
 * The states of parts merge to the state of the whole, whatever the order. Without events every aggregation is 0. Quotients
 * (`average`, `weighted_sum`) are rounded half away from zero at 18 decimal places when they are read, never before.
 *
 * @param measuring - the fields of a usage rule that say how events become a quantity
 * @param timezone - where the hours and days of a `window` are; UTC where it is left out
 * @returns the aggregation
 * @throws BillingError for fields that no aggregation can be made of, and from its functions: `state_invalid` for a state that none of them has made, and the code of a
 * value or a timestamp that cannot be read
 *
 * @example
 * const peak = createAggregation({ aggregation: "max" });
 * const event = (value: string, hour: string) => ({ value, event_id: hour, timestamp: `2026-03-01T${hour}:00:00Z` });
 * const morning = peak.add(peak.empty, event("7", "09"));
 * const evening = peak.add(peak.add(peak.empty, event("12", "18")), event("3", "19"));
 * peak.value(peak.merge(morning, evening)); // => "12"
 * peak.remove(evening, event("12", "18")); // => { ok: false, code: "aggregation_needs_events" }
 */
export function createAggregation(measuring: Measuring, timezone = "UTC"): Aggregation {
  checkMeasuring(measuring, timezone);
  const create = accumulatorsOf(measuring, timezone);
  const from = (state: JsonValue): Accumulator => {
    const accumulator = create();
    accumulator.merge(state);
    return accumulator;
  };
  const measured = (event: AggregatedValue): Measured => {
    if (typeof event?.event_id !== "string" || typeof event.value !== "string")
      return refuse("event_invalid", "event", "must have a value and an event_id, both text");
    const { value, timestamp, event_id } = event;
    const number = measuring.aggregation === "unique_count" ? zero : readValue(value);
    return { value: number, text: value, instant: readInstant(timestamp, "timestamp"), event_id };
  };
  return {
    empty: create().state(),
    add(state, event) {
      const accumulator = from(state);
      accumulator.add(measured(event));
      return accumulator.state();
    },
    merge(a, b) {
      const accumulator = from(a);
      accumulator.merge(b);
      return accumulator.state();
    },
    remove(state, event) {
      const accumulator = from(state);
      if (!accumulator.remove(measured(event))) return { ok: false, code: "aggregation_needs_events" };
      return { ok: true, state: accumulator.state() };
    },
    value: (state, span) => formatDecimal(from(state).value(spanOf(span))),
  };
}

function spanOf(span: { readonly start: string; readonly end: string } | undefined): Span {
  if (span === undefined) return noSpan;
  const [start, end] = [readInstant(span.start, "span.start"), readInstant(span.end, "span.end")];
  return { start, end, period: end - start, fromStart: true };
}

function readValue(value: string): Decimal {
  const check = checkDecimal(value);
  return check.ok ? check.value : refuse(check.code, "value", check.message);
}

function readInstant(value: string, path: string): number {
  const check = checkInstant(value);
  return check.ok ? check.value : refuse(check.code, path, check.message);
}

function refuse(code: IssueCode, path: string, message: string): never {
  throw new BillingError([{ code, path, message }]);
}
