// Each local hour or day aggregated on its own, then the sum or the largest of them. Windows without events are none.
import { localDay, localTime } from "../calendar/zone.ts";
import { add, type Decimal, subtract, zero } from "../decimal/decimal.ts";
import type { MeasureWindow } from "../model/measuring.ts";
import { type Accumulator, noSpan } from "./accumulator.ts";
import { createRanking } from "./createRanking.ts";
import { readState } from "./readState.ts";

const millisecondsPerHour = 3_600_000;

export function windowed(
  inner: () => Accumulator,
  { size, combine }: MeasureWindow,
  zone: string,
): Accumulator {
  const windows = new Map<number, { readonly inside: Accumulator; value: Decimal }>();
  /** Of all windows, where the largest is asked for. */
  const values = createRanking();
  let result: Decimal | undefined;

  function change(key: number, act: (inside: Accumulator) => void): void {
    const known = windows.get(key);
    const window = known ?? { inside: inner(), value: zero };
    windows.set(key, window);
    act(window.inside);
    const before = window.value;
    window.value = window.inside.value(noSpan);
    result = follow(before, window.value, known === undefined);
  }

  /** What all windows come to after one of them has changed. */
  function follow(before: Decimal, after: Decimal, fresh: boolean): Decimal {
    if (combine === "sum") return add(result ?? zero, subtract(after, before));
    if (!fresh) values.change(before, -1);
    values.change(after, 1);
    return values.ranked(values.size()) as Decimal;
  }

  return {
    add: (measured) => change(windowOf(measured.instant, size, zone), (inside) => inside.add(measured)),
    // Whether the window is left without events cannot be told from every state inside it.
    remove: () => false,
    merge(state) {
      for (const [key, other] of readState.pairs(readState.fields(state).windows)) {
        change(readState.integer(key), (inside) => inside.merge(other));
      }
    },
    value: () => result ?? zero,
    state: () => ({
      windows: [...windows].sort(([a], [b]) => a - b).map(([key, { inside }]) => [key, inside.state()]),
    }),
  };
}

/** A day's number, or the instant at which an hour begins; an hour that the clock shows twice is two. */
function windowOf(instant: number, size: MeasureWindow["size"], zone: string): number {
  if (size === "day") return localDay(instant, zone);
  return instant - (localTime(instant, zone) % millisecondsPerHour);
}
