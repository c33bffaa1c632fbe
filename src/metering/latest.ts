// The last value: by timestamp, and among equal timestamps by event_id.
import { type Decimal, formatDecimal, zero } from "../decimal/decimal.ts";
import type { Accumulator } from "./accumulator.ts";
import { readState } from "./readState.ts";

interface Last {
  readonly value: Decimal;
  readonly instant: number;
  readonly event_id: string;
}

export function latest(): Accumulator {
  let last: Last | undefined;
  const take = (other: Last): void => {
    if (last === undefined || isAfter(other, last)) last = other;
  };
  const state = (): ReturnType<Accumulator["state"]> =>
    last === undefined ? {} : { ...last, value: formatDecimal(last.value) };
  return {
    add: ({ value, instant, event_id }) => take({ value, instant, event_id }),
    remove: (measured) => last !== undefined && isAfter(last, measured),
    merge(other) {
      const { value, instant, event_id } = readState.fields(other);
      if (value === undefined) return;
      take({
        value: readState.decimal(value),
        instant: readState.integer(instant),
        event_id: readState.text(event_id),
      });
    },
    value: () => last?.value ?? zero,
    state,
    carry: state,
  };
}

function isAfter(a: Omit<Last, "value">, b: Omit<Last, "value">): boolean {
  return a.instant > b.instant || (a.instant === b.instant && a.event_id > b.event_id);
}
