// The mean over time of a level that events raise and lower. Each change of the level counts from its instant to the end, so
// the area below the level is the sum of change × (end − instant): two sums, which add up in any order.
import {
  add,
  type Decimal,
  decimalOf,
  divide,
  formatDecimal,
  multiply,
  subtract,
  zero,
} from "../decimal/decimal.ts";
import type { JsonValue } from "../model/usageEvent.ts";
import type { Accumulator, Measured } from "./accumulator.ts";
import { readState } from "./readState.ts";

export function weightedSum(denominator: "period" | "elapsed"): Accumulator {
  let level = zero;
  /** Sum of change × instant. */
  let moment = zero;
  /** When the level was first set; only what `elapsed` needs. */
  let since: number | null = null;
  const change = (by: Decimal, momentum: Decimal, at: number | null): void => {
    level = add(level, by);
    moment = add(moment, momentum);
    if (denominator === "elapsed" && at !== null) since = since === null ? at : Math.min(since, at);
  };
  return {
    add: ({ value, instant }) => change(value, at(value, instant), instant),
    remove({ value, instant }: Measured) {
      if (since !== null && instant <= since) return false;
      level = subtract(level, value);
      moment = subtract(moment, at(value, instant));
      return true;
    },
    merge(state) {
      const other = readState.fields(state);
      const from = other.since ?? null;
      change(
        readState.decimal(other.level),
        readState.decimal(other.moment),
        from === null ? null : readState.integer(from),
      );
    },
    value({ end, period }) {
      const over = denominator === "period" ? period : end - (since ?? end);
      if (over <= 0) return zero;
      return divide(subtract(at(level, end), moment), decimalOf(String(over)));
    },
    state: () => stateOf(level, moment, since),
    // What is carried in has been there from the start.
    carry: (start) => stateOf(level, at(level, start), denominator === "elapsed" ? start : null),
  };
}

function at(value: Decimal, instant: number): Decimal {
  return multiply(value, decimalOf(String(instant)));
}

function stateOf(level: Decimal, moment: Decimal, since: number | null): JsonValue {
  const sums = { level: formatDecimal(level), moment: formatDecimal(moment) };
  return since === null ? sums : { ...sums, since };
}
