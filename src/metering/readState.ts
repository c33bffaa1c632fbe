// States come back from wherever the caller kept them: what does not read as our own is refused with `state_invalid`.
import { checkOwnText } from "../decimal/checkDecimal.ts";
import type { Decimal } from "../decimal/decimal.ts";
import { invalidState } from "../model/invalidState.ts";
import type { JsonValue } from "../model/usageEvent.ts";

/** The fields of a state that is an object. */
function fields(state: JsonValue | undefined): { readonly [field: string]: JsonValue } {
  if (typeof state === "object" && state !== null && !isList(state)) return state;
  throw invalidState("a measure is not an object");
}

/** Pairs of a name and what belongs to it. */
function pairs(state: JsonValue | undefined): (readonly [JsonValue, JsonValue])[] {
  if (!isList(state)) throw invalidState("a measure has no list where one belongs");
  return state.map((pair) => {
    if (!isList(pair) || pair.length !== 2)
      throw invalidState("a measure has a list of something else than pairs");
    return [pair[0] as JsonValue, pair[1] as JsonValue];
  });
}

/** Aggregates are sums of many events and may be longer than any one decimal from outside. */
function decimal(value: JsonValue | undefined): Decimal {
  const check = checkOwnText(value);
  if (!check.ok) throw invalidState(`not a decimal: ${check.message}`);
  return check.value;
}

function text(value: JsonValue | undefined): string {
  if (typeof value === "string") return value;
  throw invalidState("a measure has no text where it belongs");
}

/** How often something came. */
function count(value: JsonValue | undefined): number {
  const times = integer(value);
  if (times >= 1) return times;
  throw invalidState(`a measure has ${times} where a count belongs`);
}

/** A whole number, such as an instant. */
function integer(value: JsonValue | undefined): number {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw invalidState("a measure has no whole number where one belongs");
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Readers of states, one for each kind of value. */
export const readState: {
  readonly fields: typeof fields;
  readonly pairs: typeof pairs;
  readonly decimal: typeof decimal;
  readonly text: typeof text;
  readonly count: typeof count;
  readonly integer: typeof integer;
} = { fields, pairs, decimal, text, count, integer };
