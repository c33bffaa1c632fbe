// Quantity and properties of an event: both are in what it carries.
import type { EventOptions, QuantitySource } from "./eventOptions.ts";
import { type Fields, fieldsOf } from "./fields.ts";
import { addIssue, issuesBelow } from "./issuesAt.ts";
import type { Plain } from "./plainCopy.ts";
import { takeQuantity } from "./takeQuantity.ts";
import type { EventParts } from "./usageEventOf.ts";

/** Fields beside what the event carries that are kept with its properties. */
export type Beside = readonly (readonly [name: string, value: unknown])[];

/** `name`: the field with what the event carries. What is left of it besides the quantity becomes the properties. */
export function carriedSaid(
  fields: Fields,
  name: string,
  { quantity }: EventOptions,
  fallback: QuantitySource,
  beside: Beside = [],
): Pick<EventParts, "quantity" | "properties"> {
  const carried = fields.get(name);
  const isObject = carried === undefined || fieldsOf(carried, fields.below(name)) !== undefined;
  const taken = takeQuantity(isObject ? (carried as Plain | undefined) : undefined, quantity ?? fallback);
  if (isObject && taken.quantity === undefined)
    addIssue(issuesBelow(fields.at, name, ...taken.path), "field_missing", "is to be the quantity");
  const properties = isObject ? joined(fields, name, taken.rest ?? {}, beside) : {};
  return {
    quantity: { value: taken.quantity, from: isObject ? [name, ...taken.path] : [name] },
    ...(Object.keys(properties).length === 0 ? {} : { properties: { value: properties, from: [name] } }),
  };
}

function joined(fields: Fields, name: string, rest: Plain, beside: Beside): Plain {
  const there = beside.filter(([, value]) => value !== undefined);
  for (const [key] of there) {
    if (!Object.hasOwn(rest, key)) continue;
    addIssue(
      fields.below(key),
      "property_conflict",
      `is kept as a property, and ${name} has one of that name`,
    );
  }
  return Object.fromEntries([...Object.entries(rest), ...there]);
}
