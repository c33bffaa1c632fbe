// What an event brings to a rule: its quantity or a property, brought to the unit that is counted.
import { checkDecimal } from "../decimal/checkDecimal.ts";
import { type Decimal, formatDecimal, isNegative, one } from "../decimal/decimal.ts";
import type { IssueCode } from "../model/issueCode.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { propertyOf, propertyText } from "./propertyText.ts";
import { transform } from "./transform.ts";

/** What is read of an event for one rule. */
export interface Reading {
  readonly ok: true;
  readonly value: Decimal;
  /** Only for what is told apart as text. */
  readonly text: string;
  /** What the event costs, where it says so itself. */
  readonly price: Decimal | undefined;
}

export interface Unreadable {
  readonly ok: false;
  readonly code: IssueCode;
  readonly message: string;
}

/** Reads an event of that quantity under a rule that applies to it. */
export function measureEvent(rule: UsageRule, event: UsageEvent, quantity: Decimal): Reading | Unreadable {
  const { aggregation = "sum", aggregate_property } = rule;
  const asText = aggregation === "unique_count";
  const value =
    aggregate_property === undefined || asText ? quantity : decimalProperty(event, aggregate_property);
  if (!isDecimal(value)) return value;
  const price = rule.model === "dynamic" ? decimalProperty(event, rule.amount_property) : undefined;
  if (price !== undefined && !isDecimal(price)) return price;
  if (
    negativePolicy(rule) === "reject" &&
    (isNegative(value) || (price !== undefined && isNegative(price)))
  ) {
    return unreadable("quantity_negative", "must not be negative: the pricing rule does not allow for it");
  }
  const text = asText ? textOf(event, aggregate_property, quantity) : "";
  if (typeof text !== "string") return text;
  const { quantity_transform } = rule;
  const counted = quantity_transform?.stage === "per_event" ? transform(value, quantity_transform) : value;
  return { ok: true, value: aggregation === "count" ? one : counted, text, price };
}

/** What becomes of usage below zero; the level of a `weighted_sum` may go down, so nothing is refused there. */
export function negativePolicy({ aggregation, negative_usage }: UsageRule): "reject" | "clamp" | "credit" {
  return negative_usage ?? (aggregation === "weighted_sum" ? "clamp" : "reject");
}

function textOf(event: UsageEvent, property: string | undefined, quantity: Decimal): string | Unreadable {
  if (property === undefined) return formatDecimal(quantity);
  return propertyText(event, property) ?? missing(property, "a single value");
}

function decimalProperty(event: UsageEvent, name: string): Decimal | Unreadable {
  const value = propertyOf(event, name);
  if (value === undefined || value === null) return missing(name, "a decimal");
  const check = checkDecimal(value);
  return check.ok
    ? check.value
    : unreadable("property_invalid", `property ${JSON.stringify(name)} ${check.message}`);
}

function isDecimal(value: Decimal | Unreadable): value is Decimal {
  return !("ok" in value);
}

function missing(name: string, what: string): Unreadable {
  return unreadable(
    "property_missing",
    `must have ${what} as property ${JSON.stringify(name)}: the pricing rule counts it`,
  );
}

function unreadable(code: IssueCode, message: string): Unreadable {
  return { ok: false, code, message };
}
