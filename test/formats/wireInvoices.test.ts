// Invoices as the API writes them: decimals are numbers with all their digits, which text of JSON keeps and an object does not.
import { describe, expect, it } from "vitest";
import {
  type FormatResult,
  toCsv,
  toEn16931Lines,
  toFocusCsv,
  toFocusRows,
  toStripeInvoiceLines,
} from "../../src/formats/index.ts";
import { type Invoice, toWireJson } from "../../src/index.ts";
import { openBooks, unit } from "../invoicing/books.ts";
import { contract } from "./invoiceExamples.ts";
import { must, told } from "./told.ts";

function invoiceOf(quantity: string, unit_amount: string): Invoice {
  const books = openBooks([[null, [unit("a", { unit_amount })]]], { timezone: "America/New_York" });
  books.use("a", ["a", "2026-01-10", quantity]);
  return books.draft("2026-01-15");
}

const converters: Readonly<Record<string, (invoice: unknown) => FormatResult<unknown>>> = {
  toFocusRows: (invoice) => toFocusRows(invoice, { contract, issuer: "I" }),
  toEn16931Lines,
  toCsv: (invoice) => toCsv(typeof invoice === "string" ? `[${invoice}]` : [invoice]),
};

/** Quantity, price, and what they come to before it is rounded. */
const amounts = [
  ["1.234567891", "1.234567899", "1.524157887364731009"],
  // No double prints it, though it is next to one that does.
  ["0.100000000000000001", "1", "0.100000000000000001"],
  ["9007199254740993", "1", "9007199254740993"],
  ["12345678901234567.5", "2", "24691357802469135"],
  // 16 and 17 digits that a double prints.
  ["0.1234567890123456", "1", "0.1234567890123456"],
  ["0.30000000000000004", "1", "0.30000000000000004"],
  ["1234567890.1234567", "1", "1234567890.1234567"],
  ["100000000000000000", "1", "100000000000000000"],
  // Printed with an exponent.
  ["0.000000123456789", "0.001", "0.000000000123456789"],
  ["0.000000000000000001", "0.1", "0.0000000000000000001"],
  ["0.000000012345678901", "0.1", "0.0000000012345678901"],
] as const;

describe.each(Object.entries(converters))("%s", (_, convert) => {
  it.each(amounts)("takes %s × %s from the text of the API", (quantity, price, exact) => {
    const invoice = invoiceOf(quantity, price);
    expect(invoice.line_items[0]?.exact_amount).toBe(exact);
    const text = toWireJson(invoice);
    expect(text).toContain(`"exact_amount":${exact}`);
    expect(must(convert(text))).toEqual(must(convert(invoice)));
    expect(must(convert(` ${text}`))).toEqual(must(convert(invoice)));
  });

  it("refuses numbers of more than 15 digits in an object", () => {
    for (const [quantity, price] of [
      ["0.30000000000000004", "1"],
      ["0.1234567890123456", "1"],
      ["1.234567891", "1.234567899"],
    ] as const) {
      const issues = told(convert(JSON.parse(toWireJson(invoiceOf(quantity, price)))));
      expect(issues.length).toBeGreaterThan(0);
      for (const issue of issues) expect(issue).toMatch(/^number_not_exact /);
    }
  });

  it("refuses what is no decimal in text, too", () => {
    const text = toWireJson(invoiceOf("3", "1"));
    for (const literal of ["1e400", "1e-400", "1e-300", "1e300", '"1e3"', "true"])
      expect(told(convert(text.replace('"exact_amount":3', `"exact_amount":${literal}`)))).toEqual([
        expect.stringMatching(/^decimal_\w+ .*line_items\[0\]\.exact_amount$/),
      ]);
  });
});

describe("toStripeInvoiceLines", () => {
  it("takes the text of the API", () => {
    const invoice = invoiceOf("1.234567891", "1.2345678");
    const written = must(toStripeInvoiceLines(toWireJson(invoice), { contract }));
    expect(written).toEqual(must(toStripeInvoiceLines(invoice, { contract })));
  });
});

describe("toFocusCsv", () => {
  const [row] = must(toFocusRows(invoiceOf("0.30000000000000004", "1"), { contract, issuer: "I" }));
  const csv = must(toFocusCsv([row]));
  const wire = JSON.stringify(row).replaceAll('"0.30000000000000004"', "0.30000000000000004");

  it("takes numbers like decimal text", () => {
    expect(wire).not.toBe(JSON.stringify(row));
    expect(must(toFocusCsv(`[${wire}]`))).toBe(csv);
    expect(must(toFocusCsv([wire]))).toBe(csv);
    expect(must(toFocusCsv([{ ...row, BilledCost: 0.3 }]))).toBe(csv);
    expect(must(toFocusCsv([{ ...row, ListCost: "0.123456789012345678901" }]))).toContain(
      ",0.123456789012345678901,",
    );
    const long = wire.replaceAll("0.30000000000000004", "0.300000000000000000000000004");
    expect(must(toFocusCsv(`[${long}]`))).toContain(",0.300000000000000000000000004,");
    const [first] = told(toFocusCsv([JSON.parse(wire)]));
    expect(first).toBe("number_not_exact $[0].ConsumedQuantity");
    expect(told(toFocusCsv([{ ...row, ServiceName: 5 }]))).toEqual(["field_type $[0].ServiceName"]);
  });
});

describe("toCsv", () => {
  it("takes each invoice of a list as it is given", () => {
    const invoice = invoiceOf("0.30000000000000004", "1");
    const text = toWireJson(invoice);
    const rows = must(toCsv([invoice, invoice]));
    expect(must(toCsv([text, invoice]))).toBe(rows);
    expect(must(toCsv(`[${text},${JSON.stringify(text)}]`))).toBe(rows);
    expect(told(toCsv([text, JSON.parse(text)]))[0]).toMatch(/^number_not_exact \$\[1\]\./);
  });
});
