// However large the input: few issues, short messages, and no more of the input read than it takes to refuse it.
import { describe, expect, it } from "vitest";
import {
  BillingError,
  createRater,
  draftInvoice,
  expectOk,
  type Issue,
  mergeStates,
  parseContract,
  parseDecimal,
  parseJson,
  parsePricingProgram,
  parseTimestamp,
  parseUsageBatch,
  parseUsageEvent,
  type Result,
  rateNdjson,
  rateUsage,
  resolveTerms,
} from "../../src/index.ts";
import { longest } from "../trust/fuzz/judge.ts";

const contract = {
  ...{ id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly" },
  metrics: ["calls"],
};
const calls = { name: "Calls", type: "usage", metric: "calls", model: "per_unit", unit_amount: "1" };
const terms = expectOk(
  resolveTerms(expectOk(parseContract(contract)), [
    expectOk(parsePricingProgram({ contract: "acme", version: 1, rules: [calls] })),
  ]),
);
const long = "k".repeat(100_000);

function issuesOf(result: Result<unknown>): readonly Issue[] {
  return result.ok ? [] : result.issues;
}

function issuesThrown(call: () => unknown): readonly Issue[] {
  try {
    call();
  } catch (error) {
    if (error instanceof BillingError) return error.issues;
    throw error;
  }
  return [];
}

function issuesOfLine(text: string): readonly Issue[] {
  const issues: Issue[] = [];
  rateNdjson([new TextEncoder().encode(text)], terms, {
    refused: (refusal) => issues.push(...refusal.issues),
  });
  return issues;
}

const event = { external_contract_id: "acme", event_id: "e", metric: "calls", quantity: "1" };
const state = rateUsage(terms, []).state;
const period = (start: string) => ({ start, end: "2026-03-31", start_at: "", end_at: "" });

describe("an issue", () => {
  it.each<[string, string, () => readonly Issue[]]>([
    ["a long text for a decimal", "decimal_too_long", () => issuesOf(parseDecimal(long))],
    ["a long text for a time", "timestamp_too_long", () => issuesOf(parseTimestamp(long))],
    ["a long id", "id_invalid", () => issuesOf(parseContract({ ...contract, id: long }))],
    ["a long zone", "timezone_invalid", () => issuesOf(parseContract({ ...contract, timezone: long }))],
    ["a long key", "field_unknown", () => issuesOf(parseContract({ ...contract, [long]: 1 }))],
    ["a long key of a rule", "field_unknown", () => issuesOf(programWith({ [long]: 1 }))],
    [
      "a long key in the properties",
      "properties_too_large",
      () =>
        issuesOf(parseUsageEvent({ ...event, timestamp: "2026-03-05T00:00:00Z", properties: { [long]: 1 } })),
    ],
    ["a long key, twice", "json_duplicate_key", () => issuesOf(parseJson(`{"${long}":1,"${long}":2}`))],
    ["a long key, twice, in a line", "json_duplicate_key", () => issuesOfLine(`{"${long}":1,"${long}":2}\n`)],
    ["a long text that is no JSON", "json_invalid", () => issuesOf(parseJson(long))],
    [
      "a long dimension",
      "text_invalid",
      () =>
        issuesOf(
          programWith({
            model: "matrix",
            unit_amount: undefined,
            dimensions: [long],
            cells: [{ when: { [long]: "1" }, unit_amount: "1" }],
            default: "free",
          }),
        ),
    ],
    [
      "a state of a long contract",
      "state_invalid",
      () => issuesThrown(() => createRater(terms, { ...state, contract: long })),
    ],
    [
      "states of a long contract",
      "state_invalid",
      () => issuesThrown(() => mergeStates(terms, state, { ...state, contract: long })),
    ],
    [
      "a state with a long id",
      "state_invalid",
      () => issuesThrown(() => createRater(terms, { ...state, events: [[long, ""]] })),
    ],
    [
      "a long day for a period",
      "period_unknown",
      () => issuesThrown(() => draftInvoice(terms, [], period(long))),
    ],
  ])("is short for %s", (_, code, issues) => {
    const told = issues();
    expect(told.map((issue) => issue.code)).toContain(code);
    for (const { path, message } of told) {
      expect(message.length).toBeLessThanOrEqual(longest.message);
      expect(path.length).toBeLessThanOrEqual(longest.path);
    }
  });

  it.each<[string, () => Result<unknown>]>([
    ["many unknown keys", () => parseContract(Object.fromEntries(many((at) => [`k${at}`, 1])))],
    ["many wrong rules", () => programOf(many(() => ({}), 1000))],
    [
      "many wrong tiers",
      () => programWith({ model: "tiered", tiers_mode: "volume", tiers: many(() => ({}), 1000) }),
    ],
    [
      "many wrong cells",
      () =>
        programWith({ model: "matrix", dimensions: ["a"], cells: many(() => 1, 10_000), default: "free" }),
    ],
    ["many metrics twice", () => parseContract({ ...contract, metrics: many(() => "calls", 1000) })],
    [
      "many names of what is prorated",
      () => programWith({ proration: "day", prorated: many(() => "tiers") }),
    ],
    ["many rules of a metric that there is not", () => strangeMetrics(1000)],
  ])("is told a hundred times at most, for %s", (_, parse) => {
    const { length } = issuesOf(parse());
    expect(length).toBeGreaterThan(1);
    expect(length).toBeLessThanOrEqual(longest.issues);
  });
});

function programOf(rules: readonly unknown[]): Result<unknown> {
  return parsePricingProgram({ contract: "acme", version: 1, rules });
}

function programWith(more: object): Result<unknown> {
  return programOf([{ ...calls, ...more }]);
}

function strangeMetrics(count: number): Result<unknown> {
  const rules = many((at) => ({ ...calls, name: `R${at}`, metric: "nothing" }), count);
  const program = expectOk(parsePricingProgram({ contract: "acme", version: 1, rules }));
  return resolveTerms(expectOk(parseContract(contract)), [program]);
}

function many<T>(make: (at: number) => T, count = 100_000): T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

/** A list that counts how often one of its elements is read. */
function counted(length: number, item: unknown): { readonly list: unknown[]; reads(): number } {
  let reads = 0;
  const list = new Proxy(new Array<unknown>(length).fill(item), {
    get(target, key, self) {
      if (typeof key === "string" && /^[0-9]+$/.test(key)) reads += 1;
      return Reflect.get(target, key, self);
    },
  });
  return { list, reads: () => reads };
}

const right = { ...event, timestamp: "2026-03-05T00:00:00Z" };

describe("L71: a list that is too long", () => {
  it.each<[string, string, number, (list: unknown[]) => Result<unknown>]>([
    ["rules", "rules_too_many", 1001, (rules) => programOf(rules)],
    [
      "tiers",
      "tiers_too_many",
      1001,
      (tiers) => programWith({ model: "tiered", tiers_mode: "volume", tiers }),
    ],
    [
      "cells",
      "cells_too_many",
      10_001,
      (cells) => programWith({ model: "matrix", dimensions: ["a"], cells, default: "free" }),
    ],
    [
      "windows",
      "windows_invalid",
      1001,
      (windows) => programWith({ model: "time_of_day", windows, default: "free" }),
    ],
    ["filters", "filters_invalid", 101, (filters) => programWith({ filters })],
    [
      "values of a filter",
      "filters_invalid",
      1001,
      (list) => programWith({ filters: [{ property: "p", in: list }] }),
    ],
    ["groups", "group_by_invalid", 9, (group_by) => programWith({ group_by })],
    ["discounts", "discount_invalid", 101, (discounts) => programWith({ discounts })],
    ["metrics", "field_type", 1001, (metrics) => parseContract({ ...contract, metrics })],
    ["events of a batch", "batch_too_large", 1001, (events) => parseUsageBatch({ events })],
  ])("of %s is refused before any of it is read", (_, code, length, parse) => {
    const { list, reads } = counted(length, {});
    expect(issuesOf(parse(list)).map((issue) => issue.code)).toContain(code);
    expect(reads()).toBe(0);
  });

  it("of tiers in all cells together is read until there are too many, and no further", () => {
    const tiers = many((at) => ({ up_to: at === 999 ? null : `${at + 1}`, unit_amount: "1" }), 1000);
    const { list, reads } = counted(50, { when: { a: "x" }, tiers_mode: "volume", tiers });
    const parsed = programWith({ model: "matrix", dimensions: ["a"], cells: list, default: "free" });
    expect(issuesOf(parsed).map(({ code, path }) => `${code} ${path}`)).toContain(
      "tiers_too_many rules[0].cells",
    );
    expect(reads()).toBe(11);
  });

  it("of properties is read until they are too large", () => {
    const { list, reads } = counted(1_000_000, 1);
    const { ok } = parseUsageEvent({ ...right, properties: { list } });
    expect(ok).toBe(false);
    expect(reads()).toBeLessThan(16 * 1024);
  });

  it("of events is read once, each of them", () => {
    const { list, reads } = counted(1000, right);
    expect(parseUsageBatch({ events: list }).ok).toBe(true);
    expect(reads()).toBe(1000);
  });
});
