// What Markdown cannot say: blanks beside the stars of strong text, and a break at the end of a paragraph.
import { describe, expect, it } from "vitest";
import { invoiceMarkdown } from "../../src/report/index.ts";
import { wholeInvoice } from "./richInvoices.ts";

const paragraphs = (text: string): string[] => text.trimEnd().split("\n\n");

describe("blocks of text", () => {
  it.each(["Lucius Ltd\n", "\n Lucius Ltd\r\n\n", "Lucius Ltd\n \t\n"])(
    "have no breaks around them: %j",
    (text) => {
      const told = paragraphs(invoiceMarkdown(wholeInvoice, { seller: text, customer: text, note: text }));
      expect(told.slice(1, 3)).toEqual(["**From**\\\nLucius Ltd", "**To**\\\nLucius Ltd"]);
      expect(told.at(-1)).toBe("Lucius Ltd");
    },
  );

  it("keep their breaks inside, also those of a line that is blank", () => {
    expect(paragraphs(invoiceMarkdown(wholeInvoice, { note: "a\n \nb\n" })).at(-1)).toBe("a\\\n\\\nb");
  });

  it("are left out where they say nothing", () => {
    const options = { seller: "", customer: " \n", note: "\n\n" };
    expect(invoiceMarkdown(wholeInvoice, options)).toBe(invoiceMarkdown(wholeInvoice));
  });
});

describe("names and amounts in strong text", () => {
  const [line, ...others] = wholeInvoice.line_items;
  const named = (description: string): string => {
    const item = { ...line, description } as (typeof wholeInvoice.line_items)[0];
    return invoiceMarkdown({ ...wholeInvoice, total: "7 ", line_items: [item, ...others] });
  };

  it("have no blanks beside the stars", () => {
    expect(named(" a\u00a0")).toContain("\n| **a\u00a0, value-of-group");
    const { group: _group, ...plain } = wholeInvoice.line_items[1] ?? {};
    const only = { ...plain, description: " a  ", version: 1 } as (typeof wholeInvoice.line_items)[0];
    const told = invoiceMarkdown({ ...wholeInvoice, total: "7 ", line_items: [only] });
    expect(told).toContain("\n| **a** |");
    expect(told).toContain("\n| **Total** |  |  | **7.00** |");
    expect(invoiceMarkdown({ ...wholeInvoice, line_items: [{ ...only, description: " " }] })).toContain(
      "\n|  | 1 |",
    );
  });
});
