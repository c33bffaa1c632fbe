// Nothing that an invoice holds is dropped silently: each value is found in each form of it.
import { describe, expect, it } from "vitest";
import type { Invoice } from "../../src/index.ts";
import { invoiceHtml, invoiceMarkdown, invoiceText } from "../../src/report/index.ts";
import { livedInvoices, wholeInvoice } from "./richInvoices.ts";

const forms: readonly { readonly form: string; readonly write: (invoice: Invoice) => string }[] = [
  { form: "HTML", write: (invoice) => unmarked(invoiceHtml(invoice)) },
  { form: "Markdown", write: (invoice) => invoiceMarkdown(invoice).replace(/\\(.)/g, "$1") },
  { form: "text", write: (invoice) => invoiceText(invoice, { details: true }) },
];

/** The text of a page, with a blank in place of each tag. */
function unmarked(html: string): string {
  const body = html.slice(html.indexOf("<body>"));
  return body
    .replace(/<[^>]*>/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
}

/** What is said in other words. */
const inWords: ReadonlyMap<string, string> = new Map([
  ["kind true_up", "missing to the commitment"],
  ["kind transform", "divided by"],
  ["kind tier", "up to"],
  ["kind discount", "discount"],
  ["kind minimum", "raised to the minimum"],
  ["kind maximum", "limited to the maximum"],
  ["kind monthly_cap", "limited to the monthly cap"],
  ["kind prorated", "part of the fee"],
  ["kind unit", "per unit"],
  ["kind rate", "share of the value"],
  ["kind fixed", "fixed amount per event"],
  ["kind event_minimum", "raised to the minimum per event"],
  ["kind event_maximum", "limited to the maximum per event"],
  ["kind package", "packages of"],
  ["kind rerated", "comes to now"],
  ["kind billed", "billed"],
  ["kind share", "share of what all groups come to"],
  ["cell default", "otherwise"],
]);

interface Leaf {
  readonly path: string;
  readonly shown: string;
}

/** Every value of the document, as people are shown it. */
function leavesOf(value: unknown, path: string, name: string): Leaf[] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) =>
      leavesOf(inner, `${path}.${key}`, Array.isArray(value) ? name : key),
    );
  }
  if (name === "object" || name === "inclusive") return [];
  if (value === null) return [];
  if (name === "percent" || name === "rate") return [{ path, shown: `${shift(String(value))} %` }];
  const words = inWords.get(`${name} ${value}`);
  return [{ path, shown: words ?? String(value) }];
}

/** A share in per cent. */
function shift(share: string): string {
  return String(Math.round(Number(share) * 1e6) / 1e4);
}

/** What is not said again, as the line above it says it already. */
function repeats(invoice: Invoice, path: string): boolean {
  const [, line, step] = /^\.line_items\.([0-9]+)\.steps\.([0-9]+)/.exec(path) ?? [];
  if (line === undefined || step === undefined) return path === ".tax" && invoice.taxes !== undefined;
  const { steps, quantity, unit_price, amount, exact_amount } = invoice.line_items[Number(line)] ?? {
    steps: [],
  };
  const only = steps.length === 1 ? steps[0] : undefined;
  if (only === undefined)
    return path.endsWith(".flat_amount") && path !== "" && steps[Number(step)]?.flat_amount === "0";
  const plain = ["flat", "unit", "rate", "dynamic"].includes(only.kind);
  return (
    plain &&
    only.quantity === quantity &&
    only.unit_price === unit_price &&
    [amount, exact_amount].includes(only.amount)
  );
}

function missing(invoice: Invoice, text: string): string[] {
  return leavesOf(invoice, "", "")
    .filter(({ path, shown }) => shown !== "" && !repeats(invoice, path) && !text.includes(shown))
    .map(({ path, shown }) => `${path}: ${shown}`);
}

describe.each(forms)("the $form form", ({ write }) => {
  it("shows every field that an invoice can have", () => {
    expect(missing(wholeInvoice, write(wholeInvoice))).toEqual([]);
  });

  it("shows all of invoices as an engine makes them", async () => {
    const invoices = await livedInvoices();
    for (const invoice of invoices) expect(missing(invoice, write(invoice))).toEqual([]);
    // Each of the parts that are asked for is in one of them.
    const fields = new Set(
      invoices.flatMap((invoice) => [
        ...Object.keys(invoice),
        ...invoice.line_items.flatMap((line) => Object.keys(line)),
      ]),
    );
    for (const field of [
      "discount_total",
      "credit_total",
      "taxes",
      "carried",
      "history",
      "amount_paid",
      "shared",
      "group",
      "refers_to",
      "credits",
    ])
      expect([...fields], field).toContain(field);
    expect(new Set(invoices.flatMap(({ line_items }) => line_items.map(({ kind }) => kind)))).toContain(
      "true_up",
    );
  });

  it("says what is still to be paid", () => {
    // 1044.5 less 1056.5, which no engine would let be.
    expect(write(wholeInvoice)).toContain("-12.00");
    expect(write({ ...wholeInvoice, status: "cancelled" })).not.toContain("Amount due");
  });
});

describe("invoiceText", () => {
  it("leaves out what is no part of an amount, unless it is asked for", () => {
    const short = invoiceText(wholeInvoice);
    expect(short).not.toContain("rule-of-usage");
    expect(short).not.toContain("discount-of-line");
    expect(short).toContain("1022.504");
    expect(short).toMatch(/^Credits +-1042\.50/m);
    expect(short).toMatch(/^Carried from INV-CARRIED +-1053\.50/m);
    expect(short).toMatch(/^Carried to a later invoice +1054\.50/m);
  });
});
