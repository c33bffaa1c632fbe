// Aggregations on their own: what is refused, with its code and place, what can be taken back, and what states look like.
import { describe, expect, it } from "vitest";
import { createAggregation } from "../../../src/metering/createAggregation.ts";
import { BillingError } from "../../../src/model/errors.ts";
import type { Measuring } from "../../../src/model/measuring.ts";
import type { JsonValue } from "../../../src/model/usageEvent.ts";

const event = (value: string, timestamp = "2026-03-01T09:00:00Z", event_id = "e1") => ({
  value,
  timestamp,
  event_id,
});

/** Code and path of the only issue; undefined: nothing was thrown. */
function refusalOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (!(error instanceof BillingError)) throw error;
    return error.issues.map(({ code, path }) => `${code} ${path}`).join(", ");
  }
}

describe("createAggregation", () => {
  it.each([
    { measuring: undefined, refused: "field_type measuring" },
    { measuring: null, refused: "field_type measuring" },
    { measuring: "sum", refused: "field_type measuring" },
    { measuring: { aggregation: "median" }, refused: "value_invalid aggregation" },
    { measuring: { denominator: "none" }, refused: "value_invalid denominator" },
    { measuring: { aggregation: "percentile" }, refused: "rule_field_missing percentile" },
    { measuring: { aggregation: "percentile", percentile: "x" }, refused: "rule_field_missing percentile" },
    {
      measuring: { aggregation: "percentile", percentile: 0.5 as never },
      refused: "rule_field_missing percentile",
    },
    { measuring: { aggregation: "percentile", percentile: "0" }, refused: "rate_out_of_range percentile" },
    { measuring: { aggregation: "percentile", percentile: "-0.5" }, refused: "rate_out_of_range percentile" },
    { measuring: { aggregation: "percentile", percentile: "1.1" }, refused: "rate_out_of_range percentile" },
    { measuring: { window: { size: "week", combine: "sum" } }, refused: "value_invalid window.size" },
    { measuring: { window: { size: "day", combine: "min" } }, refused: "value_invalid window.combine" },
    {
      measuring: { aggregation: "weighted_sum", window: { size: "day", combine: "sum" } },
      refused: "rule_field_conflict window",
    },
  ])("refuses $measuring: $refused", ({ measuring, refused }) => {
    expect(refusalOf(() => createAggregation(measuring as unknown as Measuring))).toBe(refused);
  });

  it.each([
    {},
    { aggregation: "percentile", percentile: "1" },
    { aggregation: "percentile", percentile: "0.01" },
    { aggregation: "weighted_sum", denominator: "elapsed" },
    { window: { size: "hour", combine: "max" } },
    // Says nothing without the aggregation that it belongs to.
    { percentile: "7" },
  ] as const)("takes %j", (measuring) => {
    expect(refusalOf(() => createAggregation(measuring as Measuring))).toBeUndefined();
  });

  it.each(["Mars/Olympus", "", 7, null])("refuses the zone %j", (zone) => {
    expect(refusalOf(() => createAggregation({}, zone as string))).toBe("timezone_invalid timezone");
  });

  it("says what of an event cannot be read", () => {
    const { add, empty } = createAggregation({});
    const wrong = (given: unknown) => refusalOf(() => add(empty, given as ReturnType<typeof event>));
    expect(wrong(undefined)).toBe("event_invalid event");
    expect(wrong(null)).toBe("event_invalid event");
    expect(wrong({ ...event("1"), event_id: 7 })).toBe("event_invalid event");
    expect(wrong({ ...event("1"), value: 7 })).toBe("event_invalid event");
    expect(wrong(event("x"))).toBe("decimal_invalid_format value");
    expect(wrong(event("1", "yesterday"))).toBe("timestamp_invalid timestamp");
  });

  it("says which end of a span cannot be read", () => {
    const { value, empty } = createAggregation({ aggregation: "weighted_sum" });
    const [good, bad] = ["2026-03-01T00:00:00Z", "soon"];
    expect(refusalOf(() => value(empty, { start: bad, end: good }))).toBe("timestamp_invalid span.start");
    expect(refusalOf(() => value(empty, { start: good, end: bad }))).toBe("timestamp_invalid span.end");
  });

  it("tells any text apart as a unique value, also where it is no number", () => {
    const { add, empty, value } = createAggregation({ aggregation: "unique_count" });
    const state = ["a", "b", "a", "1", "1.0"].reduce((before, text) => add(before, event(text)), empty);
    expect(value(state)).toBe("4");
    expect(state).toEqual({
      values: [
        ["1", 1],
        ["1.0", 1],
        ["a", 2],
        ["b", 1],
      ],
    });
  });

  it("takes the smallest value that a share of all is not above, and no lower one", () => {
    const { add, empty, value } = createAggregation({ aggregation: "percentile", percentile: "0.21" });
    const state = ["5", "1", "4", "2", "3"].reduce((before, text) => add(before, event(text)), empty);
    expect(value(state)).toBe("2");
  });
});

describe("a level", () => {
  const { add, remove, empty } = createAggregation({ aggregation: "weighted_sum" });

  it("is two sums, and when it was first set only where that is asked for", () => {
    const first = event("2", "1970-01-01T00:00:01Z");
    expect(add(empty, first)).toStrictEqual({ level: "2", moment: "2000" });
    const elapsed = createAggregation({ aggregation: "weighted_sum", denominator: "elapsed" });
    expect(elapsed.add(elapsed.empty, first)).toStrictEqual({ level: "2", moment: "2000", since: 1000 });
  });

  it("gives back what came in the first instant of all, too", () => {
    const first = event("2", "1970-01-01T00:00:00Z");
    expect(remove(add(empty, first), first)).toEqual({ ok: true, state: empty });
  });
});

describe("what can be taken back", () => {
  const nine = event("9", "2026-03-01T10:00:00Z", "e2");
  const two = event("2", "2026-03-01T09:00:00Z", "e1");

  function without(measuring: Measuring, taken: ReturnType<typeof event>): unknown {
    const { add, remove, empty, value } = createAggregation(measuring);
    const left = remove(add(add(empty, nine), two), taken);
    const span = { start: "2026-03-01T00:00:00Z", end: "2026-03-02T00:00:00Z" };
    return left.ok ? value(left.state, span) : left.code;
  }

  it.each<{ measuring: Measuring; low: string; high: string }>([
    { measuring: {}, low: "9", high: "2" },
    { measuring: { aggregation: "count" }, low: "1", high: "1" },
    { measuring: { aggregation: "average" }, low: "9", high: "2" },
    { measuring: { aggregation: "max" }, low: "9", high: "aggregation_needs_events" },
    { measuring: { aggregation: "min" }, low: "aggregation_needs_events", high: "2" },
    { measuring: { aggregation: "latest" }, low: "9", high: "aggregation_needs_events" },
    { measuring: { aggregation: "percentile", percentile: "1" }, low: "9", high: "2" },
    { measuring: { aggregation: "unique_count" }, low: "1", high: "1" },
    { measuring: { aggregation: "weighted_sum" }, low: "5.25", high: "1.25" },
    {
      measuring: { aggregation: "weighted_sum", denominator: "elapsed" },
      low: "aggregation_needs_events",
      high: "2",
    },
    {
      measuring: { window: { size: "day", combine: "sum" } },
      low: "aggregation_needs_events",
      high: "aggregation_needs_events",
    },
  ])(
    "from $measuring: without the low value $low, without the high one $high",
    ({ measuring, low, high }) => {
      expect([without(measuring, two), without(measuring, nine)]).toEqual([low, high]);
    },
  );

  it.each(["average", "percentile", "unique_count", "max", "min", "latest"] as const)(
    "from an empty %s is nothing",
    (aggregation) => {
      const share = aggregation === "percentile" ? { percentile: "1" } : {};
      const { remove, empty } = createAggregation({ aggregation, ...share });
      expect(remove(empty, two)).toEqual({ ok: false, code: "aggregation_needs_events" });
    },
  );

  it("is not a value that a maximum has only seen as its best", () => {
    const { add, remove, empty } = createAggregation({ aggregation: "max" });
    expect(remove(add(empty, two), two).ok).toBe(false);
    expect(remove(add(empty, two), nine).ok).toBe(false);
  });

  it("is not what a percentile does not hold", () => {
    const { add, remove, empty } = createAggregation({ aggregation: "percentile", percentile: "1" });
    expect(remove(add(empty, two), nine).ok).toBe(false);
  });
});

describe("a value without events", () => {
  it.each<Measuring>([
    {},
    { aggregation: "average" },
    { aggregation: "max" },
    { aggregation: "latest" },
    { aggregation: "weighted_sum" },
    { aggregation: "weighted_sum", denominator: "elapsed" },
    { aggregation: "percentile", percentile: "0.5" },
    { window: { size: "hour", combine: "max" } },
  ])("of %j is 0, with a span and without one", (measuring) => {
    const { empty, value } = createAggregation(measuring);
    expect(value(empty)).toBe("0");
    expect(value(empty, { start: "2026-03-01T00:00:00Z", end: "2026-03-02T00:00:00Z" })).toBe("0");
  });
});

describe("windows", () => {
  const at = (timestamp: string, value: string) => event(value, timestamp, timestamp);

  it("are hours of the zone's clock, also where that is half an hour off", () => {
    const { add, empty, value } = createAggregation(
      { window: { size: "hour", combine: "max" } },
      "Asia/Kolkata",
    );
    const events = [
      at("2026-03-01T10:10:00Z", "1"),
      at("2026-03-01T10:40:00Z", "2"),
      at("2026-03-01T11:20:00Z", "4"),
    ];
    const state = events.reduce(add, empty);
    expect(value(state)).toBe("6");
    expect(state).toEqual({
      windows: [
        [Date.parse("2026-03-01T09:30:00Z"), { sum: "1" }],
        [Date.parse("2026-03-01T10:30:00Z"), { sum: "6" }],
      ],
    });
  });

  it("take the largest as it is now, when a window has grown or fallen", () => {
    const { add, empty, value } = createAggregation({ window: { size: "day", combine: "max" } });
    const grown = [at("2026-03-01T10:00:00Z", "5"), at("2026-03-02T10:00:00Z", "3")].reduce(add, empty);
    expect(value(grown)).toBe("5");
    expect(value(add(grown, at("2026-03-01T11:00:00Z", "-4")))).toBe("3");
    expect(value(add(grown, at("2026-03-02T11:00:00Z", "4")))).toBe("7");
  });
});

describe("states that none has made", () => {
  const badly: readonly {
    readonly aggregation: Measuring["aggregation"];
    readonly states: readonly JsonValue[];
  }[] = [
    { aggregation: "sum", states: [null, 7, "x", [], {}, { sum: 1 }, { sum: "x" }] },
    {
      aggregation: "average",
      states: [{ sum: "1" }, { sum: "1", count: "1" }, { sum: "1", count: 1.5 }, { sum: "1", count: -1 }],
    },
    {
      aggregation: "unique_count",
      states: [
        {},
        { values: {} },
        { values: ["a"] },
        { values: [["a"]] },
        { values: [["a", 1, 1]] },
        { values: [[1, 1]] },
        { values: [["a", 0]] },
      ],
    },
    {
      aggregation: "latest",
      states: [
        { value: "1", instant: "1", event_id: "e" },
        { value: "1", instant: 1, event_id: 7 },
        { value: 1, instant: 1, event_id: "e" },
      ],
    },
    { aggregation: "max", states: [7, "x", null, []] },
    { aggregation: "latest", states: [7, "x", null, []] },
    { aggregation: "weighted_sum", states: [{ level: "1" }, { level: "1", moment: "1", since: "1" }] },
  ];
  const cases = badly.flatMap(({ aggregation, states }) => states.map((state) => ({ aggregation, state })));

  it.each(cases)("are refused: $aggregation of $state", ({ aggregation, state }) => {
    const { value } = createAggregation({ aggregation } as Measuring);
    expect(refusalOf(() => value(state))?.split(" ")[0]).toBe("state_invalid");
  });
});
