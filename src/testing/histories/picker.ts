// Chance that can be had again: every pick follows from a seed, so that a history is told by one number.

/** Picks one after the other; the same seed gives the same picks. */
export interface Picker {
  /** A whole number from 0, below this one. */
  below(bound: number): number;
  /** True so often: 0 never, 1 always. */
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  one<T>(list: readonly T[]): T;
  /** At most so many of the list, each once, in its order. */
  some<T>(list: readonly T[], most: number): T[];
}

const whole32 = 0x1_0000_0000;

/** Picks by the splitmix generator with 32 bits of state, which takes neighbouring seeds far apart. */
export function createPicker(seed: number): Picker {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const below = (bound: number): number => Math.floor((next() / whole32) * bound);
  const one = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError("there is nothing to pick from");
    return list[below(list.length)] as T;
  };
  const some = <T>(list: readonly T[], most: number): T[] => {
    const places = new Set(Array.from({ length: Math.min(most, list.length) }, () => below(list.length)));
    return list.filter((_, place) => places.has(place));
  };
  return { below, chance: (probability) => next() < probability * whole32, one, some };
}
