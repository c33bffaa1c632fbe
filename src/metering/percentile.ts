// The smallest value that at least the given share of all values is not above: the nearest rank, never a value in between.
import {
  type Decimal,
  decimalOf,
  formatDecimal,
  integerOf,
  multiply,
  roundTo,
  zero,
} from "../decimal/decimal.ts";
import type { Accumulator } from "./accumulator.ts";
import { createRanking } from "./createRanking.ts";
import { readState } from "./readState.ts";

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
    state: () => ({ values: runs().map((run) => [formatDecimal(run.value), run.count]) }),
  };
}

/** The share of so many values, rounded up to whole ones. */
function rankOf(share: Decimal, count: number): number {
  return integerOf(roundTo(multiply(share, decimalOf(String(count))), 0, "up"));
}
