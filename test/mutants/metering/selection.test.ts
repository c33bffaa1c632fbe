// Which rules an event falls under, by scope and by filters, and how properties are compared.
import { describe, expect, it } from "vitest";
import { createFilter, excludeEachOther } from "../../../src/metering/filters.ts";
import { partKey } from "../../../src/metering/groupOf.ts";
import { propertyText } from "../../../src/metering/propertyText.ts";
import { createSelections, selectRules } from "../../../src/metering/selectRules.ts";
import type { Filter } from "../../../src/model/measuring.ts";
import type { UsageRule } from "../../../src/model/pricingProgram.ts";
import type { JsonValue, UsageEvent } from "../../../src/model/usageEvent.ts";

const event: UsageEvent = {
  external_contract_id: "acme",
  event_id: "e1",
  metric: "calls",
  quantity: "1",
  timestamp: "2026-01-15T12:00:00.000Z",
};

function rule(id: string, terms: Partial<UsageRule> = {}): UsageRule {
  const base = { id, name: id, type: "usage", model: "per_unit", metric: "calls", unit_amount: "1" } as const;
  return { ...base, ...terms } as UsageRule;
}

function selected(rules: readonly UsageRule[], terms: Partial<UsageEvent>): readonly string[] {
  const selections = createSelections(rules.map((one) => [one, one.id]));
  return selectRules(selections.get("calls"), { ...event, ...terms });
}

describe("selectRules", () => {
  const eu: Filter = { property: "region", in: ["eu"] };
  const rules = [
    rule("plain"),
    rule("side", { counterparty_side: "maker" }),
    rule("both", { counterparty: "zed", counterparty_side: "maker" }),
    rule("other", { counterparty: "zed" }),
  ];

  it("takes the most specific rule, in whatever order they are listed", () => {
    const events: Partial<UsageEvent>[] = [
      { counterparty: "zed", counterparty_side: "maker" },
      { counterparty: "zed", counterparty_side: "taker" },
      { counterparty: "abc", counterparty_side: "maker" },
      { counterparty: "abc", counterparty_side: "taker" },
      { counterparty: "zed" },
      {},
    ];
    const expected = [["both"], ["other"], ["side"], ["plain"], ["other"], ["plain"]];
    expect(events.map((one) => selected(rules, one))).toEqual(expected);
    expect(events.map((one) => selected([...rules].reverse(), one))).toEqual(expected);
  });

  it("falls back on the next rule where a filter of the more specific one holds the event back", () => {
    const filtered = [...rules, rule("eu", { counterparty: "yan", filters: [eu] })];
    expect(selected(filtered, { counterparty: "yan", properties: { region: "eu" } })).toEqual(["eu"]);
    expect(selected(filtered, { counterparty: "yan", properties: { region: "us" } })).toEqual(["plain"]);
  });

  it("takes all unscoped rules that let the event through", () => {
    const unscoped = [
      rule("plain"),
      rule("eu", { filters: [eu] }),
      rule("us", { filters: [{ property: "region", in: ["us"] }] }),
    ];
    expect(selected(unscoped, { properties: { region: "eu" } })).toEqual(["plain", "eu"]);
    expect(selected(unscoped, {})).toEqual(["plain"]);
  });

  it("takes none where the metric has none", () => {
    expect(selectRules(undefined, event)).toEqual([]);
  });
});

describe("createFilter", () => {
  const lets = (filters: readonly Filter[], properties?: Record<string, JsonValue>) =>
    createFilter(filters)(properties === undefined ? event : { ...event, properties });

  it("lets a missing property through where values are only left out", () => {
    expect(lets([{ property: "region", in: ["eu"] }])).toBe(false);
    expect(lets([{ property: "region", not_in: ["eu"] }])).toBe(true);
    expect(lets([{ property: "region", not_in: ["eu"] }], { region: "eu" })).toBe(false);
    expect(lets([{ property: "region", not_in: ["eu"] }], { region: "us" })).toBe(true);
  });

  it("lets an event through when every filter does", () => {
    const both: Filter[] = [
      { property: "region", in: ["eu"] },
      { property: "tier", in: ["gold"] },
    ];
    expect(lets(both, { region: "eu", tier: "gold" })).toBe(true);
    expect(lets(both, { region: "eu", tier: "tin" })).toBe(false);
    expect(lets(both, { region: "us", tier: "gold" })).toBe(false);
  });
});

describe("excludeEachOther", () => {
  const isIn = (...values: string[]): Filter => ({ property: "region", in: values });
  const notIn = (...values: string[]): Filter => ({ property: "region", not_in: values });
  const gold: Filter = { property: "tier", in: ["gold"] };

  it.each([
    { a: [isIn("eu")], b: [isIn("us")], excluded: true },
    { a: [isIn("eu", "us")], b: [isIn("us")], excluded: false },
    { a: [isIn("eu")], b: [notIn("eu")], excluded: true },
    { a: [notIn("eu")], b: [isIn("eu")], excluded: true },
    { a: [notIn("eu")], b: [isIn("eu", "us")], excluded: false },
    { a: [notIn("eu")], b: [notIn("us")], excluded: false },
    { a: [isIn("eu")], b: [{ ...isIn("us"), property: "country" }], excluded: false },
    { a: [isIn("eu")], b: [gold, isIn("us")], excluded: true },
    { a: [gold, isIn("eu")], b: [isIn("us")], excluded: true },
    { a: [isIn("eu")], b: undefined, excluded: false },
    { a: undefined, b: [isIn("eu")], excluded: false },
  ])("of $a and $b is $excluded", ({ a, b, excluded }) => {
    expect(excludeEachOther(a, b)).toBe(excluded);
  });
});

describe("propertyText", () => {
  const textOf = (value: unknown) =>
    propertyText({ ...event, properties: { key: value as JsonValue } }, "key");

  it.each([
    { value: "eu", text: "eu" },
    { value: true, text: "true" },
    { value: false, text: "false" },
    { value: 1.5, text: "1.5" },
    { value: 1e-7, text: "0.0000001" },
    { value: 1e300, text: undefined },
    { value: Number.NaN, text: undefined },
    { value: null, text: undefined },
    { value: ["eu"], text: undefined },
    { value: {}, text: undefined },
  ])("of $value is $text", ({ value, text }) => {
    expect(textOf(value)).toBe(text);
  });

  it("is there for an own property only, whatever an unparsed event has for properties", () => {
    expect(propertyText({ ...event, properties: {} }, "toString")).toBeUndefined();
    const odd = [null, "text", 7].map((properties) => ({ ...event, properties }) as unknown as UsageEvent);
    expect(odd.map((one) => propertyText(one, "length"))).toEqual([undefined, undefined, undefined]);
  });
});

describe("partKey", () => {
  it("says of a cell that can change what it is now", () => {
    const cell: Record<string, string> = { region: "eu" };
    expect(partKey(undefined, cell)).toBe('[null,{"region":"eu"}]');
    cell.region = "us";
    expect(partKey(undefined, cell)).toBe('[null,{"region":"us"}]');
  });

  it("says of a cell that cannot change the same twice", () => {
    const cell = Object.freeze({ region: "eu" });
    expect([partKey(undefined, cell), partKey(undefined, cell)]).toEqual(
      Array(2).fill('[null,{"region":"eu"}]'),
    );
    expect(partKey({ region: null }, "default")).toBe('[{"region":null},"default"]');
    expect(partKey(undefined, undefined)).toBe("");
  });
});
