// Filters on properties: what they let through, and whether two lists of them can let the same event through.
import type { Filter } from "../model/measuring.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { propertyText } from "./propertyText.ts";

/** Lets an event through when every filter does. */
export function createFilter(filters: readonly Filter[]): (event: UsageEvent) => boolean {
  const compiled = filters.map((filter) => ({ property: filter.property, admission: admissionOf(filter) }));
  return (event) =>
    compiled.every(({ property, admission }) => admits(admission, propertyText(event, property)));
}

/** What filters on one property let through together: these values, or anything but these, nothing at all included. */
export interface Admission {
  readonly only: boolean;
  readonly values: ReadonlySet<string>;
}

/** Whether a value is let through; undefined: there is none. */
export function admits({ only, values }: Admission, text: string | undefined): boolean {
  return text === undefined ? !only : values.has(text) === only;
}

/** By property. */
export function admissionsOf(filters: readonly Filter[]): ReadonlyMap<string, Admission> {
  const admissions = new Map<string, Admission>();
  for (const filter of filters) {
    const next = admissionOf(filter);
    const before = admissions.get(filter.property);
    admissions.set(filter.property, before === undefined ? next : both(before, next));
  }
  return admissions;
}

function admissionOf(filter: Filter): Admission {
  return { only: filter.in !== undefined, values: new Set(filter.in ?? filter.not_in) };
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
