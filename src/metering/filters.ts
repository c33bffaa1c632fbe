// Filters on properties: what they let through, and whether two lists of them can let the same event through.
import type { Filter } from "../model/measuring.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { propertyText } from "./propertyText.ts";

/** Lets an event through when every filter does. */
export function createFilter(filters: readonly Filter[]): (event: UsageEvent) => boolean {
  const compiled = filters.map((filter) => {
    const isIn = filter.in !== undefined;
    return { property: filter.property, isIn, values: valuesOf(filter) };
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
  if (a.in === undefined) return b.in !== undefined && excludes(b, a);
  const isIn = b.in !== undefined;
  const values = valuesOf(b);
  return a.in.every((value) => values.has(value) !== isIn);
}

const known: WeakMap<Filter, ReadonlySet<string>> = new WeakMap();

/** A filter's values; remembered, as a long list of rules compares each with many. */
function valuesOf(filter: Filter): ReadonlySet<string> {
  const values = known.get(filter) ?? new Set(filter.in ?? filter.not_in);
  known.set(filter, values);
  return values;
}
