// Values in order, against the same values in a sorted list.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalOf, formatDecimal } from "../../src/decimal/decimal.ts";
import { createRanking } from "../../src/metering/createRanking.ts";
import { runs } from "../laws.ts";

/** Few different values, so that runs form and vanish; or many, so that blocks are cut in two. */
const changes = fc.oneof(
  fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.constantFrom(1, 1, -1, 3)), { maxLength: 60 }),
  fc.array(fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.constantFrom(1, 1, 1, -1)), {
    minLength: 1500,
    maxLength: 2500,
  }),
);

describe("createRanking", () => {
  it("answers with the value that has a rank, whatever came and went before", () => {
    fc.assert(
      fc.property(changes, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const ranking = createRanking();
        const plain: number[] = [];
        for (const [value, by] of list) {
          const there = plain.filter((other) => other === value).length;
          const done = ranking.change(decimalOf(String(value)), by);
          expect(done).toBe(there + by >= 0);
          if (!done) continue;
          if (by > 0) plain.push(...Array.from({ length: by }, () => value));
          else plain.splice(plain.indexOf(value), 1);
        }
        plain.sort((a, b) => a - b);
        expect(ranking.size()).toBe(plain.length);
        const rank = Math.ceil(share * plain.length);
        const found = ranking.ranked(Math.max(1, rank));
        expect(found && formatDecimal(found)).toBe(plain[Math.max(1, rank) - 1]?.toString());
        expect(ranking.runs().reduce((sum, { count }) => sum + count, 0)).toBe(plain.length);
        expect(ranking.runs().map(({ value }) => formatDecimal(value))).toEqual(
          [...new Set(plain)].map(String),
        );
      }),
      runs(30),
    );
  });
});
