// The usage of a vector, as a caller would send it.
import { plus, times } from "./numbers.ts";
import type { Vector, VectorEvent } from "./vector.ts";

/** One event, without what all of them have in common. */
export interface Use {
  readonly metric: string;
  readonly quantity: unknown;
  readonly timestamp: string;
  readonly properties?: { readonly [name: string]: string };
}

/** In a period in which every grant can still be used. */
const beforeExpiry = "2020-01-15T12:00:00Z";

/** A quantity, in the middle of the first month unless a time is given. */
export function use(quantity: unknown, fields: Partial<Use> = {}): Use {
  return { metric: "units", timestamp: "2026-01-15T12:00:00Z", quantity, ...fields };
}

/** All usage of a vector, in order of arrival. */
export function usesOf(vector: Vector): Use[] {
  return [...carriedUses(vector), ...earlierUses(vector), ...laterUses(vector)];
}

/** What the same period had used before. */
export function earlierUses({ config, input }: Vector): Use[] {
  return some(config.previous?.quantity ?? input.previous);
}

/** What the vector is about. */
function laterUses(vector: Vector): Use[] {
  const { config, input } = vector;
  if (config.proration === "days_present_inclusive") return presences(vector);
  if (input.events !== undefined)
    return [...input.events.map((event, at) => useOf(vector, event, at)), ...end(vector)];
  if (input.buckets !== undefined)
    return input.buckets.map((quantity, at) => use(quantity, { properties: { bucket: String(at) } }));
  if (input.windows !== undefined)
    return input.windows.map(({ quantity }, at) => use(quantity, { properties: { window: String(at) } }));
  if (input.quantities !== undefined)
    return Object.entries(input.quantities).map(([name, quantity]) =>
      use(quantity, config.rates === undefined ? { metric: name } : { properties: { kind: name } }),
    );
  const { quantity, credit, charge, seconds, current, usage } = input;
  if (usage !== undefined && typeof usage !== "string")
    return usage.map((units, at) => use(units, { timestamp: dayOfMonth(at, 15) }));
  const fields = config.grants === undefined ? {} : { timestamp: beforeExpiry };
  return some(quantity ?? credit ?? charge ?? seconds ?? current ?? usage, fields);
}

/** No usage is no event. */
function some(quantity: string | undefined, fields: Partial<Use> = {}): Use[] {
  return quantity === undefined || quantity === "0" ? [] : [use(quantity, fields)];
}

/** Values of days that the vector does not name are given a day each. */
function useOf({ model }: Vector, event: VectorEvent, at: number): Use {
  const { quantity = "1", timestamp, amount, prorated_quantity, value } = event;
  const properties = Object.entries({ amount, prorated_quantity, value }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, text]],
  );
  const day = model === "aggregate_max_day" ? dayOfMonth(0, at + 1) : undefined;
  const time = timestamp === undefined ? day : instantOf(timestamp);
  return use(quantity, {
    ...(time === undefined ? {} : { timestamp: time }),
    ...(properties.length === 0 ? {} : { properties: Object.fromEntries(properties) }),
  });
}

/** A level that was reached before the period begins. */
function carriedUses({ config, input }: Vector): Use[] {
  const { initial, carried_quantity, carried_items } = input;
  const level = initial ?? carried_quantity ?? carried_items?.length.toString();
  if (level === undefined || config.period === undefined) return [];
  return [use(level, { timestamp: dayAfter(config.period.start, -1) })];
}

/** A level falls to nothing on the first day that is no longer billed. */
function end({ config, input }: Vector): Use[] {
  if (config.usage_end === undefined) return [];
  const grown = (input.events ?? []).map(({ quantity }) => String(quantity));
  const level = plus(input.carried_quantity ?? "0", ...grown);
  return [use(times(level, "-1"), { timestamp: instantOf(config.usage_end) })];
}

/** Items that come and go as a level: up on the day on which one comes, down on the day after it has gone. */
function presences({ input }: Vector): Use[] {
  const present = new Set(input.carried_items);
  return (input.events ?? []).flatMap(({ item = "", operation, timestamp = "" }) => {
    const comes = operation === "add";
    if (comes === present.has(item)) return [];
    if (comes) present.add(item);
    else present.delete(item);
    return [use(comes ? "1" : "-1", { timestamp: dayAfter(timestamp, comes ? 0 : 1) })];
  });
}

function instantOf(time: string): string {
  return dayAfter(time, 0);
}

/** The same time, so many days later. */
function dayAfter(time: string, days: number): string {
  return new Date(Date.parse(time) + days * 86_400_000).toISOString();
}

function dayOfMonth(month: number, day: number): string {
  return new Date(Date.UTC(2026, month, day)).toISOString();
}
