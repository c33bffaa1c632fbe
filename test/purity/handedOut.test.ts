// L44 by example: what has been handed out, or in, is changed afterwards.
import { describe, expect, it } from "vitest";
import {
  type BillingHistory,
  billingPeriods,
  type Cell,
  type Charge,
  createRater,
  draftInvoice,
  expectOk,
  type Invoice,
  lintProgram,
  type MatrixRule,
  type Period,
  type PricingProgram,
  parsePricingProgram,
  priceCurve,
  rateUsage,
  resolveTerms,
  type Terms,
  type TieredRule,
  type UsageEvent,
  type UsageRule,
} from "../../src/index.ts";
import { partKey } from "../../src/metering/groupOf.ts";
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

describe("a cell whose outside cannot change and whose days can", () => {
  it("is the part that it says now", () => {
    const weekdays = ["mon"];
    const cell: Cell = Object.freeze({ from: "08:00", to: "20:00", weekdays });
    const before = partKey(undefined, cell);
    weekdays.push("tue");
    expect(partKey(undefined, cell)).toBe(partKey(undefined, { ...cell }));
    expect(partKey(undefined, cell)).not.toBe(before);
  });
});

describe("a program that its owner changes", () => {
  function programOf(terms: object): PricingProgram {
    const rule = { name: "Calls", type: "usage", metric: "calls", model: "per_unit", ...terms };
    return expectOk(parsePricingProgram({ contract: "acme", version: 1, rules: [rule] }));
  }

  function ruleOf(terms: object): UsageRule {
    return programOf(terms).rules[0] as UsageRule;
  }

  function amountAtTen(rule: UsageRule, cell?: Cell): string | undefined {
    const options = { to: "10", ...(cell === undefined ? {} : { cell }) };
    return expectOk(priceCurve(rule, options)).pieces.at(-1)?.amount_at_to;
  }

  it("has the curve of what it says now", () => {
    const rule = ruleOf({ unit_amount: "0.8125" });
    expect(amountAtTen(rule)).toBe("8.125");
    Object.assign(rule, { unit_amount: "2" });
    expect(amountAtTen(rule)).toBe("20");
  });

  it("has it also where the outside cannot change and a tier can", () => {
    const tiers = [{ up_to: null, unit_amount: "0.8126" }];
    const given = ruleOf({ model: "tiered", tiers_mode: "graduated", tiers }) as TieredRule;
    Object.freeze(given);
    expect(amountAtTen(given)).toBe("8.126");
    Object.assign(given.tiers[0] as object, { unit_amount: "2" });
    expect(amountAtTen(given)).toBe("20");
  });

  it("changes no price of another rule that says what it said", () => {
    const cells = ["eu", "us"].map((region) => ({ when: { region }, unit_amount: "0.8127" }));
    const terms = { model: "matrix", dimensions: ["region"], cells, default: "free" };
    const [mine, other] = [ruleOf(terms), ruleOf(terms)] as [MatrixRule, MatrixRule];
    expect(amountAtTen(mine, { region: "eu" })).toBe("8.127");
    for (const cell of mine.cells) Object.assign(cell, { unit_amount: "2" });
    expect(amountAtTen(other, { region: "us" })).toBe("8.127");
    expect(amountAtTen(mine, { region: "us" })).toBe("20");
  });

  it("has the warnings of what it says now", () => {
    const filters = [
      { property: "region", in: ["eu"] },
      { property: "region", in: ["us"] },
    ];
    const program = programOf({ unit_amount: "1", filters });
    const codes = () =>
      lintProgram({ ...plainContract, metrics: ["calls"] }, program).map(({ code }) => code);
    expect(codes()).toEqual(["unreachable_rule"]);
    const [rule] = program.rules as [UsageRule];
    Object.assign(rule.filters?.[1] as object, { in: ["eu"] });
    expect(codes()).toEqual([]);
  });
});

describe("a list of invoices that nobody can add to", () => {
  const terms = termsOf({ model: "per_unit", unit_amount: "1" });
  const { charges } = rateUsage(terms, [event()]);
  const [february] = billingPeriods(terms.contract, "2026-02-01", "2026-02-28") as [Period];
  const mine = (): Writable<Invoice> => ({ ...draftInvoice(terms, charges, january), status: "sent" });

  function historyOf(invoice: Invoice): BillingHistory {
    return { invoices: Object.freeze([invoice]), grants: [], corrected_periods: [january.start] };
  }

  it("says what its invoices say now", () => {
    const invoice = mine();
    const history = historyOf(invoice);
    expect(draftInvoice(terms, charges, february, history).total).toBe("0");
    invoice.status = "cancelled";
    expect(draftInvoice(terms, charges, february, history).total).toBe("3");
  });

  it("is looked at again where an invoice of it could have become none", () => {
    const invoice = mine();
    const history = historyOf(invoice);
    draftInvoice(terms, charges, february, history);
    Object.assign(invoice, { line_items: null });
    expect(() => draftInvoice(terms, charges, february, history)).toThrow(
      expect.objectContaining({ code: "field_type" }),
    );
  });

  it("is read also where an invoice of it holds itself", () => {
    const invoice = Object.assign(mine(), { metadata: {} });
    Object.assign(invoice.metadata, { invoice });
    for (const part of [invoice.billing_period, invoice.line_items, invoice.metadata, invoice])
      Object.freeze(part);
    expect(draftInvoice(terms, charges, february, historyOf(invoice)).total).toBe("0");
  });
});
