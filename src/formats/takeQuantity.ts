// The quantity of an event, taken out of what the event carries.
import type { QuantitySource } from "./eventOptions.ts";
import type { Plain } from "./plainCopy.ts";

/** What was found, where, and what is left without it. */
export interface Taken {
  /** Undefined: the path leads nowhere. */
  readonly quantity: unknown;
  /** Below what the event carries; empty for a count. */
  readonly path: readonly string[];
  readonly rest: Plain | undefined;
}

export function takeQuantity(carried: Plain | undefined, source: QuantitySource): Taken {
  if (source === "count") return { quantity: "1", path: [], rest: carried };
  const { path } = source;
  const quantity = path.length === 0 ? undefined : path.reduce<unknown>(memberOf, carried);
  if (quantity === undefined || carried === undefined) return { quantity: undefined, path, rest: carried };
  return { quantity, path, rest: without(carried, path) };
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Plain)[name];
}

function without(fields: Plain, [name = "", ...deeper]: readonly string[]): Plain {
  const kept = Object.entries(fields).flatMap(([key, value]): [string, unknown][] => {
    if (key !== name) return [[key, value]];
    return deeper.length === 0 ? [] : [[key, without(value as Plain, deeper)]];
  });
  return Object.fromEntries(kept);
}
