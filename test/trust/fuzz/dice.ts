// Chance from a seed and a place: every execution draws from its own stream, so that it can be repeated alone.

export interface Dice {
  /** A whole number from 0, below `count`. */
  below(count: number): number;
  /** Once in so many times. */
  once(times: number): boolean;
  pick<T>(list: readonly T[]): T;
}

export function createDice(seed: number, place: number): Dice {
  let state = mix(Math.imul(seed, 0x9e3779b1) ^ mix(place));
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    return mix(state) >>> 0;
  }
  const below = (count: number): number => (count <= 1 ? 0 : next() % count);
  return {
    below,
    once: (times) => below(times) === 0,
    pick: (list) => {
      if (list.length === 0) throw new RangeError("there is nothing to pick from");
      return list[below(list.length)] as (typeof list)[number];
    },
  };
}

function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
