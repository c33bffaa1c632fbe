// How a property is compared: by its text. Numbers and their text are the same; what is no single value has none.
import { checkDecimal } from "../decimal/checkDecimal.ts";
import { formatDecimal } from "../decimal/decimal.ts";
import { show } from "../model/show.ts";
import type { JsonValue, UsageEvent } from "../model/usageEvent.ts";

/** An own property of the event. */
export function propertyOf({ properties }: UsageEvent, name: string): JsonValue | undefined {
  // Events that were not parsed can have anything for properties.
  if (typeof properties !== "object" || properties === null || !Object.hasOwn(properties, name))
    return undefined;
  return properties[name];
}

/** Text, exact number or boolean as text; undefined for a missing property, null, a list or an object. */
export function propertyText(event: UsageEvent, name: string): string | undefined {
  const value = propertyOf(event, name);
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  const number = checkDecimal(value);
  return number.ok ? formatDecimal(number.value) : undefined;
}

/** The first of these properties that is a number which may have lost digits, so that its text is not what was sent. */
export function inexactText(event: UsageEvent, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = propertyOf(event, name);
    if (typeof value !== "number") continue;
    const number = checkDecimal(value);
    if (!number.ok) return `property ${show(name)} ${number.message}`;
  }
  return undefined;
}
