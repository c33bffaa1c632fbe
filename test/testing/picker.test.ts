// The chance that random histories are made of: the same for the same seed, and even.
import { describe, expect, it } from "vitest";
import { createPicker } from "../../src/testing/histories/picker.ts";

describe("createPicker", () => {
  it("picks the same for the same seed, and other things for the next", () => {
    const picks = (seed: number): number[] => {
      const picker = createPicker(seed);
      return Array.from({ length: 50 }, () => picker.below(1_000_000));
    };
    for (const seed of [0, 1, -7, 2 ** 40]) {
      expect(picks(seed)).toEqual(picks(seed));
      expect(picks(seed)).not.toEqual(picks(seed + 1));
    }
  });

  it("spreads its picks evenly, over one seed and over the first picks of many", () => {
    const one = createPicker(1);
    const within = Array.from({ length: 10_000 }, () => one.below(10));
    const across = Array.from({ length: 10_000 }, (_, seed) => createPicker(seed).below(10));
    for (const picks of [within, across])
      for (let value = 0; value < 10; value += 1) {
        const count = picks.filter((pick) => pick === value).length;
        expect(count).toBeGreaterThan(850);
        expect(count).toBeLessThan(1150);
      }
  });

  it("is true as often as told", () => {
    const picker = createPicker(1);
    const share = (probability: number): number =>
      Array.from({ length: 10_000 }, () => picker.chance(probability)).filter((hit) => hit).length / 10_000;
    expect(share(0)).toBe(0);
    expect(share(1)).toBe(1);
    expect(share(0.2)).toBeGreaterThan(0.18);
    expect(share(0.2)).toBeLessThan(0.22);
  });

  it("picks one of a list, or some of it in its order", () => {
    const picker = createPicker(1);
    const list = [3, 1, 2];
    expect(new Set(Array.from({ length: 100 }, () => picker.one(list)))).toEqual(new Set(list));
    expect(() => picker.one([])).toThrow("nothing to pick from");
    for (let times = 0; times < 100; times += 1) {
      const some = picker.some(list, 2);
      expect(some.length).toBeLessThanOrEqual(2);
      expect(some).toEqual(list.filter((item) => some.includes(item)));
    }
    expect(picker.some([], 3)).toEqual([]);
  });
});
