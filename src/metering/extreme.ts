// The largest or the smallest value. Taking back the one that it is needs the others.
import { compare, type Decimal, formatDecimal, maximum, minimum, zero } from "../decimal/decimal.ts";
import type { Accumulator } from "./accumulator.ts";
import { readState } from "./readState.ts";

export function extreme(which: "max" | "min"): Accumulator {
  const better = which === "max" ? maximum : minimum;
  let best: Decimal | undefined;
  const take = (value: Decimal): void => {
    best = best === undefined ? value : better(best, value);
  };
  return {
    add: ({ value }) => take(value),
    remove: ({ value }) => best !== undefined && better(best, value) === best && compare(best, value) !== 0,
    merge(state) {
      const { value = null } = readState.fields(state);
      if (value !== null) take(readState.decimal(value));
    },
    value: () => best ?? zero,
    state: () => ({ value: best === undefined ? null : formatDecimal(best) }),
  };
}
