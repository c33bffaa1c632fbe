// Filters on properties: what they let through, and whether two lists of them can let the same event through.
import type { Filter } from "../model/measuring.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { propertyText } from "./propertyText.ts";

/** Lets an event through when every filter does. */
export function createFilter(filters: readonly Filter[]): (event: UsageEvent) => boolean {
  const compiled = filters.map((filter) => {
    const isIn = "in" in filter;
    return { property: filter.property, isIn, values: new Set(isIn ? filter.in : filter.not_in) };
  });
  return (event) =>
    compiled.every(({ property, isIn, values }) => {
      const text = propertyText(event, property);
      return isIn ? text !== undefined && values.has(text) : text === undefined || !values.has(text);
    });
}

/** Whether no event gets through both lists. */
export function excludeEachOther(a: readonly Filter[] = [], b: readonly Filter[] = []): boolean {
  return a.some((one) => b.some((other) => one.property === other.property && excludes(one, other)));
}

function excludes(a: Filter, b: Filter): boolean {
  if ("in" in a) {
    const wanted = new Set("in" in b ? b.in : b.not_in);
    return a.in.every((value) => wanted.has(value) !== "in" in b);
  }
  return "in" in b && excludes(b, a);
}
