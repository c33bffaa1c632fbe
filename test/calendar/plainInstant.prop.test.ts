import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkInstant, formatInstant } from "../../src/calendar/instant.ts";
import { plainInstant, putPlainInstant, putPlainInstantInBytes } from "../../src/calendar/plainInstant.ts";
import { runs } from "../laws.ts";

const [first, last] = [Date.UTC(1971, 0, 1), Date.UTC(2199, 0, 1) - 1];

/** Instants of the plain years, many of them at the ends of days, months and years, leap days among them. */
const instant: fc.Arbitrary<number> = fc
  .oneof(
    fc.integer({ min: first, max: last }),
    fc
      .tuple(
        fc.oneof(
          fc.integer({ min: 1971, max: 2199 }),
          fc.constantFrom(1972, 2000, 2024, 2096, 2100, 2104, 2196, 2198),
        ),
        fc.integer({ min: 0, max: 12 }),
        fc.constantFrom(0, 1, 2, 28, 29, 30),
        fc.constantFrom(0, -1, 1, 999, 1000, 86_399_999),
      )
      .map(([year, month, day, rest]) => Date.UTC(year, month, 1) + day * 86_400_000 + rest),
  )
  .map((value) => Math.min(last, Math.max(first, value)));

/** Text as long as a plain instant, with a few characters changed: to digits, to others, to what looks like a digit in a byte. */
const changed: fc.Arbitrary<string> = fc
  .tuple(
    instant,
    fc.boolean(),
    fc.array(
      fc.tuple(
        fc.nat({ max: 23 }),
        fc.constantFrom(..."0123456789-:.TZtz+ /;?", "\u0130", "\u0139", "\uff11", "é"),
      ),
      {
        maxLength: 3,
      },
    ),
  )
  .map(([value, short, changes]) => {
    const text = short ? shortText(value) : new Date(value).toISOString();
    return changes.reduce((now, [at, to]) => now.slice(0, at) + to + now.slice(at + 1), text);
  });

function shortText(value: number): string {
  return new Date(Math.floor(value / 1000) * 1000).toISOString().replace(".000Z", "Z");
}

/** An instant as `Date` reads it; NaN for all that is not written in full, and for days that no month has. */
function readByDate(text: string): number {
  const isWritten = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(text);
  const value = isWritten ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(value)) return Number.NaN;
  // A day too many would be the first of the next month, and 24:00 the next day.
  return new Date(value).toISOString().slice(0, 19) === text.slice(0, 19) ? value : Number.NaN;
}

describe("plain instants", () => {
  it("are read in both forms, in all plain years, and are what the general reader and Date read", () => {
    fc.assert(
      fc.property(instant, (value) => {
        const text = new Date(value).toISOString();
        expect(plainInstant(text)).toBe(value);
        expect(formatInstant(plainInstant(text))).toBe(text);
        expect(checkInstant(text)).toEqual({ ok: true, value });
        expect(plainInstant(shortText(value))).toBe(Math.floor(value / 1000) * 1000);
      }),
      runs(4000),
    );
  });

  it("are on every day of the plain years what Date says", () => {
    const wrong: string[] = [];
    for (let day = first; day <= last; day += 86_400_000) {
      const text = `${new Date(day).toISOString().slice(0, 10)}T23:59:59Z`;
      if (plainInstant(text) !== day + 86_399_000) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });

  // Law: what is not plain is NaN, and whatever is a number is what Date and the general reader, by its own way, read.
  it("are NaN, or the same, of text that was changed", () => {
    fc.assert(
      fc.property(changed, (text) => {
        const read = plainInstant(text);
        const year = text.slice(0, 4);
        const isPlain = year > "1970" && year < "2199";
        expect(read).toBe(isPlain ? readByDate(text) : Number.NaN);
        // Ten digits after the point would be too many, one more than three is read the general way.
        const general = checkInstant(
          text.length === 24 ? text.replace(/Z$/, "0Z") : text.replace(/Z$/, ".0Z"),
        );
        if (!Number.isNaN(read)) expect(general).toEqual({ ok: true, value: read });
        else if (isPlain && /Z$/.test(text)) expect(general.ok).toBe(false);
      }),
      runs(15_000),
    );
  });

  it("are left to the general reader in the first and the last years, and in any other form", () => {
    const others = [
      ...["1970-12-31T23:59:59Z", "2199-01-01T00:00:00Z", "2199-12-31T23:59:59.999Z", "1969-12-31T23:59:59Z"],
      ...[
        "2026-03-25T12:00:00+00:00",
        "2026-03-25T12:00:00.0Z",
        "2026-03-25T12:00:00.0000Z",
        "2026-03-25T12:00:00",
      ],
      ...[
        "",
        "2026-03-25",
        "2026-03-25T12:00Z",
        "2026-03-25T12:00:60Z",
        "2026-03-25T24:00:00Z",
        "2100-02-29T00:00:00Z",
      ],
    ];
    expect(others.map(plainInstant)).toEqual(others.map(() => Number.NaN));
  });

  it("are NaN of bytes that have fewer or more digits after the point, as they are of text", () => {
    const others = ["2026-03-25T12:00:00.5Z", "2026-03-25T12:00:00.50Z", "2026-03-25T12:00:00.5000Z"];
    const fromBytes = (text: string) => {
      const put = Float64Array.of(5);
      putPlainInstantInBytes(new TextEncoder().encode(text), 0, text.length, put, 0);
      return put[0];
    };
    expect(others.map(fromBytes)).toEqual(others.map(() => Number.NaN));
    expect(others.map(plainInstant)).toEqual(others.map(() => Number.NaN));
  });

  it("are read from bytes as from text, wherever they stand", () => {
    fc.assert(
      fc.property(changed, fc.constantFrom("", "2", "0Z", "Z2026"), (text, around) => {
        const isAscii = [...text].every((character) => character <= "\u007f");
        fc.pre(isAscii);
        const bytes = new TextEncoder().encode(around + text + around);
        const put = Float64Array.of(5, 5, 5, 5);
        putPlainInstantInBytes(bytes, around.length, around.length + text.length, put, 1);
        putPlainInstant(text, put, 2);
        expect([...put]).toEqual([5, plainInstant(text), plainInstant(text), 5]);
      }),
      runs(2000),
    );
  });
});
