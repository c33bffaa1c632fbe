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

/** What filters on one property let through together: these values, or anything but these, nothing at all included. */
export interface Admission {
  readonly only: boolean;
  readonly values: ReadonlySet<string>;
}

/** By property. */
export function admissionsOf(filters: readonly Filter[]): ReadonlyMap<string, Admission> {
  const admissions = new Map<string, Admission>();
  for (const filter of filters) {
    const next = { only: filter.in !== undefined, values: valuesOf(filter) };
    const before = admissions.get(filter.property);
    admissions.set(filter.property, before === undefined ? next : both(before, next));
  }
  return admissions;
}

function both(a: Admission, b: Admission): Admission {
  if (!a.only && !b.only) return { only: false, values: new Set([...a.values, ...b.values]) };
  const [given, other] = a.only ? [a, b] : [b, a];
  const values = [...given.values].filter((value) => other.values.has(value) === other.only);
  return { only: true, values: new Set(values) };
}

/** Whether no event gets through both lists. */
export function excludeEachOther(a: readonly Filter[] = [], b: readonly Filter[] = []): boolean {
  return letNothing(admissionsOf([...a, ...b]));
}

/** Whether what they let through contradicts itself. */
export function letNothing(admissions: ReadonlyMap<string, Admission>): boolean {
  return [...admissions.values()].some(({ only, values }) => only && values.size === 0);
}

const known: WeakMap<Filter, ReadonlySet<string>> = new WeakMap();

/** A filter's values; remembered, as a long list of cells compares each with many. */
function valuesOf(filter: Filter): ReadonlySet<string> {
  const values = known.get(filter) ?? new Set(filter.in ?? filter.not_in);
  known.set(filter, values);
  return values;
}
