// Lines of Stripe invoices worked out by hand.
import { describe, expect, it } from "vitest";
import { toStripeInvoiceLines } from "../../src/formats/index.ts";
import { openBooks, unit } from "../invoicing/books.ts";
import { contract, examples } from "./invoiceExamples.ts";
import { must, told } from "./told.ts";

const { january, february } = examples();

/** January's invoice of a currency, used so much of a. */
function invoiceIn(currency: string, quantity: string, unit_amount = "1", more: object = {}) {
  const fields = { currency, timezone: "UTC" };
  const books = openBooks([[null, [unit("a", { unit_amount, ...more })]]], fields);
  books.use("a", ["a", "2026-01-10", quantity]);
  return { invoice: books.draft("2026-01-15"), contract: { ...contract, ...fields } };
}

describe("toStripeInvoiceLines", () => {
  it("writes whole minor units and seconds", () => {
    const { lines, totals, total_taxes, currency } = must(toStripeInvoiceLines(january, { contract }));
    expect(lines[1]).toEqual({
      ...{
        object: "line_item",
        amount: 1235,
        currency: "usd",
        description: "A",
        quantity: 10,
        quantity_decimal: "10",
      },
      pricing: { type: "price_details", price_details: { price: "a" }, unit_amount_decimal: "123.45" },
      period: { start: Date.UTC(2026, 0, 1, 5) / 1000, end: Date.UTC(2026, 1, 1, 5) / 1000 },
      discount_amounts: [{ amount: 124, discount: "partner" }],
      pretax_credit_amounts: [
        { type: "credit_balance_transaction", amount: 413, credit_balance_transaction: "gift" },
      ],
      ...{ taxes: [], metadata: { rule_id: "a", version: "1" } },
    });
    expect(lines[2]).toMatchObject({ quantity: 150, pricing: null });
    expect(totals).toEqual({
      subtotal: 4485,
      discount: 449,
      credit: 1500,
      tax: 507,
      carried: 0,
      total: 3043,
    });
    expect(total_taxes).toEqual([
      { amount: 507, tax_behavior: "exclusive", taxable_amount: 2536, tax: "vat", percentage_decimal: "20" },
    ]);
    expect(currency).toBe("usd");
  });

  it("says what a correction refers to", () => {
    const { lines } = must(toStripeInvoiceLines(february, { contract }));
    expect(lines[1]).toMatchObject({
      ...{ amount: 246, period: lines[0]?.period && { start: Date.UTC(2026, 0, 1, 5) / 1000 } },
      metadata: { rule_id: "a", kind: "correction", refers_to: "INV-2026-001" },
    });
  });

  it("has taxes on lines where they are rounded there", () => {
    const taxes = [{ id: "vat", name: "VAT", rate: "0.2", rounding: "line" }];
    const books = openBooks([[null, [unit("a", { group_by: ["region"] })], { taxes }]], { timezone: "UTC" });
    books.use("a", ["a", "2026-01-10", "7", { region: "eu" }]);
    const invoice = books.draft("2026-01-15");
    const { lines } = must(toStripeInvoiceLines(invoice, { contract: { ...contract, timezone: "UTC" } }));
    expect(lines[0]).toMatchObject({
      taxes: [{ amount: 140, tax: "vat" }],
      metadata: { group: '{"region":"eu"}' },
    });
  });

  it("counts digits as Stripe does", () => {
    const amountIn = (currency: string, quantity: string) => {
      const { invoice, contract: own } = invoiceIn(currency, quantity);
      return must(toStripeInvoiceLines(invoice, { contract: own })).lines[0]?.amount;
    };
    expect([
      amountIn("JPY", "500"),
      amountIn("ISK", "5"),
      amountIn("BHD", "1.5"),
      amountIn("MGA", "3"),
    ]).toEqual([500, 500, 1500, 3]);
    const { invoice, contract: own } = invoiceIn("UGX", "5");
    expect(told(toStripeInvoiceLines(invoice, { contract: own }))).toEqual(["currency_ambiguous currency"]);
    expect(must(toStripeInvoiceLines(invoice, { contract: own, minorDigits: 2 })).totals.total).toBe(500);
    const known = invoiceIn("JPY", "500");
    const digitsTold = (minorDigits: number) =>
      told(toStripeInvoiceLines(known.invoice, { contract: known.contract, minorDigits }));
    expect(digitsTold(0)).toEqual([]);
    expect(digitsTold(2)).toEqual(["value_conflict options.minorDigits"]);
  });

  it("refuses amounts that it cannot write exactly", () => {
    const refused = ({ invoice, contract: own }: ReturnType<typeof invoiceIn>) =>
      told(toStripeInvoiceLines(invoice, { contract: own }));
    expect(refused(invoiceIn("MGA", "2.5"))).toEqual([
      "amount_not_expressible line_items[0].amount",
      "amount_not_expressible subtotal",
      "amount_not_expressible total",
    ]);
    expect(refused(invoiceIn("KWD", "1.25"))).toEqual([]);
    expect(refused(invoiceIn("KWD", "1.255"))).toEqual([
      "amount_not_expressible line_items[0].amount",
      "amount_not_expressible subtotal",
      "amount_not_expressible total",
    ]);
    expect(refused(invoiceIn("USD", "99999999999999"))).toContain("amount_not_expressible total");
    expect(refused(invoiceIn("USD", "1", "0.000000000000001"))).toEqual([
      "amount_not_expressible line_items[0].unit_price",
    ]);
    const tokens = { currency: "TOKENS", currency_digits: 2 };
    expect(
      refused({
        ...invoiceIn("USD", "1"),
        invoice: { ...january, currency: "TOKENS" },
        contract: { ...contract, ...tokens },
      }),
    ).toEqual(["currency_unknown currency"]);
  });

  it.each([0.5, Number.NaN, -1, 1e9])("refuses %s digits", (minorDigits) => {
    expect(told(toStripeInvoiceLines(january, { contract, minorDigits }))).toEqual([
      "value_invalid options.minorDigits",
    ]);
  });

  it("refuses another contract's invoice", () => {
    expect(told(toStripeInvoiceLines(january, { contract: { ...contract, id: "bolt" } }))).toEqual([
      "value_conflict contract",
    ]);
    expect(told(toStripeInvoiceLines(january, { contract: undefined }))).toEqual([
      "option_missing options.contract",
    ]);
  });
});
