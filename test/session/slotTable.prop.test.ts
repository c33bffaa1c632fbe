import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSlotTable, type SlotTable } from "../../src/session/slotTable.ts";
import { runs } from "../laws.ts";

const most = 2 ** 31 - 1;

/** Hashes that want the same place, in one shard or in all: at the beginning, at the end, and one beside the other. */
const crowded = fc.oneof(
  fc.constantFrom(0, 1, most, most - 1, most - 256, 2 ** 30),
  fc.integer({ min: 0, max: 5 }).map((step) => most - 256 * step),
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 0, max: most }),
);

/** Every number under a hash, as `find` shows them when none is the right one. */
function allUnder(table: SlotTable, hash: number): number[] {
  const seen: number[] = [];
  const found = table.find(hash, (value) => {
    seen.push(value);
    return false;
  });
  if (found !== -1) expect(found).toBe(-1);
  return seen.sort((a, b) => a - b);
}

/** Law: under a hash stand the numbers that were kept under it, each once, and no others; each can be found. */
function holdsLike(table: SlotTable, kept: ReadonlyMap<number, number[]>): void {
  for (const [hash, values] of kept) {
    const under = allUnder(table, hash);
    if (under.join() !== [...values].sort((a, b) => a - b).join()) expect(under).toEqual(values);
    for (const value of values) {
      const found = table.find(hash, (one) => one === value);
      if (found !== value) expect([hash, found]).toEqual([hash, value]);
    }
  }
}

function keepIn(kept: Map<number, number[]>, table: SlotTable, hash: number, value: number): void {
  kept.set(hash, [...(kept.get(hash) ?? []), value]);
  table.keep(hash, value);
}

describe("a table of places by hash", () => {
  it("has what was kept under a hash, and nothing else, also where hashes are equal or want one place", () => {
    fc.assert(
      fc.property(fc.array(crowded, { maxLength: 200 }), crowded, (hashes, other) => {
        const table = createSlotTable();
        const kept = new Map<number, number[]>();
        for (const [value, hash] of hashes.entries()) keepIn(kept, table, hash, value);
        holdsLike(table, kept);
        expect(allUnder(table, other).length).toBe(kept.get(other)?.length ?? 0);
      }),
      runs(200),
    );
  });

  it("has the smallest and the largest number", () => {
    const table = createSlotTable();
    const kept = new Map<number, number[]>();
    for (const value of [0, 2 ** 32 - 2, 2 ** 31]) keepIn(kept, table, 7, value);
    holdsLike(table, kept);
  });

  it("has all of them after it was split in many, and after these have grown", () => {
    const table = createSlotTable();
    const kept = new Map<number, number[]>();
    let hash = 12_345;
    for (let value = 0; value < 120_000; value += 1) {
      // Numbers without an order, the same in every run; some are there several times.
      hash = (hash * 48_271) % most;
      keepIn(kept, table, value % 50 === 0 ? value % 4000 : hash, value);
      if (value === 16_383 || value === 16_384) holdsLike(table, kept);
    }
    holdsLike(table, kept);
  });
});
