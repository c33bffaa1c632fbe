// What is a charge, and what only looks like one: each of its fields at its bounds.
import { describe, expect, it } from "vitest";
import { checkCharge, forEachCharge } from "../../../src/invoicing/checkCharges.ts";
import type { Charge } from "../../../src/model/charge.ts";
import { BillingError } from "../../../src/model/errors.ts";
import { isJson } from "../../../src/model/isJson.ts";

const charge: Charge = {
  ...{ object: "charge", contract: "acme", event_id: "e1", rule_id: "r", version: 1 },
  ...{ timestamp: "2026-01-05T00:00:00.000Z", period: { start: "2026-01-01", end: "2026-01-31" } },
  ...{ quantity: "1.5", amount: "-3" },
};
const full: Charge = {
  ...charge,
  group: { region: "eu", plan: null },
  cell: { tier: "a", weekdays: ["mon", "tue"] },
  measure: { level: "1", since: 5, list: [null, true, [1.5]] },
  steps: [
    { kind: "rate", quantity: "1", amount: "2" },
    { kind: "clamped", amount: "0" },
  ],
};

function refusal(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!(error instanceof BillingError)) throw error;
    const [issue] = error.issues;
    return `${issue?.code} ${issue?.path} ${issue?.message}`;
  }
}

const deep = JSON.parse(`${"[".repeat(33)}${"]".repeat(33)}`) as never;

describe("checkCharge", () => {
  it.each([
    charge,
    full,
    { ...charge, cell: "default" as const },
    { ...charge, steps: [] },
    { ...charge, group: {} },
  ])("takes %j", (one) => expect(refusal(() => checkCharge(one))).toBeUndefined());

  it.each<[string, unknown]>([
    ["one of them is null", null],
    ["one of them is nothing", undefined],
    ['one of them is "charge"', "charge"],
    ['contract, event_id and rule_id of event "e1" must be text', { ...charge, contract: 7 }],
    ["contract, event_id and rule_id of event nothing must be text", { ...charge, event_id: undefined }],
    ['contract, event_id and rule_id of event "e1" must be text', { ...charge, rule_id: null }],
    ['version of event "e1" must be a whole number above zero', { ...charge, version: 0 }],
    ['version of event "e1" must be a whole number above zero', { ...charge, version: 1.5 }],
    ['version of event "e1" must be a whole number above zero', { ...charge, version: "1" }],
    ['timestamp of event "e1" must be an instant', { ...charge, timestamp: "2026-01-05" }],
    ['timestamp of event "e1" must be an instant', { ...charge, timestamp: 5 }],
    ['period of event "e1" must be a billing period', { ...charge, period: null }],
    ['period of event "e1" must be a billing period', { ...charge, period: { start: "2026-01-01" } }],
    [
      'period of event "e1" must be a billing period',
      { ...charge, period: { start: "soon", end: "2026-01-31" } },
    ],
    ['quantity and amount of event "e1" must be decimal text', { ...charge, quantity: 1 }],
    ['quantity and amount of event "e1" must be decimal text', { ...charge, amount: "1e1000000000" }],
    ['quantity and amount of event "e1" must be decimal text', { ...charge, amount: "1".repeat(257) }],
  ])("says %j of %j", (told, one) => {
    expect(refusal(() => checkCharge(one as Charge))).toBe(
      `charge_invalid charges must be charges as rateUsage gives them: ${told}`,
    );
  });

  it.each<Partial<Record<keyof Charge, unknown>>>([
    { group: null },
    { group: { region: 7 } },
    { cell: "other" },
    { cell: null },
    { cell: { tier: 7 } },
    { cell: { weekdays: [7] } },
    { cell: { tier: "a", size: 7 } },
    { cell: { weekdays: ["mon", 7] } },
    { measure: undefined, cell: { tier: null } },
    { measure: () => 1 },
    { measure: { level: Number.NaN } },
    { measure: { level: -0 } },
    { measure: deep },
    { steps: { length: 0 } },
    { steps: [null] },
    { steps: [{ amount: "1" }] },
    { steps: [{ kind: "rate", amount: 1 }] },
    { steps: [{ kind: "rate", amount: "1", quantity: 1 }] },
    { steps: [{ kind: "rate", amount: "1", unit_price: {} }] },
    { measure: { values: new Array(1) } },
    { steps: [{ kind: "rate", amount: "1", elapsed: [Number.NaN] }] },
  ])("refuses a charge with %j", (wrong) => {
    expect(refusal(() => checkCharge({ ...charge, ...wrong } as Charge))).toContain(
      'group, cell, measure and steps of event "e1" must be as they were',
    );
  });
});

describe("forEachCharge", () => {
  it("visits each in its turn, until one is none", () => {
    const visited: string[] = [];
    const visit = ({ event_id }: Charge): unknown => visited.push(event_id);
    const list = new Set([
      charge,
      { ...charge, event_id: "e2" },
      null as never,
      { ...charge, event_id: "e3" },
    ]);
    expect(refusal(() => forEachCharge(list, visit))).toContain("one of them is null");
    expect(visited).toEqual(["e1", "e2"]);
  });

  it.each([undefined, null, 7, {}, "charges"])("refuses %j as a list", (list) => {
    expect(refusal(() => forEachCharge(list as never, () => undefined))).toMatch(
      /^charge_invalid charges must be a list of charges, got /,
    );
  });
});

describe("isJson", () => {
  it("takes what JSON holds, up to 32 levels", () => {
    const levels = (count: number): unknown => JSON.parse("[".repeat(count) + "]".repeat(count));
    expect(
      [null, "", true, 0, -1.5, [], {}, { a: [{ b: null }] }, levels(32)].every((value) => isJson(value)),
    ).toBe(true);
    const others = [
      undefined,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      -0,
      1n,
      Symbol("s"),
      () => 1,
      [undefined],
      { a: -0 },
    ];
    expect([...others, levels(33)].some((value) => isJson(value))).toBe(false);
  });
});
