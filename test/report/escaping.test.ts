// Texts from outside stay texts, whatever they say.
import { describe, expect, it } from "vitest";
import type { Charge, PriceCurve } from "../../src/index.ts";
import {
  effectivePriceSvg,
  invoiceHtml,
  invoiceMarkdown,
  invoiceText,
  priceCurveSvg,
  usageBarsSvg,
} from "../../src/report/index.ts";
import { plainContract } from "../laws/plain.ts";
import { checkMarkup } from "./checkMarkup.ts";
import { hostileInvoice, hostileTexts } from "./hostileTexts.ts";
import { livedInvoices, wholeInvoice } from "./richInvoices.ts";

const named = hostileTexts.map((text) => ({ name: JSON.stringify(text.slice(0, 40)), text }));
const piece = { from: "0", to: "10", amount_at_from: "0", amount_at_to: "5", effective_unit_price: "0.5" };
const curve: PriceCurve = {
  object: "price_curve",
  rule_id: "a",
  to: "10",
  amount_at_zero: "0",
  pieces: [piece],
};

describe("checkMarkup", () => {
  it.each([
    ["<p>a", "left open"],
    ["<p><b>a</p></b>", "closes"],
    ["<p class=a>b</p>", "no tag"],
    ["<p>a & b</p>", "bare &"],
    ["<p>a < b</p>", "no tag"],
    ['<p id="a"></p><p id="a"></p>', "twice"],
    ['<p onclick="a()"></p>', "attribute onclick"],
    ["<script>a</script>", "element script"],
    ['<p class="http://a"></p>', "says"],
    ["<style>p{background:url(a)}</style>", "style"],
    ["<p>\u202e</p>", "control"],
  ])("finds what is wrong with %s", (source, words) => {
    expect(checkMarkup(source).wrong.join()).toContain(words);
  });

  it("takes what is right", () => {
    expect(checkMarkup('<!DOCTYPE html>\n<p class="a">b &amp; c<br></p>')).toEqual({
      wrong: [],
      texts: ["\n", "b & c"],
    });
  });
});

describe("markup", () => {
  it("of invoices as an engine makes them is well formed", async () => {
    const invoices = [...(await livedInvoices()), { ...wholeInvoice, contract: plainContract.id }];
    const html = invoiceHtml(invoices, {
      contract: plainContract,
      seller: "A & B\nStreet",
      note: "Thanks.",
      grouping: " ",
    });
    expect(checkMarkup(html).wrong).toEqual([]);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html.match(/https?:/g)).toBeNull();
    expect(html).not.toMatch(/<script|\son[a-z]+=|javascript:/i);
  });

  it.each(named)("of an invoice that says $name everywhere is well formed, and shows it", ({ text }) => {
    const words = {
      title: text,
      seller: text,
      customer: text,
      note: text,
      lang: text,
      grouping: text.slice(0, 40),
    };
    const { wrong, texts } = checkMarkup(invoiceHtml(hostileInvoice(text), words));
    expect(wrong).toEqual([]);
    expect(texts.join("")).toContain(visible(text));
  });

  it.each(named)("of drawings that say $name is well formed", ({ text }) => {
    const words = { title: text, currency: text, quantity: "7" };
    const svgs = [
      priceCurveSvg(curve, words),
      effectivePriceSvg(curve, words),
      usageBarsSvg([{ day: text, quantity: "1" }], { title: text, unit: text }),
    ];
    for (const svg of svgs) {
      const { wrong, texts } = checkMarkup(svg);
      expect(wrong).toEqual([]);
      expect(texts[0]).toBe(visible(text));
      expect(svg).not.toMatch(/ id=| style=/);
    }
  });

  it("of the drawings below a line with such a name is well formed", () => {
    const rule = {
      id: "r",
      name: "R",
      type: "usage",
      model: "per_unit",
      metric: "calls",
      unit_amount: "1",
    } as const;
    const programs = [
      { object: "pricing_program", contract: "acme", version: 1, effective_date: null, rules: [rule] },
    ] as const;
    for (const text of hostileTexts) {
      const step = { kind: "unit", quantity: "5", unit_price: "1", amount: "5" } as const;
      const line = {
        description: text,
        quantity: "5",
        unit_price: "1",
        amount: "5",
        rule_id: "r",
        version: 1,
        exact_amount: "5",
        steps: [step],
      };
      const charge: Charge = {
        ...{
          object: "charge",
          contract: "acme",
          event_id: text,
          rule_id: "r",
          version: 1,
          quantity: "5",
          amount: "5",
        },
        ...{ timestamp: "2026-03-05T12:00:00.000Z", period: wholeInvoice.billing_period },
      };
      const html = invoiceHtml(
        { ...wholeInvoice, contract: plainContract.id, line_items: [line] },
        { contract: plainContract, curves: programs, usage: [charge] },
      );
      expect(checkMarkup(html).wrong).toEqual([]);
      expect(html.match(/<svg /g)).toHaveLength(2);
    }
  });
});

describe("invoiceMarkdown", () => {
  it.each(named)("takes $name as text", ({ text }) => {
    const markdown = invoiceMarkdown(hostileInvoice(text), {
      title: text,
      seller: text,
      customer: text,
      note: text,
    });
    const plain = invoiceMarkdown(hostileInvoice("plain"), {
      title: "plain",
      seller: "plain",
      customer: "plain",
      note: "plain",
    });
    // Lines and columns are those of a harmless invoice, but for lines in the blocks of text.
    const tables = (source: string): number[] =>
      source
        .split("\n")
        .filter((line) => line.startsWith("|"))
        .map((line) => line.replace(/\\./g, "").split("|").length);
    expect(tables(markdown)).toEqual(tables(plain));
    const unescaped = markdown.replace(/\\[!-/:-@[-`{-~]/g, "").replace(/&emsp;/g, "");
    for (const line of unescaped
      .split("\n")
      .map((one) => one.replace(/^#{1,2} |^\*\*(?:From|To)\*\*|^\| :?-+.*/g, ""))) {
      // What is left are columns, the marks of this library, and numbers.
      expect(line.replace(/\*\*/g, "")).not.toMatch(/[`<>[\]_~#$]|\*|:\/\/|www\./);
    }
  });
});

describe("invoiceText", () => {
  it.each(named)("keeps $name on its line", ({ text }) => {
    const shown = invoiceText(hostileInvoice(text), { details: true });
    expect(shown.split("\n")).toHaveLength(
      invoiceText(hostileInvoice("plain"), { details: true }).split("\n").length,
    );
    expect(shown.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u2028]/u);
  });
});

/** A text as it is shown: what would not be seen, or would be seen elsewhere, as its escape. */
function visible(text: string): string {
  return [...text]
    .map((char) => {
      const isHidden =
        /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u.test(
          char,
        );
      return isHidden ? `\\u${char.codePointAt(0)?.toString(16).padStart(4, "0")}` : char;
    })
    .join("");
}
