// L44 by example: what has been handed out, or in, is changed afterwards.
import { describe, expect, it } from "vitest";
import {
  type Charge,
  createRater,
  draftInvoice,
  expectOk,
  type PricingProgram,
  rateUsage,
  resolveTerms,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import { january, plainContract } from "../laws/plain.ts";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function termsOf(rule: object, contract = "acme"): Terms {
  const rules = [{ id: "r", name: "R", type: "usage", metric: "calls", ...rule }];
  const program = { object: "pricing_program", contract, version: 1, effective_date: null, rules };
  return expectOk(resolveTerms({ ...plainContract, id: contract }, [program as unknown as PricingProgram]));
}

function event(contract = "acme"): UsageEvent {
  return {
    external_contract_id: contract,
    event_id: "e1",
    metric: "calls",
    quantity: "3",
    timestamp: "2026-01-05T10:00:00.000Z",
    properties: { region: "eu" },
  };
}

describe("a charge that a rater has handed out", () => {
  it("is changed without the rater's knowing", () => {
    const rater = createRater(termsOf({ model: "per_unit", unit_amount: "1", group_by: ["region"] }));
    const [charge] = rater.rate(event()).charges;
    Object.assign(charge as Writable<Charge>, { quantity: "1000000" });
    Object.assign(charge?.group as object, { region: "us" });
    expect(rater.draft(january).total).toBe("3");
    expect(rater.charges()[0]?.group).toEqual({ region: "eu" });
  });
});

describe("the lines of a draft", () => {
  it("have groups of their own", () => {
    const terms = termsOf({ model: "per_unit", unit_amount: "1", group_by: ["region"] });
    const { charges } = rateUsage(terms, [event()]);
    const { line_items } = draftInvoice(terms, charges, january);
    Object.assign(charges[0]?.group as object, { region: "us" });
    expect(line_items[0]?.group).toEqual({ region: "eu" });
  });
});

describe("a cell that a charge has brought", () => {
  it("is not what later drafts of the same price say, of this contract or another", () => {
    const times = { from: "08:00", to: "20:00", weekdays: ["mon"] };
    const windows = [{ ...times, unit_amount: "0.377" }];
    const rule = { model: "time_of_day", windows, default: { unit_amount: "2" } };
    const terms = termsOf(rule);
    const stored: Charge = {
      ...{ object: "charge", contract: "acme", event_id: "e1", rule_id: "r", version: 1, period: january },
      ...{ cell: { ...times }, quantity: "3", amount: "1.131", timestamp: event().timestamp },
    };
    draftInvoice(terms, [stored], january);
    Object.assign(stored.cell as object, { from: "09:00" });
    const others = termsOf(rule, "other");
    const { charges } = rateUsage(others, [event("other")]);
    const [line] = draftInvoice(others, charges, january).line_items;
    expect(line?.steps.map(({ cell }) => cell)).toEqual([times]);
  });
});
