// Comma-separated values by hand.
import { describe, expect, it } from "vitest";
import { toCsv } from "../../src/formats/index.ts";
import { fused, readCsv } from "./csvReader.ts";
import { examples } from "./invoiceExamples.ts";
import { must, told } from "./told.ts";

const { january, february } = examples();

describe("toCsv", () => {
  it("writes a row for each amount", () => {
    const text = must(toCsv([january]));
    expect(text.startsWith("invoice,type,contract,status,currency,period_start,")).toBe(true);
    expect(text.endsWith("\r\n")).toBe(true);
    const rows = readCsv(text);
    expect(rows[3]).toEqual({
      ...{ invoice: "INV-2026-001", type: "", contract: "acme", status: "sent", currency: "USD" },
      ...{
        period_start: "2026-01-01",
        period_end: "2026-01-31",
        issued_date: "2026-01-01",
        due_date: "2026-01-15",
      },
      ...{
        entry: "line",
        kind: "",
        name: "A",
        rule_id: "a",
        version: "1",
        group: "",
        service_start: "",
        service_end: "",
      },
      ...{ refers_to: "", quantity: "10", unit_price: "1.2345", exact_amount: "12.345", amount: "12.35" },
    });
    expect(rows.map(({ entry, name, amount }) => `${entry} ${name} ${amount}`).slice(3)).toEqual([
      ...["line A 12.35", "discount partner -1.24", "credit gift -4.13"],
      ...["line B 12.5", "discount partner -1.25", "credit gift -4.18", "tax VAT 5.07"],
    ]);
  });

  it("names what a correction refers to", () => {
    const rows = readCsv(must(toCsv([january, february])));
    expect(rows).toHaveLength(16);
    expect(rows.find(({ kind }) => kind === "correction")).toMatchObject({
      refers_to: "INV-2026-001",
      amount: "2.46",
    });
  });

  it("defuses text that a spreadsheet would compute, and leaves numbers as they are", () => {
    const named = (name: string) => {
      const [line, ...rest] = february.line_items;
      const text = must(toCsv([{ ...february, line_items: [{ ...line, description: name }, ...rest] }]));
      return readCsv(text)[0]?.name ?? "";
    };
    for (const name of ["=1+1", "+1", "-1", "@sum", "\t=1", "\r", "\n=1", "'=1", "''@x"]) {
      expect(named(name)).toBe(`'${name}`);
      expect(fused(named(name))).toBe(name);
    }
    for (const name of ["1=1", "a-b", "'quoted'", 'say "so", twice', "line\r\nbreak", " =1"]) {
      expect(named(name)).toBe(name);
      expect(fused(named(name))).toBe(name);
    }
    const broken = { ...february, due_date: "2026-02-15", status: "a\rb" };
    expect(must(toCsv([broken]))).toContain(',"a\rb",');
    expect(must(toCsv([january]))).toContain(",-1.24\r\n");
  });

  it("says of each invoice what is wrong with it", () => {
    const wrong = [january, { ...january, total: "1" }, null, { ...january, number: 5 }];
    expect(told(toCsv(wrong))).toEqual([
      "invoice_inconsistent $[1].total",
      "field_type $[2]",
      "field_type $[3].number",
    ]);
    expect(told(toCsv(january))).toEqual(["field_type"]);
    expect(told(toCsv("["))).toEqual(["json_invalid"]);
    expect(told(toCsv(new Array(100_001)))).toEqual(["input_too_large"]);
    expect(must(toCsv([])).split("\r\n")).toHaveLength(2);
    expect(must(toCsv(JSON.stringify([january])))).toBe(must(toCsv([january])));
  });

  it("writes nothing of an invoice that is wrong, though as many issues as are told stand before its own", () => {
    const { billing_period, ...without } = january;
    expect(billing_period.start).toBe("2026-01-01");
    const issues = told(toCsv(Array.from({ length: 101 }, () => without)));
    expect(issues).toEqual(Array.from({ length: 100 }, (_, at) => `field_missing $[${at}].billing_period`));
  });
});
