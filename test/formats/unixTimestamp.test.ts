// Seconds or milliseconds: what is told by size, and what is not.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromLagoEvent } from "../../src/formats/index.ts";
import { runs } from "../laws.ts";
import { must, told } from "./told.ts";

const event = { transaction_id: "t", external_subscription_id: "acme", code: "c" };
const read = (timestamp: unknown, unit?: "seconds" | "milliseconds") =>
  fromLagoEvent({ ...event, timestamp }, unit === undefined ? {} : { unit });

describe("numbers of time", () => {
  it("are told by their size, at its bounds", () => {
    expect(must(read(100_000_000)).timestamp).toBe("1973-03-03T09:46:40.000Z");
    expect(must(read(7_258_118_399)).timestamp).toBe("2199-12-31T23:59:59.000Z");
    expect(must(read("100000000000")).timestamp).toBe("1973-03-03T09:46:40.000Z");
    expect(must(read("7258118399999.9")).timestamp).toBe("2199-12-31T23:59:59.999Z");
    for (const neither of [
      0,
      99_999_999,
      7_258_118_400,
      99_999_999_999,
      "7258118400000",
      1774440000000000,
      "-1774440000",
    ])
      expect(told(read(neither))).toEqual(["timestamp_ambiguous timestamp"]);
  });

  it("are what the option says they are", () => {
    expect(must(read(1, "seconds")).timestamp).toBe("1970-01-01T00:00:01.000Z");
    expect(must(read(1774440000, "milliseconds")).timestamp).toBe("1970-01-21T12:54:00.000Z");
    expect(must(read("0.0019", "seconds")).timestamp).toBe("1970-01-01T00:00:00.001Z");
    for (const outside of [7_258_118_400, -1, "99999999999999999999"])
      expect(told(read(outside, "seconds"))).toEqual(["timestamp_out_of_range timestamp"]);
    expect(told(read(7_258_118_400_000, "milliseconds"))).toEqual(["timestamp_out_of_range timestamp"]);
  });

  it("may have more digits than other numbers, and are floored to the millisecond", () => {
    for (const printed of [1774440000.123456, 1774440000.1234567, 1774440000.1239998])
      expect(must(read(printed)).timestamp).toBe("2026-03-25T12:00:00.123Z");
    expect(must(read(1774440000123.4568)).timestamp).toBe("2026-03-25T12:00:00.123Z");
    expect(must(fromLagoEvent(JSON.stringify({ ...event, timestamp: 1774440000.123456 }))).timestamp).toBe(
      "2026-03-25T12:00:00.123Z",
    );
    expect(must(read(1.5e-7, "seconds")).timestamp).toBe("1970-01-01T00:00:00.000Z");
    expect(told(read(1e300))).toEqual(["timestamp_ambiguous timestamp"]);
    expect(told(read(1e300, "seconds"))).toEqual(["timestamp_out_of_range timestamp"]);
  });

  it("have to be numbers", () => {
    expect(told(read(Number.NaN))).toEqual(["decimal_invalid_type timestamp"]);
    expect(told(read([]))).toEqual(["timestamp_invalid_type timestamp"]);
  });

  it("name the instant that they count, of every day from 1970 to 2199", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_258_118_399_999 }), (milliseconds) => {
        expect(must(read(String(milliseconds), "milliseconds")).timestamp).toBe(
          new Date(milliseconds).toISOString(),
        );
      }),
      runs(1000),
    );
    for (let day = 0; day < 84_006; day += 1) {
      const at = day * 86_400_000 + 3_723_004;
      const text = must(read(at, "milliseconds")).timestamp;
      if (text !== new Date(at).toISOString()) throw new Error(`${at} is not ${text}`);
    }
  });
});
