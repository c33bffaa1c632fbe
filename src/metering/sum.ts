// All values together, or, as a count, one for each event.
import { add, type Decimal, formatDecimal, one, subtract, zero } from "../decimal/decimal.ts";
import type { Accumulator, Measured } from "./accumulator.ts";
import { readState } from "./readState.ts";

/** What one event adds. */
export type Addend = (measured: Measured) => Decimal;

export const ofValues: Addend = ({ value }) => value;
export const ofEvents: Addend = () => one;

export function sum(addend: Addend): Accumulator {
  let total = zero;
  return {
    add(measured) {
      total = add(total, addend(measured));
    },
    remove(measured) {
      total = subtract(total, addend(measured));
      return true;
    },
    merge(state) {
      total = add(total, readState.decimal(readState.fields(state).sum));
    },
    value: () => total,
    state: () => ({ sum: formatDecimal(total) }),
  };
}
