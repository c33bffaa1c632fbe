// What carries over goes to the cell that it was counted in; where the terms that follow have no such cell, and where there is
// nothing that could be handed on, nothing is carried.
import { describe, expect, it } from "vitest";
import {
  billingPeriods,
  draftInvoice,
  expectOk,
  parsePricingProgram,
  type Rule,
  rateUsage,
  resolveTerms,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import type { Frame } from "../arbitraries/base.ts";
import { plainContract } from "../laws/plain.ts";
import { sumOfCharges, termsOf } from "../laws.ts";
import { toText } from "../oracle/fraction.ts";

const cell = (region: string, unit_amount: string) => ({ when: { region }, unit_amount });

const seats = {
  ...{ id: "seats", name: "Seats", type: "usage", metric: "calls" },
  ...{ aggregation: "latest", carry_over: true },
};
const inCells = { ...seats, model: "matrix", dimensions: ["region"], default: "error" };

/** One rule in versions, each from the first of a month on. */
function termsFor(rules: readonly object[]): Terms {
  const programs = rules.map((rule, at) =>
    expectOk(
      parsePricingProgram({
        ...{ contract: "acme", version: at + 1, effective_date: at === 0 ? null : `2026-0${at + 1}-01` },
        rules: [rule],
      }),
    ),
  );
  return expectOk(resolveTerms(plainContract, programs));
}

const matrixTerms = (...cells: readonly (readonly object[])[]): Terms =>
  termsFor(cells.map((own) => ({ ...inCells, cells: own })));

const event = (event_id: string, day: string, quantity: string, region: string): UsageEvent => ({
  ...{ external_contract_id: "acme", event_id, metric: "calls", quantity },
  ...{ timestamp: `${day}T00:00:00.000Z`, properties: { region } },
});

/** Quantity and amount of the lines of the month that begins on a day. */
function lines(terms: Terms, events: readonly UsageEvent[], day: string): [string, string][] {
  const [period] = billingPeriods(terms.contract, day, day);
  if (period === undefined) throw new Error(`no period holds ${day}`);
  const { charges } = rateUsage(terms, events);
  return draftInvoice(terms, charges, period).line_items.map(({ quantity, amount }) => [quantity, amount]);
}

describe("a latest value in a cell", () => {
  const used = [event("e1", "2026-01-10", "4", "eu"), event("e2", "2026-01-11", "5", "us")];

  it("goes on in the same cell, at what that costs then", () => {
    const terms = matrixTerms([cell("eu", "1"), cell("us", "2")], [cell("eu", "10"), cell("us", "20")]);
    expect(lines(terms, used, "2026-01-01")).toEqual([["9", "14"]]);
    expect(lines(terms, used, "2026-02-01")).toEqual([["9", "140"]]);
  });

  it("is not carried where the terms that follow have no such cell", () => {
    const terms = matrixTerms([cell("eu", "1"), cell("us", "2")], [cell("eu", "10")]);
    expect(lines(terms, used, "2026-02-01")).toEqual([["4", "40"]]);
    // What is rated later says the same: the charge begins from the 4 that are carried, and knows of no 5.
    const { charges, outcomes } = rateUsage(terms, [...used, event("e3", "2026-02-05", "6", "eu")]);
    expect(outcomes.every(({ status }) => status === "accepted")).toBe(true);
    expect(charges.at(-1)).toMatchObject({ quantity: "2", amount: "20" });
  });
});

describe("a latest value without a cell", () => {
  it("is not carried where the terms that follow have cells", () => {
    const perSeat = { ...seats, model: "per_unit", unit_amount: "1" };
    const terms = termsFor([perSeat, { ...inCells, cells: [cell("eu", "10")] }]);
    const used = [event("e1", "2026-01-10", "4", "eu"), event("e2", "2026-02-05", "6", "eu")];
    expect(lines(terms, used, "2026-01-01")).toEqual([["4", "4"]]);
    expect(lines(terms, used, "2026-02-01")).toEqual([["6", "60"]]);
  });
});

describe("latest values whose groups share a price", () => {
  it("are not carried where the terms that follow have cells", () => {
    const shared = { ...seats, group_by: ["region"], group_ladder: "shared" };
    const perSeat = { ...shared, model: "per_unit", unit_amount: "1" };
    const terms = termsFor([perSeat, { ...shared, ...inCells, cells: [cell("eu", "10")] }]);
    const used = [event("e1", "2026-01-10", "4", "eu"), event("e2", "2026-02-05", "6", "eu")];
    const { charges } = rateUsage(terms, used);
    expect(charges.map(({ quantity, amount }) => [quantity, amount])).toEqual([
      ["4", "4"],
      ["6", "60"],
    ]);
  });
});

describe("a latest value of two prices in one period", () => {
  it("stays with the price that found it, also where it is the later one", () => {
    const perSeat = { ...seats, model: "per_unit" };
    const programs = [
      { version: 1, effective_date: null, rules: [{ ...perSeat, unit_amount: "1" }] },
      { version: 2, effective_date: "2026-01-15", rules: [{ ...perSeat, unit_amount: "10" }] },
    ].map((program) => expectOk(parsePricingProgram({ contract: "acme", ...program })));
    const terms = expectOk(resolveTerms(plainContract, programs));
    const used = [event("e1", "2026-01-20", "9", "eu"), event("e2", "2026-01-05", "4", "eu")];
    const { charges } = rateUsage(terms, used);
    expect(charges.map(({ quantity, amount }) => [quantity, amount])).toEqual([
      ["9", "90"],
      ["4", "4"],
    ]);
  });
});

describe("carry_over of an aggregation that has nothing to hand on", () => {
  it("carries nothing: parsers refuse it, and documents that were made by hand are billed period by period", () => {
    for (const aggregation of ["sum", "max"] as const) {
      const rule: Frame<Rule> = {
        ...{ type: "usage", model: "per_unit", metric: "calls", unit_amount: "1" },
        ...{ aggregation, carry_over: true },
      };
      const terms = termsOf(rule);
      const used = [event("e1", "2026-01-10", "4", "eu"), event("e2", "2026-02-10", "3", "eu")];
      expect(lines(terms, used, "2026-01-01")).toEqual([["4", "4"]]);
      expect(lines(terms, used, "2026-02-01")).toEqual([["3", "3"]]);
      expect(toText(sumOfCharges(rateUsage(terms, used).charges))).toBe("7");
      const { state } = rateUsage(terms, used);
      const { charges } = rateUsage(terms, [event("e3", "2026-03-10", "2", "eu")], state);
      expect(toText(sumOfCharges(charges))).toBe("2");
    }
  });
});
