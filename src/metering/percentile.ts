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

/** Equal values. */
interface Run {
  readonly value: Decimal;
  count: number;
}

export function percentile(share: Decimal): Accumulator {
  const { change, ranked, size, runs } = createRanking();
  return {
    add: (measured) => void change(measured.value, 1),
    remove: (measured) => change(measured.value, -1),
    merge(state) {
      for (const [text, count] of readState.pairs(readState.fields(state).values)) {
        change(readState.decimal(text), readState.count(count));
      }
    },
    value: () => ranked(rankOf(share, size())) ?? zero,
    state: () => ({ values: runs.map((run) => [formatDecimal(run.value), run.count]) }),
  };
}

/** Values in order, that can say which has a rank: the answer to the last question is where the next is looked for. */
function createRanking(): {
  readonly runs: readonly Run[];
  size(): number;
  change(value: Decimal, by: number): boolean;
  ranked(rank: number): Decimal | undefined;
} {
  const runs: Run[] = [];
  let total = 0;
  /** The run of the last answer, and how many values lie before it. */
  let at = 0;
  let before = 0;
  return {
    runs,
    size: () => total,
    change(value, by) {
      const place = placeOf(runs, value);
      const run = runs[place];
      const found = run !== undefined && compare(run.value, value) === 0 ? run : undefined;
      const count = (found?.count ?? 0) + by;
      if (count < 0) return false;
      total += by;
      if (place < at) before += by;
      if (found !== undefined && count > 0) found.count = count;
      else
        runs.splice(place, found === undefined ? 0 : 1, ...(found === undefined ? [{ value, count }] : []));
      if (place < at) at += (found === undefined ? 1 : 0) - (count === 0 ? 1 : 0);
      return true;
    },
    ranked(rank) {
      while (at > 0 && before >= rank) {
        at -= 1;
        before -= runs[at]?.count ?? 0;
      }
      while (at < runs.length - 1 && before + (runs[at]?.count ?? 0) < rank) {
        before += runs[at]?.count ?? 0;
        at += 1;
      }
      return runs[at]?.value;
    },
  };
}

/** The first run that is not below a value. */
function placeOf(runs: readonly Run[], value: Decimal): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare((runs[middle] as Run).value, value) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The share of so many values, rounded up to whole ones. */
function rankOf(share: Decimal, count: number): number {
  return integerOf(roundTo(multiply(share, decimalOf(String(count))), 0, "up"));
}
