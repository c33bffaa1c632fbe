// The laws of aggregations as functions: each throws when its law does not hold. All have to hold for every aggregation.
import { expect } from "vitest";
import {
  type AggregatedValue,
  type Aggregation,
  createAggregation,
  type JsonValue,
} from "../../src/index.ts";
import type { Measuring } from "../../src/model/measuring.ts";
import { deepFreeze } from "../laws.ts";
import { type Measured, measuredValue } from "../oracle/aggregate.ts";
import { timeWindowKey } from "../oracle/clock.ts";
import { fraction, toText } from "../oracle/fraction.ts";

/** The month in which the events of the laws lie, and over which levels are spread. */
export const span = { start: "2026-03-01T00:00:00.000Z", end: "2026-04-01T00:00:00.000Z" };

/** One way of counting, in one zone. */
export interface Counting {
  readonly how: Measuring;
  readonly zone: string;
}

export function aggregationOf({ how, zone }: Counting): Aggregation {
  return createAggregation(how, zone);
}

/** The state of all the events, added one by one; no state that was there before is changed. */
export function stateOf(aggregation: Aggregation, events: readonly AggregatedValue[]): JsonValue {
  return events.reduce<JsonValue>((state, event) => {
    deepFreeze(state);
    return aggregation.add(state, event);
  }, aggregation.empty);
}

/** In any order the same state, not only the same value. */
export function orderDoesNotMatter(
  aggregation: Aggregation,
  events: readonly AggregatedValue[],
  shuffled: readonly AggregatedValue[],
): void {
  expect(stateOf(aggregation, shuffled)).toEqual(stateOf(aggregation, events));
}

/** Merging is commutative and associative, and the empty state is its neutral element. */
export function mergesAsASum(
  aggregation: Aggregation,
  parts: readonly [readonly AggregatedValue[], readonly AggregatedValue[], readonly AggregatedValue[]],
): void {
  const [a, b, c] = parts.map((part) => deepFreeze(stateOf(aggregation, part)));
  if (a === undefined || b === undefined || c === undefined) throw new Error("three parts");
  const { merge, empty } = aggregation;
  expect(merge(a, b)).toEqual(merge(b, a));
  expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
  expect(merge(a, empty)).toEqual(a);
  expect(merge(empty, a)).toEqual(a);
}

/** The merged states of parts are the state of the whole. */
export function partsMakeTheWhole(
  aggregation: Aggregation,
  parts: readonly (readonly AggregatedValue[])[],
): void {
  const merged = parts
    .map((part) => stateOf(aggregation, part))
    .reduce((a, b) => aggregation.merge(a, b), aggregation.empty);
  expect(merged).toEqual(stateOf(aggregation, parts.flat()));
}

/** Written to JSON and read again a state is the same, and counts on as if nothing had been. */
export function survivesJson(
  aggregation: Aggregation,
  before: readonly AggregatedValue[],
  after: readonly AggregatedValue[],
): void {
  const state = stateOf(aggregation, before);
  const read: JsonValue = JSON.parse(JSON.stringify(state));
  expect(read).toEqual(state);
  const on = after.reduce((sum, event) => aggregation.add(sum, event), read);
  expect(on).toEqual(stateOf(aggregation, [...before, ...after]));
}

/** Taking an event back leaves the state of the others, or says that it takes the others to know. */
export function removeUndoesAdd(aggregation: Aggregation, events: readonly AggregatedValue[]): number {
  const state = deepFreeze(stateOf(aggregation, events));
  const answers = events.map((event, place) => {
    const answer = aggregation.remove(state, event);
    if (!answer.ok) expect(answer).toEqual({ ok: false, code: "aggregation_needs_events" });
    else expect(answer.state).toEqual(stateOf(aggregation, events.toSpliced(place, 1)));
    return answer.ok;
  });
  return answers.filter((ok) => ok).length;
}

/** The value is what one gets from the plain list of events. */
export function agreesWithTheList(counting: Counting, events: readonly AggregatedValue[]): void {
  const aggregation = aggregationOf(counting);
  const [start, end] = [Date.parse(span.start), Date.parse(span.end)];
  const list = events.map((event) => measured(counting, event));
  const expected = toText(measuredValue(counting.how, list, [], { start, end, period: end - start }));
  expect(aggregation.value(stateOf(aggregation, events), span)).toBe(expected);
}

function measured({ how, zone }: Counting, { value, timestamp, event_id }: AggregatedValue): Measured {
  const instant = Date.parse(timestamp);
  const window = how.window === undefined ? "" : timeWindowKey(instant, zone, how.window.size);
  const x = how.aggregation === "unique_count" ? fraction(0) : fraction(value);
  return { event_id, instant, x, text: value, window };
}
