// The mean of the values, to 18 decimal places; what it is made of is kept exactly.
import { add, decimalOf, divide, formatDecimal, subtract, zero } from "../decimal/decimal.ts";
import type { Accumulator } from "./accumulator.ts";
import { readState } from "./readState.ts";

export function average(): Accumulator {
  let sum = zero;
  let count = 0;
  return {
    add({ value }) {
      sum = add(sum, value);
      count += 1;
    },
    remove({ value }) {
      if (count === 0) return false;
      sum = subtract(sum, value);
      count -= 1;
      return true;
    },
    merge(state) {
      const other = readState.fields(state);
      sum = add(sum, readState.decimal(other.sum));
      if (other.count !== 0) count += readState.count(other.count);
    },
    value: () => (count === 0 ? zero : divide(sum, decimalOf(String(count)))),
    state: () => ({ sum: formatDecimal(sum), count }),
  };
}
