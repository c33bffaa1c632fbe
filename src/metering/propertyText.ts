// How a property is compared: by its text. Numbers and their text are the same; what is no single value has none.
import { checkDecimal } from "../decimal/checkDecimal.ts";
import { formatDecimal } from "../decimal/decimal.ts";
import type { JsonValue, UsageEvent } from "../model/usageEvent.ts";

/** An own property of the event. */
export function propertyOf({ properties }: UsageEvent, name: string): JsonValue | undefined {
  // Events that were not parsed can have anything for properties.
  if (typeof properties !== "object" || properties === null || !Object.hasOwn(properties, name))
    return undefined;
  return properties[name];
}

/** Text, number or boolean as text; undefined for a missing property, null, a list or an object. */
export function propertyText(event: UsageEvent, name: string): string | undefined {
  const value = propertyOf(event, name);
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  const number = checkDecimal(value);
  // A number that is no exact decimal still has its own way of being written.
  return number.ok ? formatDecimal(number.value) : String(value);
}
