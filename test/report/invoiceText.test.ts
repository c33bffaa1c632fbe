import { describe, expect, it } from "vitest";
import { expectOk, type Invoice, previewInvoice, type Step } from "../../src/index.ts";
import { invoiceText } from "../../src/report/index.ts";
import { contract } from "../bin/runWith.ts";
import { plainContract } from "../laws/plain.ts";
import { wholeInvoice } from "./richInvoices.ts";

function format(rule: object, quantities: readonly (number | string)[], terms: object = {}): string[] {
  const { invoice } = expectOk(
    previewInvoice({
      contract: { ...contract, ...terms },
      programs: [
        { contract: "acme", version: 1, rules: [{ name: "Calls", type: "usage", metric: "calls", ...rule }] },
      ],
      events: quantities.map((quantity, at) => ({
        external_contract_id: "acme",
        event_id: `e${at}`,
        metric: "calls",
        quantity,
        timestamp: "2026-03-05T12:00:00Z",
      })),
      at: "2026-03-31",
    }),
  );
  return rowsOf(invoiceText(invoice, { contract: { ...plainContract, ...terms } }));
}

/** The rows between the two rules, blanks folded. */
function rowsOf(text: string): string[] {
  const [, rows = ""] = text.split(/^-+$/m);
  return rows
    .trim()
    .split("\n")
    .map((row) => row.trim().replace(/ {2,}/g, " | "));
}

describe("invoiceText", () => {
  it("shows tiers with their bounds, what is included, and the exact amount before it is rounded", () => {
    const tiers = [
      { up_to: "100", unit_amount: "0.1", flat_amount: "5" },
      { up_to: "500", unit_amount: "0.033" },
      { up_to: null, rate: "0.01" },
    ];
    const rule = { model: "tiered", tiers_mode: "graduated", tiers, included_quantity: "10" };
    expect(format(rule, [611])).toEqual([
      "Calls | 611 | 29.21",
      "included | 10 | 0.00",
      "up to 100, plus 5 | 100 | 0.1 | 15.00",
      "up to 500 | 400 | 0.033 | 13.20",
      "above 500 | 101 | 0.01 | 1.01",
    ]);
    expect(format({ ...rule, tiers_mode: "volume" }, [611])).toContain("last tier | 601 | 0.01 | 6.01");
  });

  it("shows each adjustment, in the order in which it is made", () => {
    const rule = { model: "per_unit", unit_amount: "0.0125", discounts: [{ percent: "0.1" }] };
    expect(format({ ...rule, minimum_amount: "2" }, [100])).toEqual([
      "Calls | 100 | 0.0125 | 2.00",
      "per unit | 100 | 0.0125 | 1.25",
      "discount | -0.125",
      "raised to the minimum | 0.875",
    ]);
    expect(format({ ...rule, maximum_amount: "1", monthly_cap: "0.5" }, [100]).slice(3)).toEqual([
      "limited to the maximum | -0.125",
      "limited to the monthly cap | -0.50",
    ]);
  });

  it("does not repeat a line that says it all", () => {
    expect(format({ model: "per_unit", unit_amount: "0.02" }, [5])).toEqual(["Calls | 5 | 0.02 | 0.10"]);
  });

  it("says what a line was before rounding, unless its only step says it", () => {
    expect(format({ model: "per_unit", unit_amount: "0.002" }, [7])).toEqual([
      "Calls | 7 | 0.002 | 0.01",
      "before rounding | 0.014",
    ]);
    const tiers = [{ up_to: null, unit_amount: "0.002" }];
    expect(format({ model: "tiered", tiers_mode: "volume", tiers }, [7])).toEqual([
      "Calls | 7 | 0.002 | 0.01",
      "last tier | 7 | 0.002 | 0.014",
    ]);
  });

  it.each([
    [{ currency: "JPY" }, "200"],
    [{ currency: "KWD" }, "200.000"],
    [{ currency: "CREDITS", currency_digits: 6 }, "200.000000"],
  ])("writes amounts with the digits of the currency: %j", (terms, amount) => {
    expect(format({ model: "per_unit", unit_amount: "2" }, [100], terms)).toEqual([
      `Calls | 100 | 2 | ${amount}`,
    ]);
  });

  it("names every kind of step", () => {
    const rule = {
      model: "percentage",
      rate: "0.1",
      fixed_amount: "0.3",
      free_amount: "4",
      negative_usage: "clamp",
    };
    const limits = { per_event_minimum: "1", per_event_maximum: "10" };
    expect(format({ ...rule, ...limits }, [5, 500, -900])).toEqual([
      "Calls | -395 | 0.1 | 1.00",
      "free | 4 | 0.00",
      "share of the value | -399 | 0.1 | -39.90",
      "fixed amount per event | 1 | 0.3 | 0.30",
      "raised to the minimum per event | 0.60",
      "limited to the maximum per event | 40.00",
    ]);
  });

  it("says of which version a line is, where a rule has more than one", () => {
    const step: Step = { kind: "unit", quantity: "1", unit_price: "1", amount: "1" };
    const line = {
      description: "Calls",
      quantity: "1",
      unit_price: "1",
      amount: "1",
      exact_amount: "1",
      steps: [step],
    };
    const invoice: Invoice = {
      object: "invoice",
      number: "INV-2026-003",
      contract: "acme",
      status: "draft",
      subtotal: "3",
      tax: "0",
      total: "3",
      currency: "USD",
      billing_period: { start: "2026-03-01", end: "2026-03-31" },
      issued_date: "2026-03-01",
      due_date: "2026-03-15",
      paid_date: null,
      metrics: ["calls"],
      line_items: [
        { ...line, rule_id: "a", version: 1 },
        { ...line, rule_id: "a", version: 3 },
        { ...line, rule_id: "b", version: 1 },
      ],
    };
    expect(
      rowsOf(invoiceText(invoice, { contract: plainContract })).map((row) => row.split(" | ")[0]),
    ).toEqual(["Calls (version 1)", "Calls (version 3)", "Calls"]);
  });

  it("keeps control characters of names away from the terminal", () => {
    const text = format({ name: "Calls\u001b[2J\n\u202e", model: "per_unit", unit_amount: "0.02" }, [5]);
    expect(text).toEqual(["Calls\\u001b[2J\\u000a\\u202e | 5 | 0.02 | 0.10"]);
  });

  it("keeps those of numbers and of every other text away as well", () => {
    // An invoice of another system need not hold decimals where numbers belong.
    const foreign = JSON.parse(JSON.stringify(wholeInvoice), (name, value: unknown) =>
      typeof value === "string" && name !== "kind" ? `${value}\u001b[2J\u202e` : value,
    ) as Invoice;
    for (const details of [false, true]) {
      const text = invoiceText(foreign, { details });
      expect(text).toContain("1045.5\\u001b[2J\\u202e");
      expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
    }
  });
});
