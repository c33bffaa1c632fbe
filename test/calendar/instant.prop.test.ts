import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkInstant, formatInstant } from "../../src/calendar/instant.ts";

const two = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, "0"));
const day = fc.integer({ min: 0, max: 33 }).map((value) => String(value).padStart(2, "0"));
const month = fc.integer({ min: 0, max: 14 }).map((value) => String(value).padStart(2, "0"));
const year = fc.oneof(
  fc.constantFrom("0000", "1969", "1970", "2199", "2200"),
  fc.integer({ min: 1960, max: 2210 }).map(String),
);
const clock = fc.tuple(
  fc.integer({ min: 0, max: 25 }),
  fc.integer({ min: 0, max: 61 }),
  fc.integer({ min: 0, max: 61 }),
);
const milliseconds = fc.integer({ min: 0, max: 999 }).map((value) => String(value).padStart(3, "0"));

describe("checkInstant", () => {
  // Law: text in the canonical form, which has a lane of its own, is read as the same instant with one more digit is,
  // which takes the general way.
  it("reads canonical text as it reads all other text", () => {
    fc.assert(
      fc.property(year, month, day, clock, milliseconds, two, (y, m, d, [h, min, s], ms, stray) => {
        const pad = (value: number): string => String(value).padStart(2, "0");
        const date = `${y}-${m}-${s === 61 ? stray : d}`;
        const text = `${date}T${pad(h)}:${pad(min)}:${pad(s)}.${ms}`;
        const [canonical, general] = [checkInstant(`${text}Z`), checkInstant(`${text}0Z`)];
        expect(canonical.ok ? canonical.value : canonical.code).toBe(
          general.ok ? general.value : general.code,
        );
        if (canonical.ok) expect(formatInstant(canonical.value)).toBe(`${text}Z`);
      }),
      { numRuns: 5000 },
    );
  });
});
