// What every aggregation can do: take events and the states of others, and say what they come to. States are plain
// JSON and merge in any order and grouping, so that parts counted apart make the whole.
import type { Decimal } from "../decimal/decimal.ts";
import type { JsonValue } from "../model/usageEvent.ts";

/** What one event brings to an aggregation. */
export interface Measured {
  readonly value: Decimal;
  /** The value as text: what `unique_count` tells apart. */
  readonly text: string;
  readonly instant: number;
  readonly event_id: string;
}

/** The time that an aggregate is about, in milliseconds since 1970; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** Length of the whole period, where `start` and `end` are only the part of it in which the price holds. */
  readonly period: number;
  /** Whether the price holds from the period's first instant. */
  readonly fromStart: boolean;
}

/** For what does not look at time, or has none. */
export const noSpan: Span = { start: 0, end: 0, period: 0, fromStart: true };

/** An aggregate that grows. */
export interface Accumulator {
  add(measured: Measured): void;
  /** Takes an event back; false, and nothing has changed: that cannot be told without the other events. */
  remove(measured: Measured): boolean;
  /** Takes in what another accumulator of the same aggregation has counted. */
  merge(state: JsonValue): void;
  /** 0 without events. */
  value(span: Span): Decimal;
  state(): JsonValue;
  /** For aggregations that go on from one period to the next: the state that the next one begins with, at that instant. */
  carry?(at: number): JsonValue;
}
