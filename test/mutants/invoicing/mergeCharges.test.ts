// Which charges become one, and what is left of each of them.
import { describe, expect, it } from "vitest";
import {
  type Charge,
  expectOk,
  InvariantError,
  mergeCharges,
  type PricingProgram,
  resolveTerms,
  type Terms,
} from "../../../src/index.ts";
import { plainContract } from "../../laws/plain.ts";

const calls = { id: "calls", name: "Calls", type: "usage", model: "per_unit", metric: "calls" };

function termsOf(contract: object, ...rules: object[]): Terms {
  const program = { object: "pricing_program", contract: "acme", version: 1, effective_date: null, rules };
  return expectOk(resolveTerms({ ...plainContract, ...contract }, [program as unknown as PricingProgram]));
}

const terms = termsOf({}, { ...calls, unit_amount: "1" });
const charge: Charge = {
  ...{ object: "charge", contract: "acme", event_id: "e1", rule_id: "calls", version: 1 },
  ...{ timestamp: "2026-01-05T00:00:00.000Z", period: { start: "2026-01-01", end: "2026-01-31" } },
  ...{ quantity: "1.5", amount: "3" },
};
const idsOf = (...charges: readonly Charge[]): string[] =>
  mergeCharges(terms, charges).map(({ event_id }) => event_id);

describe("mergeCharges", () => {
  it("adds up what is of one part, in the name of the first", () => {
    const later = { event_id: "e2", timestamp: "2026-01-06T00:00:00.000Z", quantity: "2", amount: "-0.5" };
    expect(mergeCharges(terms, [charge, { ...charge, ...later }])).toStrictEqual([
      { ...charge, quantity: "3.5", amount: "2.5" },
    ]);
    expect(mergeCharges(terms, [])).toEqual([]);
  });

  it.each<Partial<Charge>>([
    { contract: "other" },
    { rule_id: "other" },
    { version: 2 },
    { period: { start: "2026-02-01", end: "2026-02-28" } },
    { group: { region: "eu" } },
    { group: { region: null } },
    { cell: { region: "eu" } },
    { cell: "default" },
  ])("keeps charges apart that differ in %j", (other) => {
    const apart = { ...charge, event_id: "e2", ...other };
    expect(idsOf(charge, apart, { ...charge, event_id: "e3" }, { ...apart, event_id: "e4" })).toEqual([
      ...["e1", "e2"],
    ]);
    const [, kept] = mergeCharges(terms, [charge, apart]);
    expect(kept).toStrictEqual(apart);
  });

  it("keeps the local months of a longer period apart", () => {
    const period = { start: "2026-01-15", end: "2026-03-14" };
    const at = (event_id: string, timestamp: string): Charge => ({ ...charge, period, event_id, timestamp });
    const charges = [
      at("e1", "2026-01-20T00:00:00.000Z"),
      at("e2", "2026-02-01T00:00:00.000Z"),
      at("e3", "2026-01-31T23:59:59.999Z"),
    ];
    expect(idsOf(...charges)).toEqual(["e1", "e2"]);
    const kolkata = termsOf({ timezone: "Asia/Kolkata" }, { ...calls, unit_amount: "1" });
    const merged = mergeCharges(kolkata, charges);
    expect(merged.map(({ event_id, quantity }) => [event_id, quantity])).toEqual([
      ["e1", "1.5"],
      ["e2", "3"],
    ]);
  });

  it("adds up steps of one kind, where the first has steps", () => {
    const step = { kind: "unit", quantity: "1", unit_price: "2", amount: "2" } as const;
    const traced = { ...charge, steps: [step] };
    const [merged] = mergeCharges(terms, [traced, { ...traced, event_id: "e2" }]);
    expect(merged?.steps).toEqual([{ ...step, quantity: "2", amount: "4" }]);
    expect(mergeCharges(terms, [traced, charge])[0]?.steps).toEqual([step]);
    expect(mergeCharges(terms, [charge, traced])).toStrictEqual([{ ...charge, quantity: "3", amount: "6" }]);
  });

  it("shares nothing with what it was made from", () => {
    const given = { ...charge, group: { region: "eu" }, cell: { region: "eu" } };
    const [merged] = mergeCharges(terms, [given]) as [Charge];
    expect(merged).toStrictEqual(given);
    for (const field of ["period", "group", "cell"] as const) expect(merged[field]).not.toBe(given[field]);
  });

  it("refuses a charge with a measure whose rule the terms do not have", () => {
    const measured = { ...charge, measure: { value: "1" }, rule_id: "gone" };
    expect(() => mergeCharges(terms, [measured])).toThrow(InvariantError);
    expect(mergeCharges(terms, [{ ...charge, rule_id: "gone" }])).toHaveLength(1);
  });
});
