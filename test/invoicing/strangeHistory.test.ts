// What a caller says has happened so far: what is no history is refused, and what does not fit the contract changes nothing.
import { describe, expect, it } from "vitest";
import {
  BillingError,
  type BillingHistory,
  billingPeriods,
  type CreditGrant,
  draftCorrectionInvoice,
  draftInvoice,
  expectOk,
  type Invoice,
  type LineItem,
  type Period,
  parseCreditGrant,
  type Rule,
  rateUsage,
} from "../../src/index.ts";
import type { Frame } from "../arbitraries/base.ts";
import { january } from "../laws/plain.ts";
import { eventsFor, termsOf } from "../laws.ts";

const perCall: Frame<Rule> = { type: "usage", model: "per_unit", metric: "calls", unit_amount: "1" };
const terms = termsOf(perCall, { end_date: "2026-03-01" });
const [february] = billingPeriods(terms.contract, "2026-02-01", "2026-02-28") as [Period];
const nothing: BillingHistory = { invoices: [], grants: [], corrected_periods: [] };

function charged(quantity: string) {
  return rateUsage(terms, eventsFor(perCall, [quantity])).charges;
}

function sent(quantity: string, more: Partial<Invoice> = {}): Invoice {
  return { ...draftInvoice(terms, charged(quantity), january), status: "sent", ...more };
}

function grant(id: string): CreditGrant {
  return expectOk(parseCreditGrant({ id, contract: "acme", amount: "100" }));
}

/** The invoice, with what grants have paid of its only line. */
function paidBy(invoice: Invoice, credits: readonly (readonly [grant: string, amount: string])[]): Invoice {
  const [line] = invoice.line_items as [LineItem];
  return {
    ...invoice,
    line_items: [{ ...line, credits: credits.map(([one, amount]) => ({ grant: one, amount })) }],
  };
}

/** What February's draft draws from grants for January's correction down to so much. */
function correctedTo(quantity: string, history: Partial<BillingHistory>): string[] {
  const all = { ...nothing, corrected_periods: ["2026-01-01"], ...history };
  const draft = draftInvoice(terms, charged(quantity), february, all);
  return draft.line_items.flatMap(({ credits = [] }) =>
    credits.map(({ grant: of, amount }) => `${of} ${amount}`),
  );
}

function refusedPaths(history: unknown): (string | undefined)[] {
  try {
    draftInvoice(terms, [], january, history as BillingHistory);
  } catch (error) {
    if (error instanceof BillingError && error.code === "field_type")
      return error.issues.map(({ path }) => path);
    throw error;
  }
  return [];
}

describe("a history", () => {
  it("is refused where it is none, with each place that is wrong", () => {
    expect(refusedPaths(null)).toEqual(["history"]);
    expect(refusedPaths({})).toEqual(["history.invoices", "history.grants", "history.corrected_periods"]);
    const { number: _, ...unnumbered } = sent("5");
    for (const invoice of [null, unnumbered, { ...sent("5"), status: 1 }, { ...sent("5"), line_items: null }])
      expect(refusedPaths({ ...nothing, invoices: [invoice] })).toEqual(["history.invoices"]);
    expect(refusedPaths({ ...nothing, invoices: [sent("5")] })).toEqual([]);
  });

  it("corrects nothing for invoices of periods that the contract does not have", () => {
    const billing_period = { start: "2027-05-01", end: "2027-05-31" };
    const history = {
      ...nothing,
      invoices: [sent("5", { billing_period })],
      corrected_periods: ["2027-05-01"],
    };
    expect(draftCorrectionInvoice(terms, charged("9"), history)).toBeUndefined();
    expect(draftInvoice(terms, charged("9"), january, history).line_items).toHaveLength(1);
  });

  it("corrects nothing for an invoice that begins inside of a period", () => {
    const billing_period = { start: "2026-02-10", end: "2026-02-28" };
    const history = {
      ...nothing,
      invoices: [sent("5", { billing_period })],
      corrected_periods: ["2026-02-10"],
    };
    expect(draftCorrectionInvoice(terms, charged("9"), history)).toBeUndefined();
  });
});

describe("a history", () => {
  const [of, paid] = [sent("9"), paidBy(sent("9"), [["g", "9"]])];

  it("corrects a period once, however often it says that it has changed", () => {
    const once: BillingHistory = { ...nothing, invoices: [of], corrected_periods: ["2026-01-01"] };
    const often = { ...once, corrected_periods: ["2026-01-01", "2026-01-01", "2026-01-01"] };
    const draft = draftInvoice(terms, charged("12"), february, often);
    expect(draft.total).toBe("3");
    expect(draft).toEqual(draftInvoice(terms, charged("12"), february, once));
    const last = { ...often, invoices: [of, sent("0", { billing_period: february })] };
    expect(draftCorrectionInvoice(terms, charged("12"), last)?.total).toBe("3");
  });

  it("L11: has what is of other contracts left aside", () => {
    const other = { contract: "other" };
    const history: BillingHistory = {
      invoices: [
        { ...of, ...other },
        { ...of, ...other, type: "progressive" },
        { ...paid, ...other, number: "INV-X", type: "correction" },
      ],
      grants: [{ ...grant("g"), ...other }],
      corrected_periods: ["2026-01-01"],
    };
    for (const period of [january, february])
      expect(draftInvoice(terms, charged("9"), period, history)).toEqual(
        draftInvoice(terms, charged("9"), period, nothing),
      );
    const own = { ...history, invoices: [...history.invoices, of], grants: [...history.grants, grant("h")] };
    expect(draftInvoice(terms, charged("12"), february, own)).toEqual(
      draftInvoice(terms, charged("12"), february, { ...own, invoices: [of], grants: [grant("h")] }),
    );
  });
});

describe("a correction below zero", () => {
  it("gives back to the grant that paid, also where that is not among the grants any more", () => {
    const history = { invoices: [paidBy(sent("9"), [["gone", "9"]])], grants: [grant("g")] };
    expect(correctedTo("4", history)).toEqual(["gone -5"]);
  });

  it("gives back the last draw first, whatever has been given back to another grant since", () => {
    const first = paidBy(sent("9"), [
      ["a", "5"],
      ["b", "4"],
    ]);
    const back = paidBy(sent("1", { number: "INV-X", type: "correction" }), [["a", "-2"]]);
    const history = { invoices: [first, back], grants: [grant("a"), grant("b")] };
    // 10 have been billed: 4 of b and 3 of a are left to give back, of which 6 go.
    expect(correctedTo("4", history)).toEqual(["b -4", "a -2"]);
  });

  it("gives back nothing for a draw that only made up for what was given back before it", () => {
    const back = paidBy(sent("4"), [["a", "-3"]]);
    const again = paidBy(sent("3", { number: "INV-X", type: "correction" }), [["a", "3"]]);
    const history = { invoices: [back, again], grants: [grant("a")] };
    expect(correctedTo("2", history)).toEqual([]);
    const more = paidBy(sent("3", { number: "INV-X", type: "correction" }), [["a", "3.5"]]);
    expect(correctedTo("2", { ...history, invoices: [back, more] })).toEqual(["a -0.5"]);
  });
});

describe("a period", () => {
  it("is refused where the contract has none that begins so", () => {
    const starts: unknown[] = ["2026-01-02", "2027-01-01", "soon", 20260101, undefined];
    for (const start of starts)
      expect(() => draftInvoice(terms, [], { ...january, start } as Period)).toThrow(
        expect.objectContaining({ code: "period_unknown" }),
      );
    expect(() => draftInvoice(terms, [], null as unknown as Period)).toThrow(
      expect.objectContaining({ code: "period_unknown" }),
    );
  });
});
