// What an event is under a rule: its group, its cell, and what it brings to the aggregate; or why the rule refuses it.
import type { Cell, Group } from "../../src/model/charge.ts";
import type { IssueCode } from "../../src/model/issueCode.ts";
import type { MatrixCell, UsageRule } from "../../src/model/pricingProgram.ts";
import type { UsageEvent } from "../../src/model/usageEvent.ts";
import { localMonth } from "./calendar.ts";
import { timeWindowKey, windowAt } from "./clock.ts";
import { type Fraction, fraction, isNegative, one, toText, zero } from "./fraction.ts";
import { decimalOf, textOf } from "./property.ts";
import { transform } from "./transform.ts";

export interface Reading {
  readonly event_id: string;
  readonly instant: number;
  readonly month: string;
  readonly group: Group | undefined;
  readonly cell: Cell | undefined;
  /** What is aggregated. */
  readonly x: Fraction;
  /** What is counted once by `unique_count`. */
  readonly text: string;
  /** The local hour or day that the event is aggregated in, or one for all. */
  readonly window: string;
  /** What the event says that it costs. */
  readonly cost: Fraction;
}

/** Reads an event that the rule applies to: what it brings, whether that may be, then where it belongs. */
export function read(rule: UsageRule, event: UsageEvent, zone: string): Reading | IssueCode {
  const measured = measure(rule, event);
  if (typeof measured === "string") return measured;
  const cost = rule.model === "dynamic" ? decimalOf(event, rule.amount_property) : zero;
  if (typeof cost === "string") return cost;
  if (negativeUsageOf(rule) === "reject" && [measured.signed, cost].some(isNegative))
    return "quantity_negative";
  if (measured.text === null) return "property_missing";
  const cell = cellOf(rule, event, zone);
  if (cell === "unmatched") return "cell_unmatched";
  const group = groupOf(rule, event);
  if (Object.values(group ?? {}).some((text) => (text ?? "").length > 255)) return "property_invalid";
  const instant = Date.parse(event.timestamp);
  const perEvent = rule.quantity_transform?.stage === "per_event";
  return {
    event_id: event.event_id,
    instant,
    month: localMonth(instant, zone),
    group,
    cell,
    x: perEvent ? transform(rule.quantity_transform, measured.x) : measured.x,
    text: measured.text,
    window: rule.window === undefined ? "" : timeWindowKey(instant, zone, rule.window.size),
    cost,
  };
}

/** How usage below zero is treated. */
export function negativeUsageOf(rule: UsageRule): "reject" | "clamp" | "credit" {
  return rule.negative_usage ?? (rule.aggregation === "weighted_sum" ? "clamp" : "reject");
}

interface Measured {
  readonly x: Fraction;
  /** Null: there is no value to count. */
  readonly text: string | null;
  /** What must not be below zero where that is refused. */
  readonly signed: Fraction;
}

function measure(rule: UsageRule, event: UsageEvent): Measured | IssueCode {
  const quantity = fraction(event.quantity);
  const { aggregation, aggregate_property: property } = rule;
  if (aggregation === "count") return { x: one, text: "", signed: quantity };
  if (aggregation === "unique_count") {
    const text = property === undefined ? toText(quantity) : textOf(event, property);
    return { x: zero, text, signed: quantity };
  }
  const x = property === undefined ? quantity : decimalOf(event, property);
  return typeof x === "string" ? x : { x, text: "", signed: x };
}

function groupOf({ group_by }: UsageRule, event: UsageEvent): Group | undefined {
  if (group_by === undefined) return undefined;
  return Object.fromEntries(group_by.map((property) => [property, textOf(event, property)]));
}

function cellOf(rule: UsageRule, event: UsageEvent, zone: string): Cell | undefined | "unmatched" {
  if (rule.model !== "matrix" && rule.model !== "time_of_day") return undefined;
  const found =
    rule.model === "matrix"
      ? matrixCell(rule.cells, event)?.when
      : timesOf(windowAt(rule, Date.parse(event.timestamp), zone));
  if (found !== undefined) return found;
  return rule.default === "error" ? "unmatched" : "default";
}

/** Of the cells that the event fits in, the one with the most conditions. */
function matrixCell(cells: readonly MatrixCell[], event: UsageEvent): MatrixCell | undefined {
  const fitting = cells.filter(({ when }) =>
    Object.entries(when).every(([dimension, value]) => textOf(event, dimension) === value),
  );
  const sizes = fitting.map(({ when }) => Object.keys(when).length);
  return fitting[sizes.indexOf(Math.max(...sizes))];
}

/** The cell of a time window is named by its times. */
export function timesOf(window: { from: string; to: string; weekdays?: readonly string[] } | undefined) {
  if (window === undefined) return undefined;
  const { from, to, weekdays } = window;
  return weekdays === undefined ? { from, to } : { from, to, weekdays };
}
