// The oracle's aggregations against figures worked out by hand.
import { describe, expect, it } from "vitest";
import type { Measuring } from "../../src/model/measuring.ts";
import type { TimeOfDayRule } from "../../src/model/pricingProgram.ts";
import type { UsageEvent } from "../../src/model/usageEvent.ts";
import { type Measured, measuredValue } from "./aggregate.ts";
import { timeWindowKey, windowAt } from "./clock.ts";
import { fraction, toText } from "./fraction.ts";
import { decimalOf, textOf } from "./property.ts";
import { excludeEachOther, selectAmong } from "./select.ts";
import { packagesOf, transform } from "./transform.ts";

const span = { start: 0, end: 100, period: 200 };

function usage(...xs: readonly (readonly [x: string, instant: number, window?: string])[]): Measured[] {
  return xs.map(([x, instant, window = ""], place) => ({
    event_id: `e${place}`,
    instant,
    x: fraction(x),
    text: x,
    window,
  }));
}

function value(how: Measuring, own: readonly Measured[], carried: readonly Measured[] = []): string {
  return toText(measuredValue(how, own, carried, span));
}

describe("aggregates", () => {
  const some = usage(["3", 10], ["1", 30], ["8", 20], ["1", 30]);

  it("of 3, 1, 8 and 1 are what each name says", () => {
    expect(value({}, some)).toBe("13");
    expect(value({ aggregation: "count" }, some)).toBe("4");
    expect(value({ aggregation: "unique_count" }, some)).toBe("3");
    expect(value({ aggregation: "max" }, some)).toBe("8");
    expect(value({ aggregation: "min" }, some)).toBe("1");
    expect(value({ aggregation: "latest" }, some)).toBe("1");
    expect(value({ aggregation: "average" }, some)).toBe("3.25");
    expect(value({ aggregation: "average" }, usage(["1", 1], ["1", 1], ["0", 1]))).toBe(
      "0.666666666666666667",
    );
  });

  it("of nothing are nothing", () => {
    for (const aggregation of ["sum", "min", "latest", "average", "weighted_sum"] as const)
      expect(value({ aggregation }, [])).toBe("0");
    expect(value({ aggregation: "percentile", percentile: "0.5" }, [])).toBe("0");
  });

  it("take of equal instants the greatest event_id as the latest", () => {
    expect(value({ aggregation: "latest" }, usage(["3", 10], ["1", 30], ["8", 30], ["2", 20]))).toBe("8");
  });

  it("take the percentile by nearest rank: of four the second is the 0.5 and the fourth the 0.76", () => {
    const at = (percentile: string) => value({ aggregation: "percentile", percentile }, some);
    expect(["0.000001", "0.5", "0.51", "0.75", "0.76", "1"].map(at)).toEqual(["1", "1", "3", "3", "8", "8"]);
  });

  it("spread a level over the period or the time that it stood: 10 for 80 of 100 or 200", () => {
    const weighted = { aggregation: "weighted_sum" } as const;
    expect(value(weighted, usage(["10", 20]))).toBe("4");
    expect(value({ ...weighted, denominator: "elapsed" }, usage(["10", 20]))).toBe("10");
    const upAndDown = usage(["10", 20], ["-10", 60]);
    expect(value({ ...weighted, denominator: "elapsed" }, upAndDown)).toBe("5");
    expect(value(weighted, usage(["2", 50]), usage(["3", -70], ["1", -5]))).toBe("2.5");
    expect(value({ ...weighted, denominator: "elapsed" }, usage(["2", 50]), usage(["3", -70]))).toBe("4");
  });

  it("carry the latest in until there is a later one", () => {
    const earlier = usage(["9", -50], ["7", -20]);
    expect(value({ aggregation: "latest", carry_over: true }, [], earlier)).toBe("7");
    expect(value({ aggregation: "latest", carry_over: true }, usage(["1", 0]), earlier)).toBe("1");
  });

  it("of windows are added up, or the largest is taken: 9 and 4, not 9 and 1 and 3", () => {
    const two = usage(["9", 1, "a"], ["1", 2, "b"], ["3", 3, "b"]);
    const how = (combine: "sum" | "max", aggregation: "sum" | "max" | "average") =>
      value({ aggregation, window: { size: "hour", combine } }, two);
    expect([how("sum", "sum"), how("max", "sum"), how("sum", "max"), how("sum", "average")]).toEqual([
      "13",
      "9",
      "12",
      "11",
    ]);
    const below = usage(["-3", 1, "a"], ["-1", 2, "b"]);
    expect(value({ window: { size: "hour", combine: "max" } }, below)).toBe("-1");
  });
});

describe("transforms", () => {
  const at = (quantity: string, how: Parameters<typeof transform>[0]) =>
    toText(transform(how, fraction(quantity)));

  it("divide, then round once", () => {
    expect(at("90", { divide_by: "60", round: "up" })).toBe("2");
    expect(at("-90", { divide_by: "60", round: "up" })).toBe("-2");
    expect(at("-90", { divide_by: "60", round: "down" })).toBe("-1");
    expect(at("-90", { divide_by: "60", round: "nearest" })).toBe("-2");
    expect(at("1", { divide_by: "8", round: "nearest", scale: 2 })).toBe("0.13");
    expect(at("2", { divide_by: "3" })).toBe("0.666666666666666667");
    expect(at("2", undefined)).toBe("2");
  });

  it("count packages exactly: 3 of a third are 9, and a hair more is 10", () => {
    const packages = (units: string, how?: "up" | "down" | "nearest") =>
      toText(packagesOf(fraction(units), "0.333333333333333333", how));
    expect(packages("2.999999999999999997")).toBe("9");
    expect(packages("2.999999999999999998")).toBe("10");
    expect([packages("1", "down"), packages("0.5", "nearest"), packages("0.4", "nearest")]).toEqual([
      "3",
      "2",
      "1",
    ]);
  });
});

describe("clocks", () => {
  it("tell the two hours of the night in which a clock is set back apart", () => {
    const hour = (text: string) => timeWindowKey(Date.parse(text), "America/New_York", "hour");
    expect(hour("2026-11-01T05:30:00Z")).not.toBe(hour("2026-11-01T06:30:00Z"));
    expect(hour("2026-11-01T05:00:00Z")).toBe(hour("2026-11-01T05:59:59.999Z"));
    expect(timeWindowKey(Date.parse("2026-11-01T03:59:00Z"), "America/New_York", "day")).toBe("2026-10-31");
  });

  it("find the window of a night that began the day before", () => {
    const rule: Pick<TimeOfDayRule, "windows"> = {
      windows: [
        { from: "22:00", to: "06:00", weekdays: ["fri"], unit_amount: "1" },
        { from: "09:30", to: "24:00", weekdays: ["sun"], unit_amount: "2" },
      ],
    };
    const at = (text: string) =>
      windowAt(rule as TimeOfDayRule, Date.parse(text), "America/New_York")?.from ?? "none";
    const times = ["2026-05-09T02:00", "2026-05-09T09:59", "2026-05-09T10:00", "2026-05-10T02:00"];
    expect(times.map((time) => at(`${time}:00Z`))).toEqual(["22:00", "22:00", "none", "none"]);
    expect(["2026-05-10T13:29", "2026-05-11T03:59", "2026-05-11T04:00"].map((t) => at(`${t}:00Z`))).toEqual([
      "none",
      "09:30",
      "none",
    ]);
  });
});

describe("properties", () => {
  const event = (properties: UsageEvent["properties"]): UsageEvent => ({
    external_contract_id: "acme",
    event_id: "e",
    metric: "calls",
    quantity: "1",
    timestamp: "2026-01-01T00:00:00.000Z",
    properties,
  });

  it("are text, whatever kind of value they are; missing ones, lists and objects are none", () => {
    const texts = ["x", 5.0, 0.0000001, 1e21, true, null, [1], {}].map((a) => textOf(event({ a }), "a"));
    expect(texts).toEqual(["x", "5", "0.0000001", "1000000000000000000000", "true", null, null, null]);
    expect(textOf(event({}), "toString")).toBe(null);
  });

  it("are decimals as quantities are", () => {
    const decimals = ["1.50", 2.5, "1e3", 0.1234567890123456, "abc", true, "123456789012345678901"].map((a) =>
      decimalOf(event({ a }), "a"),
    );
    expect(decimals.map((x) => (typeof x === "string" ? x : toText(x)))).toEqual([
      "1.5",
      "2.5",
      ...Array.from({ length: 5 }, () => "property_invalid"),
    ]);
    expect(decimalOf(event({}), "a")).toBe("property_missing");
  });

  it("let events through filters; a missing one is in no list", () => {
    const rule = (filters: Parameters<typeof excludeEachOther>[0]) => ({
      ...{ id: "r", name: "R", type: "usage", metric: "calls", model: "per_unit", unit_amount: "1" },
      ...{ filters },
    });
    const takes = (filters: Parameters<typeof excludeEachOther>[0], properties: UsageEvent["properties"]) =>
      selectAmong([rule(filters) as Parameters<typeof selectAmong>[0][number]], event(properties)).length ===
      1;
    expect(takes([{ property: "a", in: ["1"] }], { a: 1 })).toBe(true);
    expect(takes([{ property: "a", in: ["1"] }], {})).toBe(false);
    expect(takes([{ property: "a", not_in: ["1"] }], {})).toBe(true);
    expect(takes([{ property: "a", not_in: ["1"] }], { a: "1" })).toBe(false);
    expect(
      takes(
        [
          { property: "a", in: ["1"] },
          { property: "b", not_in: ["x"] },
        ],
        { a: "1", b: "x" },
      ),
    ).toBe(false);
  });

  it("tell two rules apart where no value fits both", () => {
    const a = [{ property: "a", in: ["1", "2"] }];
    expect(excludeEachOther(a, [{ property: "a", in: ["3"] }])).toBe(true);
    expect(excludeEachOther(a, [{ property: "a", in: ["2", "3"] }])).toBe(false);
    expect(excludeEachOther(a, [{ property: "a", not_in: ["1", "2", "5"] }])).toBe(true);
    expect(excludeEachOther(a, [{ property: "a", not_in: ["1"] }])).toBe(false);
    expect(excludeEachOther(a, [{ property: "b", in: ["3"] }])).toBe(false);
    expect(excludeEachOther(a, undefined)).toBe(false);
  });
});
