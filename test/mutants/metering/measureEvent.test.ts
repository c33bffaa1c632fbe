// What an event brings to a rule, and what a rule finds missing in it.
import { describe, expect, it } from "vitest";
import { decimalOf, formatDecimal } from "../../../src/decimal/decimal.ts";
import { noSpan } from "../../../src/metering/accumulator.ts";
import { accumulatorsOf, isAdditive } from "../../../src/metering/accumulatorsOf.ts";
import { carriesInto, levelOf, type Stretch } from "../../../src/metering/carriesInto.ts";
import { createRanking } from "../../../src/metering/createRanking.ts";
import { eventContent } from "../../../src/metering/eventContent.ts";
import { measureEvent, negativePolicy } from "../../../src/metering/measureEvent.ts";
import type { UsageRule } from "../../../src/model/pricingProgram.ts";
import type { JsonValue, UsageEvent } from "../../../src/model/usageEvent.ts";

function rule(terms: object = {}): UsageRule {
  const base = {
    id: "rule",
    name: "Rule",
    type: "usage",
    model: "per_unit",
    metric: "calls",
    unit_amount: "1",
  };
  return { ...base, ...terms } as unknown as UsageRule;
}

function event(properties?: Record<string, JsonValue>): UsageEvent {
  const base = { external_contract_id: "acme", event_id: "e1", metric: "calls", quantity: "7" };
  return {
    ...base,
    timestamp: "2026-01-15T12:00:00.000Z",
    ...(properties === undefined ? {} : { properties }),
  };
}

function read(terms: object, properties?: Record<string, JsonValue>, quantity = "7"): unknown {
  const answer = measureEvent(rule(terms), event(properties), decimalOf(quantity));
  if (!answer.ok) return `${answer.code}: ${answer.message}`;
  const price = answer.price === undefined ? undefined : formatDecimal(answer.price);
  return { value: formatDecimal(answer.value), text: answer.text, price };
}

describe("measureEvent", () => {
  it("reads the quantity, or one for each event where these are counted", () => {
    expect(read({})).toEqual({ value: "7", text: "", price: undefined });
    expect(read({ aggregation: "count" })).toEqual({ value: "1", text: "", price: undefined });
  });

  it("counts one for each event also where its quantity is turned into another unit", () => {
    const quantity_transform = { divide_by: "2", stage: "per_event" };
    expect(read({ quantity_transform })).toMatchObject({ value: "3.5" });
    expect(read({ quantity_transform, aggregation: "count" })).toMatchObject({ value: "1" });
    expect(read({ quantity_transform: { divide_by: "2" } })).toMatchObject({ value: "7" });
  });

  it("tells quantities apart as text, or the property that is named", () => {
    const unique = { aggregation: "unique_count" };
    expect(read(unique)).toMatchObject({ text: "7" });
    expect(read({ ...unique, aggregate_property: "user" }, { user: "ann" })).toMatchObject({ text: "ann" });
    expect(read({ ...unique, aggregate_property: "user" }, { user: ["ann"] })).toBe(
      'property_missing: must have a single value as property "user": the pricing rule counts it',
    );
  });

  it("says which property is missing or cannot be read", () => {
    const counted = { aggregate_property: "size" };
    const missing = 'property_missing: must have a decimal as property "size": the pricing rule counts it';
    expect([read(counted), read(counted, {}), read(counted, { size: null })]).toEqual(Array(3).fill(missing));
    expect(read(counted, { size: "x" })).toContain('property_invalid: property "size" must be plain decimal');
    expect(read(counted, { size: "2.50" })).toMatchObject({ value: "2.5" });
  });

  it("reads the event's own price, and refuses one below zero like usage below zero", () => {
    const dynamic = { model: "dynamic", amount_property: "price" };
    expect(read(dynamic, { price: "3" })).toMatchObject({ price: "3" });
    expect(read(dynamic)).toContain("property_missing");
    expect(read(dynamic, { price: "-3" })).toContain("quantity_negative");
    expect(read({ ...dynamic, negative_usage: "clamp" }, { price: "-3" })).toMatchObject({ price: "-3" });
    expect(read({}, undefined, "-1")).toContain("quantity_negative");
  });
});

describe("windows that count on", () => {
  const window = { size: "day", combine: "max" } as const;
  const on = (day: number, value: string) => {
    return {
      value: decimalOf(value),
      text: "",
      instant: (day - 1) * 86_400_000,
      event_id: `${day} ${value}`,
    };
  };
  const largest = (...events: readonly (readonly [day: number, value: string])[]) => {
    const accumulator = accumulatorsOf({ window }, "UTC")();
    for (const [day, value] of events) accumulator.add(on(day, value));
    return formatDecimal(accumulator.value(noSpan));
  };

  it("take the largest as it is once another one has fallen", () => {
    expect(largest([1, "5"], [2, "3"])).toBe("5");
    expect(largest([1, "5"], [2, "3"], [1, "-4"])).toBe("3");
    expect(largest([1, "5"], [2, "3"], [1, "-4"], [2, "-3"])).toBe("1");
  });

  it("take nothing for more than what is below nothing", () => {
    expect(largest([1, "0"], [2, "-1"])).toBe("0");
    expect(largest([1, "-2"], [2, "-1"])).toBe("-1");
  });

  it("give no event back", () => {
    const accumulator = accumulatorsOf({ window }, "UTC")();
    accumulator.add(on(1, "5"));
    expect(accumulator.remove(on(1, "5"))).toBe(false);
  });
});

describe("negativePolicy", () => {
  it("refuses, unless told otherwise or a level may go down", () => {
    const policies = [{}, { aggregation: "weighted_sum" }, { negative_usage: "credit" }].map((terms) =>
      negativePolicy(rule(terms)),
    );
    expect(policies).toEqual(["reject", "clamp", "credit"]);
  });
});

describe("isAdditive", () => {
  it("is so for sums and counts that have no windows", () => {
    const window = { size: "day", combine: "sum" } as const;
    expect(
      [{}, { aggregation: "sum" }, { aggregation: "count" }].map((of) => isAdditive(of as object)),
    ).toEqual([true, true, true]);
    expect([{ aggregation: "max" }, { window }].map((of) => isAdditive(of as object))).toEqual([
      false,
      false,
    ]);
  });
});

describe("eventContent", () => {
  it("is the same without properties and with none in them", () => {
    expect(eventContent(event({}), "7", 0)).toBe(eventContent(event(), "7", 0));
    expect(eventContent(event({ a: 1 }), "7", 0)).not.toBe(eventContent(event(), "7", 0));
  });
});

describe("carriesInto", () => {
  const span = { start: 0, end: 1, period: 1, fromStart: true };
  const level = rule({ aggregation: "weighted_sum", carry_over: true });
  const last = rule({ aggregation: "latest", carry_over: true });
  const stretch = (of: UsageRule, version: number, periodStart: string, fromStart = true): Stretch => ({
    rule: of,
    version,
    periodStart,
    span: { ...span, fromStart },
  });
  const [january, february] = ["2026-01-01", "2026-02-01"];

  it("goes from an earlier period to a later one, and not back", () => {
    expect(carriesInto(stretch(last, 1, january), stretch(last, 1, february))).toBe(true);
    expect(carriesInto(stretch(last, 1, february), stretch(last, 1, january))).toBe(false);
  });

  it("goes on within a period for a level only, from the earlier version to the later", () => {
    expect(carriesInto(stretch(level, 1, january), stretch(level, 2, january))).toBe(true);
    expect(carriesInto(stretch(level, 2, january), stretch(level, 1, january))).toBe(false);
    expect(carriesInto(stretch(level, 1, january), stretch(level, 1, january))).toBe(false);
    expect(carriesInto(stretch(last, 1, january), stretch(last, 2, january))).toBe(false);
  });

  it("reaches a latest value's terms only where these hold from the period's start", () => {
    expect(carriesInto(stretch(last, 1, january), stretch(last, 2, february, false))).toBe(false);
    expect(carriesInto(stretch(level, 1, january), stretch(level, 2, february, false))).toBe(true);
  });

  it("is only between rules that both ask for it and measure alike", () => {
    const plain = rule({ aggregation: "latest" });
    const grouped = rule({ aggregation: "latest", carry_over: true, group_by: ["region"] });
    for (const [a, b] of [
      [plain, last],
      [last, plain],
      [grouped, last],
      [level, last],
    ] as const)
      expect(carriesInto(stretch(a, 1, january), stretch(b, 1, february))).toBe(false);
  });

  it("takes groups by the same properties for the same, in whatever order", () => {
    const [ab, ba, b] = [["a", "b"], ["b", "a"], ["b"]].map((group_by) => levelOf(rule({ group_by })));
    expect([ab === ba, ab === b]).toEqual([true, false]);
    expect(levelOf(rule({ group_by: [] }))).toBe(levelOf(rule()));
    expect(levelOf(rule({ id: "other" }))).not.toBe(levelOf(rule()));
  });
});

describe("createRanking", () => {
  it("ranks values over many blocks, as they come and go", () => {
    const { change, ranked, runs, size } = createRanking();
    const count = 1500;
    for (let at = 0; at < count; at += 1) change(decimalOf(String((at * 7) % count)), 1);
    const told = () =>
      Array.from({ length: size() }, (_, at) => ranked(at + 1)).map((value) => value && formatDecimal(value));
    expect(told()).toEqual(Array.from({ length: count }, (_, at) => String(at)));
    for (let at = 0; at < 1400; at += 1) expect(change(decimalOf(String(at)), -1)).toBe(true);
    expect(told()).toEqual(Array.from({ length: 100 }, (_, at) => String(at + 1400)));
    expect(change(decimalOf("5"), -1)).toBe(false);
    expect([size(), runs().length, ranked(101)]).toEqual([100, 100, undefined]);
  });

  it("keeps nothing of a value that was not there and does not come", () => {
    const { change, runs, ranked } = createRanking();
    expect(change(decimalOf("1"), 0)).toBe(true);
    expect([runs(), ranked(1)]).toEqual([[], undefined]);
  });

  it("leaves others alone where nothing of a value comes", () => {
    const { change, ranked, size } = createRanking();
    change(decimalOf("1"), 1);
    expect([change(decimalOf("0.5"), 0), size(), ranked(1)]).toEqual([true, 1, decimalOf("1")]);
  });

  it("counts equal values in one run", () => {
    const { change, runs } = createRanking();
    for (const by of [2, 3, -1]) change(decimalOf("1.50"), by);
    expect(runs().map(({ value, count }) => [formatDecimal(value), count])).toEqual([["1.5", 4]]);
  });
});
