// Invoices in other formats, as laws. In words:
// - The amounts of FOCUS rows, as rows and read back from their CSV, add up to what the invoice asks for; so do those of `toCsv`.
// - Where a row has a unit price, quantity × price is the list cost. Corrections are marked, and nothing else is. Periods are half open.
// - Every line of an e-invoice is quantity × price ÷ base, rounded, plus charges, less allowances; totals are sums to the cent.
// - Stripe's lines add up to the totals, in whole minor units.
// - No cell of a CSV begins like a formula, and every text can be had back.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  toCsv,
  toEn16931Lines,
  toFocusCsv,
  toFocusRows,
  toStripeInvoiceLines,
} from "../../src/formats/index.ts";
import {
  billingPeriods,
  currencyDigits,
  expectOk,
  type Invoice,
  rateUsage,
  resolveTerms,
} from "../../src/index.ts";
import { world } from "../arbitraries.ts";
import { draftAll, runs } from "../laws.ts";
import {
  add,
  divide,
  type Fraction,
  fraction,
  multiply,
  round,
  subtract,
  sum,
  toText,
} from "../oracle/fraction.ts";
import { fused, readCsv } from "./csvReader.ts";
import { richInvoices } from "./richInvoices.ts";
import { must, told } from "./told.ts";

const total = (amounts: readonly string[]): string => toText(sum(amounts.map(fraction)));
const amounts = (items: readonly { readonly amount: string }[]): Fraction =>
  sum(items.map(({ amount }) => fraction(amount)));

describe("FOCUS rows", () => {
  it("add up to the invoice, and so does their CSV", () => {
    fc.assert(
      fc.property(richInvoices, ({ contract, invoices }) => {
        const rows = invoices.flatMap((invoice) =>
          must(toFocusRows(invoice, { contract, issuer: "=Issuer" })),
        );
        const cells = readCsv(must(toFocusCsv(rows)));
        for (const invoice of invoices) {
          const isOf = (row: object) => "InvoiceId" in row && row.InvoiceId === invoice.number;
          // A draft and the final invoice after it have one number.
          const same = invoices.filter(({ number }) => number === invoice.number);
          const asked = total(same.map((one) => one.total));
          expect(total(rows.filter(isOf).map(({ BilledCost }) => BilledCost))).toBe(asked);
          expect(total(cells.filter(isOf).map(({ BilledCost = "" }) => BilledCost))).toBe(asked);
        }
        rows.forEach((row, at) => {
          const written = Object.fromEntries(
            Object.entries(cells[at] ?? {}).map(([name, text]) => [name, fused(text)]),
          );
          expect(written).toEqual(
            Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? ""])),
          );
          if (row.ListUnitPrice !== null)
            expect(toText(multiply(fraction(row.PricingQuantity ?? "0"), fraction(row.ListUnitPrice)))).toBe(
              row.ListCost,
            );
          expect(row.PricingQuantity === null).toBe(!/Usage|Purchase/.test(row.ChargeCategory));
          expect(row.ChargePeriodStart < row.ChargePeriodEnd).toBe(true);
          expect(row.BillingPeriodStart < row.BillingPeriodEnd).toBe(true);
        });
      }),
      runs(40),
    );
  });

  it("mark what corrects an earlier period, and nothing else", () => {
    fc.assert(
      fc.property(richInvoices, ({ contract, invoices }) => {
        for (const invoice of invoices) {
          const rows = must(toFocusRows(invoice, { contract, issuer: "Issuer" }));
          const corrections = invoice.line_items.filter(({ kind }) => kind === "correction");
          const count = corrections.reduce(
            (n, { discounts = [], credits = [] }) => n + 1 + discounts.length + credits.length,
            0,
          );
          const isLate = (start: string) =>
            invoice.type === "correction" || start !== invoice.billing_period.start;
          const taxes = (invoice.taxes ?? []).filter(
            ({ inclusive, period_start }) => !inclusive && isLate(period_start),
          );
          expect(rows.filter(({ ChargeClass }) => ChargeClass === "Correction")).toHaveLength(
            count + taxes.length,
          );
        }
      }),
      runs(30),
    );
  });
});

describe("invoices of any rules, in any zone and currency", () => {
  it("add up as FOCUS rows and as CSV", () => {
    fc.assert(
      fc.property(world(), ({ contract, programs, events, focus }) => {
        const terms = expectOk(resolveTerms(contract, programs));
        const { charges } = rateUsage(terms, events);
        const periods = billingPeriods(contract, focus, focus);
        for (const invoice of draftAll(terms, charges, periods)) {
          const rows = must(toFocusRows(invoice, { contract, issuer: "Issuer" }));
          expect(total(rows.map(({ BilledCost }) => BilledCost))).toBe(invoice.total);
          for (const { PricingQuantity, ListUnitPrice, ListCost } of rows)
            if (ListUnitPrice !== null)
              expect(toText(multiply(fraction(PricingQuantity ?? "0"), fraction(ListUnitPrice)))).toBe(
                ListCost,
              );
          expect(total(readCsv(must(toCsv([invoice]))).map(({ amount = "" }) => amount))).toBe(invoice.total);
          expect(rows.map(({ BillingPeriodStart }) => BillingPeriodStart)).toEqual(
            rows.map(() => `${periods[0]?.start_at.slice(0, 19)}Z`),
          );
        }
      }),
      runs(150),
    );
  });
});

describe("rows of CSV", () => {
  it("add up to the invoice, hold no formula and lose no text", () => {
    fc.assert(
      fc.property(richInvoices, ({ invoices }) => {
        const rows = readCsv(must(toCsv(invoices)));
        const asked = total(invoices.map((invoice) => invoice.total));
        expect(total(rows.map(({ amount = "" }) => amount))).toBe(asked);
        const lines = rows.filter(({ entry }) => entry === "line");
        expect(lines.map(({ name = "" }) => fused(name))).toEqual(
          invoices.flatMap(({ line_items }) => line_items.map(({ description }) => description)),
        );
        for (const row of rows)
          for (const [name, text] of Object.entries(row))
            if (/quantity|price|amount/.test(name)) expect(text).toMatch(/^(-?\d+(\.\d+)?)?$/);
            else expect(text).not.toMatch(/^[=+\-@\t\r\n]/);
      }),
      runs(40),
    );
  });
});

describe("lines of an e-invoice", () => {
  it("are quantity × price and what changes it, and add up", () => {
    let written = 0;
    fc.assert(
      fc.property(richInvoices, ({ invoices }) => {
        for (const invoice of invoices) {
          const result = toEn16931Lines(invoice);
          const isFiner = (currencyDigits(invoice.currency) ?? 2) > 2;
          // A correction of lines that include a tax may come to none of it, and does not show it then.
          const corrects = invoice.line_items.some(({ kind }) => kind === "correction");
          const isInclusive = (corrects ? invoices : [invoice]).some(({ taxes = [] }) =>
            taxes.some(({ inclusive }) => inclusive),
          );
          if (!result.ok) {
            const codes = new Set(told(result).map((text) => text.split(" ")[0]));
            for (const code of codes)
              expect(["amount_not_expressible", "tax_not_expressible"]).toContain(code);
            expect(isFiner || isInclusive).toBe(true);
            continue;
          }
          written += 1;
          for (const line of result.value.lines) {
            const product = divide(
              multiply(fraction(line.quantity), fraction(line.price)),
              fraction(line.base_quantity),
            );
            const net = subtract(
              add(round(product, 2, "half_up"), amounts(line.charges)),
              amounts(line.allowances),
            );
            expect(toText(net)).toBe(line.net_amount);
            expect(line.price.startsWith("-") || (line.price.split(".")[1] ?? "").length > 4).toBe(false);
            for (const { amount } of [...line.charges, ...line.allowances])
              expect(amount).toMatch(/^\d+(\.\d\d?)?$/);
          }
          const { totals, vat_breakdown, lines } = result.value;
          expect(totals.line_net).toBe(total(lines.map(({ net_amount }) => net_amount)));
          expect(totals.without_vat).toBe(totals.line_net);
          expect(totals.vat).toBe(total(vat_breakdown.map(({ tax_amount }) => tax_amount)));
          expect(totals.with_vat).toBe(total([totals.without_vat, totals.vat]));
          expect(totals.due).toBe(toText(subtract(fraction(totals.with_vat), fraction(totals.paid))));
          expect(totals.due).toBe(
            toText(subtract(fraction(invoice.total), fraction(invoice.amount_paid ?? "0"))),
          );
        }
      }),
      runs(40),
    );
    expect(written).toBeGreaterThan(30);
  });
});

describe("lines of a Stripe invoice", () => {
  it("add up to their totals in whole minor units", () => {
    fc.assert(
      fc.property(richInvoices, ({ contract, invoices }) => {
        for (const invoice of invoices) {
          const result = toStripeInvoiceLines(invoice, { contract });
          if (!result.ok && digitsOf(invoice) === 3) {
            for (const text of told(result)) expect(text).toMatch(/^amount_not_expressible /);
            continue;
          }
          const { lines, totals, total_taxes } = must(result);
          const plus = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
          expect(plus(lines.map(({ amount }) => amount))).toBe(totals.subtotal);
          expect(plus(lines.flatMap((line) => line.discount_amounts.map(({ amount }) => amount)))).toBe(
            totals.discount,
          );
          expect(plus(lines.flatMap((line) => line.pretax_credit_amounts.map(({ amount }) => amount)))).toBe(
            totals.credit,
          );
          const added = total_taxes.filter(({ tax_behavior }) => tax_behavior === "exclusive");
          expect(plus(added.map(({ amount }) => amount))).toBe(totals.tax);
          const { subtotal, discount, credit, tax, carried } = totals;
          expect(plus([subtotal, -discount, -credit, tax, carried])).toBe(totals.total);
          expect(toText(divide(fraction(totals.total), fraction(10 ** digitsOf(invoice))))).toBe(
            invoice.total,
          );
        }
      }),
      runs(40),
    );
  });
});

function digitsOf({ currency }: Invoice): number {
  return currencyDigits(currency) ?? 2;
}
