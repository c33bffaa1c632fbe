// Values that no JSON makes, at the doors that take anything: each is refused with its code, or read like plain data.
import { describe, expect, it } from "vitest";
import {
  expectOk,
  parseContract,
  parsePricingProgram,
  parseUsageBatch,
  parseUsageEvent,
  type Result,
  rateUsage,
  resolveTerms,
} from "../../src/index.ts";
import { liveValues } from "../trust/fuzz/liveValues.ts";

const right = {
  external_contract_id: "acme",
  event_id: "e1",
  metric: "calls",
  quantity: "5",
  timestamp: "2026-03-05T00:00:00Z",
};
const rule = { id: "r", name: "R", type: "usage", metric: "calls", model: "per_unit", unit_amount: "1" };
const program = { contract: "acme", version: 1, rules: [rule] };
const contract = {
  ...{ id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly" },
  metrics: ["calls"],
};
const terms = expectOk(
  resolveTerms(expectOk(parseContract(contract)), [expectOk(parsePricingProgram(program))]),
);

/** The first code, or that it was taken. */
function codeOf(result: Result<unknown>): string {
  return result.ok ? "ok" : (result.issues[0]?.code ?? "none");
}

/** What becomes of a value in the place of an event, of its id, its quantity, its properties, of the rules, of a rule, of the events of a batch. */
function codesOf(make: (inner: unknown) => unknown): string[] {
  return [
    parseUsageEvent(make(right)),
    parseUsageEvent({ ...right, event_id: make("e1") }),
    parseUsageEvent({ ...right, quantity: make("5") }),
    parseUsageEvent({ ...right, properties: make({ a: 1 }) }),
    parsePricingProgram({ ...program, rules: make(rule) }),
    parsePricingProgram({ ...program, rules: [make(rule)] }),
    parseUsageBatch({ events: make(right) }),
  ].map(codeOf);
}

const [text, number, list] = ["field_type", "decimal_invalid_type", "field_type"];
const unreadable = "input_unreadable";
const batch = "batch_invalid";

/** By name: event, id, quantity, properties, rules, rule, batch. */
const expected: Readonly<Record<string, readonly string[]>> = {
  "a getter that throws": [unreadable, text, number, unreadable, list, unreadable, batch],
  "a getter that throws null": [unreadable, text, number, unreadable, list, unreadable, batch],
  "getters that change their answer": [number, text, number, "ok", list, "field_type", batch],
  "a proxy that throws": [unreadable, text, number, unreadable, list, unreadable, batch],
  "a proxy whose getters throw": [unreadable, text, number, unreadable, list, unreadable, batch],
  "a proxy that lies about its keys": ["field_unknown", text, number, "ok", list, "field_unknown", batch],
  "a proxy that answers itself": [number, text, number, "json_too_deep", list, "rule_type_invalid", batch],
  "a revoked proxy": [unreadable, text, unreadable, unreadable, unreadable, unreadable, unreadable],
  "a revoked proxy of a list": [unreadable, text, unreadable, unreadable, unreadable, unreadable, unreadable],
  "a list whose length changes": [
    ...["event_invalid", text, number, "field_type", "rules_too_many", "field_type", "batch_too_large"],
  ],
  ...same(["a symbol", "a bigint", "NaN", "infinity", "a function", "a class"], {
    event: "event_invalid",
    properties: "field_type",
    rule: "field_type",
  }),
  undefined: ["event_invalid", "field_missing", "field_missing", "ok", "field_missing", "field_type", batch],
  "an instance of a class": ["field_unknown", text, number, "ok", list, "rule_field_missing", batch],
  ...same(["a Date", "a Map", "a Set", "a regular expression", "an error", "a boxed number"], {
    event: "field_missing",
    properties: "field_type",
    rule: "rule_field_missing",
  }),
  ...same(["a boxed text", "bytes", "a thenable that throws"], {
    event: "field_unknown",
    properties: "field_type",
    rule: "field_unknown",
  }),
  "an object inside itself": ["field_unknown", text, number, "json_too_deep", list, "field_unknown", batch],
  "a list inside itself": ["event_invalid", text, number, "field_type", "field_type", "field_type", "ok"],
  "a sparse list": ["event_invalid", text, number, "field_type", "field_type", "field_type", "ok"],
  "a list with more keys": ["event_invalid", text, number, "field_type", "ok", "field_type", "ok"],
  ...same(
    ["an object without a prototype", "a frozen object", "an object that cannot be extended"],
    readAsData("ok"),
  ),
  ...same(["a primitive form that throws", "an iterator that throws"], readAsData("ok")),
  "an object that inherits its fields": [
    ...["field_missing", text, number, "ok", list, "rule_field_missing", batch],
  ],
  ...same(["a toJSON that throws", "a toJSON that answers nothing", "a toString that throws"], {
    ...readAsData("field_unknown"),
    properties: "field_type",
  }),
  "a tag that throws": ["ok", text, number, unreadable, list, "ok", batch],
  "a list of another class": [
    "event_invalid",
    text,
    number,
    "field_type",
    unreadable,
    "field_type",
    unreadable,
  ],
  "a list whose iterator throws": ["event_invalid", text, number, "field_type", "ok", "field_type", "ok"],
};

/** What differs between values that are neither text, number nor list. */
interface Codes {
  readonly event: string;
  readonly properties: string;
  readonly rule: string;
}

function readAsData(code: string): Codes {
  return { event: code, properties: code, rule: code };
}

function same(
  names: readonly string[],
  { event, properties, rule: ofRule }: Codes,
): Record<string, string[]> {
  return Object.fromEntries(
    names.map((name) => [name, [event, text, number, properties, list, ofRule, batch]]),
  );
}

describe("a value that no JSON makes", () => {
  it.each(liveValues)("$name is refused with its code, or read like data", ({ name, make }) => {
    expect(codesOf(make)).toEqual(expected[name]);
  });

  it.each(liveValues)("$name in the place of an event gets an outcome from rateUsage", ({ make }) => {
    const { outcomes, charges, state } = rateUsage(terms, [make(right), right] as never);
    expect(outcomes.length).toBe(2);
    expect(outcomes.every(({ status, code }) => (status === "rejected") === (code !== undefined))).toBe(true);
    // Where the first was taken, it was the same event.
    expect([charges.length, state.events.length]).toEqual([1, 1]);
    expect(outcomes[1]?.status).toBe("accepted");
  });
});
