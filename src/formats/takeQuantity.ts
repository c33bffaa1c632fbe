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

/** Elements of lists and fields of objects, and nothing else that these have. */
function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return Array.isArray(value) && name === "length" ? undefined : (value as Plain)[name];
}

/** The places in a list may mean something: an element that is the quantity itself leaves null there. */
function withoutIn(value: unknown, path: readonly string[]): unknown {
  if (!Array.isArray(value)) return without(value as Plain, path);
  const [place = "", ...deeper] = path;
  return value.map((element: unknown, at) =>
    String(at) !== place ? element : deeper.length === 0 ? null : withoutIn(element, deeper),
  );
}

function without(fields: Plain, [name = "", ...deeper]: readonly string[]): Plain {
  const kept = Object.entries(fields).flatMap(([key, value]): [string, unknown][] => {
    if (key !== name) return [[key, value]];
    return deeper.length === 0 ? [] : [[key, withoutIn(value, deeper)]];
  });
  return Object.fromEntries(kept);
}
