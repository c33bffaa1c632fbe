// The smallest value that at least the given share of all values is not above: the nearest rank, never a value in between.
import {
  compare,
  type Decimal,
  decimalOf,
  formatDecimal,
  integerOf,
  multiply,
  roundTo,
  zero,
} from "../decimal/decimal.ts";
import type { Accumulator } from "./accumulator.ts";
import { readState } from "./readState.ts";

export function percentile(share: Decimal): Accumulator {
  /** Ascending. */
  let values: Decimal[] = [];
  return {
    add({ value }) {
      values.splice(placeOf(values, value), 0, value);
    },
    remove({ value }) {
      const place = placeOf(values, value) - 1;
      const found = values[place];
      if (found === undefined || compare(found, value) !== 0) return false;
      values.splice(place, 1);
      return true;
    },
    merge(state) {
      const others = readState
        .pairs(readState.fields(state).values)
        .flatMap(([text, count]) =>
          Array.from({ length: readState.count(count) }, () => readState.decimal(text)),
        );
      if (others.length === 1) values.splice(placeOf(values, others[0] as Decimal), 0, others[0] as Decimal);
      else values = [...values, ...others].sort(compare);
    },
    value: () => values[rankOf(share, values.length) - 1] ?? zero,
    state: () => ({ values: countRuns(values) }),
  };
}

/** After all values that are not above this one. */
function placeOf(values: readonly Decimal[], value: Decimal): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(values[middle] as Decimal, value) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The share of so many values, rounded up to whole ones. */
function rankOf(share: Decimal, count: number): number {
  return integerOf(roundTo(multiply(share, decimalOf(String(count))), 0, "up"));
}

function countRuns(values: readonly Decimal[]): [string, number][] {
  const runs: [string, number][] = [];
  for (const value of values) {
    const text = formatDecimal(value);
    const last = runs.at(-1);
    if (last?.[0] === text) last[1] += 1;
    else runs.push([text, 1]);
  }
  return runs;
}
