import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millisecondsOf } from "../../src/http/millisecondsOf.ts";

describe("millisecondsOf", () => {
  it("is what the calendar of the host says, for every instant that can be written", () => {
    const instant = fc.date({
      min: new Date(0),
      max: new Date("2199-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, (date) => {
        expect(millisecondsOf(date.toISOString(), "it")).toBe(date.getTime());
        expect(millisecondsOf(date, "it")).toBe(date.getTime());
        expect(millisecondsOf(date.getTime(), "it")).toBe(date.getTime());
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    "1970-01-01T00:00:00Z",
    "2000-02-29T23:59:59.999Z",
    "2100-02-28T00:00:00Z",
    "2100-03-01T00:00:00+14:00",
  ])("is right about %s", (text) => {
    expect(millisecondsOf(text, "it")).toBe(new Date(text).getTime());
  });

  it.each([["2026-02-30T00:00:00Z"], [""], [Number.NaN], [undefined], [null], [new Date("no")], [{}]])(
    "refuses %s",
    (value) => {
      expect(() => millisecondsOf(value as never, "the expiry")).toThrow("the expiry must be an instant");
    },
  );
});
