// How many different values there are. How often each came is kept, so that an event can be taken back.
import { decimalOf } from "../decimal/decimal.ts";
import type { Accumulator } from "./accumulator.ts";
import { readState } from "./readState.ts";

export function uniqueCount(): Accumulator {
  const times = new Map<string, number>();
  const change = (text: string, by: number): void => {
    const now = (times.get(text) ?? 0) + by;
    if (now === 0) times.delete(text);
    else times.set(text, now);
  };
  return {
    add: ({ text }) => change(text, 1),
    remove({ text }) {
      if (!times.has(text)) return false;
      change(text, -1);
      return true;
    },
    merge(state) {
      for (const [text, count] of readState.pairs(readState.fields(state).values))
        change(readState.text(text), readState.count(count));
    },
    value: () => decimalOf(String(times.size)),
    state: () => ({ values: [...times].sort(([a], [b]) => (a < b ? -1 : 1)) }),
  };
}
