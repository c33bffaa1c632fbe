// Chance from a seed: numbers for what is drawn by hand, and the same stream for the arbitraries of the property tests.
import fc from "fast-check";

/** One stream of chance. What is drawn depends on its seed alone. */
export interface Chance {
  /** A whole number from 0 to `max`. */
  upTo(max: number): number;
  /** Once in so many times. */
  once(times: number): boolean;
  oneOf<T>(list: readonly [T, ...T[]]): T;
  /** A value as the property tests would draw it, without what they need to make it smaller. */
  draw<T>(arbitrary: fc.Arbitrary<T>): T;
}

export function createChance(seed: number): Chance {
  const generator = generatorAt(mix(seed | 0));
  const random = new fc.Random(generator);
  const upTo = (max: number): number => random.nextInt(0, max);
  return {
    upTo,
    once: (times) => upTo(times - 1) === 0,
    oneOf: (list) => list[upTo(list.length - 1)] ?? list[0],
    draw: (arbitrary) => arbitrary.generate(random, undefined).value,
  };
}

/** A seed for each place in a run: neighbours have nothing in common. */
export function seedAt(seed: number, place: number): number {
  return mix((mix(seed | 0) + place) | 0);
}

/** What `fc.Random` asks of a source of chance. */
interface Generator {
  clone(): Generator;
  next(): number;
  getState(): readonly number[];
}

/** Weyl's steps, mixed. */
function generatorAt(start: number): Generator {
  let state = start;
  return {
    clone: () => generatorAt(state),
    next: () => {
      state = (state + 0x9e3779b9) | 0;
      return mix(state);
    },
    getState: () => [state],
  };
}

/** Each bit of a 32-bit number comes to bear on every bit of the result. */
function mix(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}
