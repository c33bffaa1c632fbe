// What the properties of an event say: as text, and as a decimal.
import type { IssueCode } from "../../src/model/issueCode.ts";
import type { JsonValue, UsageEvent } from "../../src/model/usageEvent.ts";
import { type Fraction, fraction, toText } from "./fraction.ts";

/** The event's own property of that name. */
function propertyOf(event: UsageEvent, name: string): JsonValue | undefined {
  const properties = event.properties ?? {};
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** Text as it is, numbers in plain notation, `true` or `false`; null for all that has no text. */
export function textOf(event: UsageEvent, name: string): string | null {
  const value = propertyOf(event, name);
  if (typeof value === "string") return value;
  if (typeof value === "number") return toText(fraction(value));
  return typeof value === "boolean" ? String(value) : null;
}

/** The decimal that a property holds, or why it holds none. */
export function decimalOf(event: UsageEvent, name: string): Fraction | IssueCode {
  const value = propertyOf(event, name);
  if (value === undefined || value === null) return "property_missing";
  if (typeof value === "string") return isDecimalText(value) ? fraction(value) : "property_invalid";
  if (typeof value !== "number") return "property_invalid";
  return isExact(value) ? fraction(value) : "property_invalid";
}

/** Whether one of these properties is a number that may have lost digits. */
export function hasInexact(event: UsageEvent, names: readonly string[]): boolean {
  return names.map((name) => propertyOf(event, name)).some((x) => typeof x === "number" && !isExact(x));
}

function isExact(value: number): boolean {
  const text = toText(fraction(value));
  return (Number.isSafeInteger(value) || digitsOf(text) <= 15) && isDecimalText(text);
}

/** Plain notation, at most 64 characters, 20 digits before the point and 18 after it. */
function isDecimalText(text: string): boolean {
  const match = /^-?(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text);
  if (match === null || text.length > 64) return false;
  return (match[1] ?? "").length <= 20 && (match[2] ?? "").length <= 18;
}

/** Digits from the first to the last that is not zero. */
function digitsOf(text: string): number {
  return text.replace(/[-.]/g, "").replace(/^0+|0+$/g, "").length;
}
