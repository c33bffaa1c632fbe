// Invoices and what corrects them, as laws, on the pure functions alone. In words:
// - L52: over all invoices that hold and all open drafts, the lines about a period add up, key by key, to what it comes to from all usage
//   that counts, as if it had been billed but once.
// - What an invoice below zero leaves is taken once; each total is the sum of its parts, and never below zero.
// - To take usage back and send the same under another id changes nothing that is asked for.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Invoice, LineItem } from "../../src/model/invoice.ts";
import type { Books } from "../invoicing/books.ts";
import { runs } from "../laws.ts";
import { add, type Fraction, fraction, subtract, sum, toText, zero } from "../oracle/fraction.ts";
import { amountOf, creditsOf, dayOf, netOf } from "./abcBooks.ts";
import { isClosed, lead, life } from "./booksSteps.ts";

/** The drafts of all months that are open, and the one after the last period. */
function openDrafts(books: Books, months: readonly number[]): Invoice[] {
  const drafts = months.map((at) => books.draft(dayOf(at)));
  const last = books.correction();
  const open = drafts.filter(({ billing_period }) => !isClosed(books, billing_period.start));
  return last === undefined ? open : [...open, last];
}

/** Invoices that hold, and open drafts. */
function allOf(books: Books, months: readonly number[]): Invoice[] {
  return [...books.invoices.filter(({ status }) => status !== "cancelled"), ...openDrafts(books, months)];
}

function linesAbout(invoices: readonly Invoice[], start: string): LineItem[] {
  return invoices.flatMap(({ line_items, billing_period }) =>
    line_items.filter(({ refers_to }) => (refers_to?.billing_period ?? billing_period).start === start),
  );
}

/** Amounts, and each discount, by what tells lines apart; what comes to nothing is left out. */
function byKey(lines: readonly LineItem[]): Record<string, string> {
  return inWords(
    lines.flatMap((line): [string, Fraction][] => {
      const { rule_id, version, group, discounts = [] } = line;
      const key = rule_id === null ? "true-up" : JSON.stringify([rule_id, version, group]);
      const taken = discounts.map((one): [string, Fraction] => [`${key} ${one.discount}`, amountOf(one)]);
      return [[key, amountOf(line)], ...taken];
    }),
  );
}

function inWords(amounts: readonly [string, Fraction][]): Record<string, string> {
  const sums = new Map<string, Fraction>();
  for (const [key, amount] of amounts) sums.set(key, add(sums.get(key) ?? zero, amount));
  const texts = [...sums].map(([key, amount]) => [key, toText(amount)] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== "0").sort());
}

function expectTotal({ line_items, taxes = [], carried = [], credit_note, total, tax }: Invoice): void {
  const lines = sum(line_items.map((line) => subtract(netOf(line), creditsOf(line))));
  const added = sum(taxes.filter(({ inclusive }) => !inclusive).map(amountOf));
  expect(tax).toBe(toText(added));
  const noted = fraction(credit_note?.amount ?? "0");
  expect(total).toBe(toText(sum([lines, added, noted, ...carried.map(amountOf)])));
  expect(total.startsWith("-")).toBe(false);
}

/** What final invoices leave is taken by final ones or by a draft; what a draft would leave, by none, as drafts do not know of each other. */
function expectCarried(invoices: readonly Invoice[]): void {
  const drafts = new Set(invoices.filter(({ status }) => status === "draft").map(({ number }) => number));
  const carries = invoices
    .flatMap(({ carried = [] }) => carried)
    .filter(({ invoice }) => !drafts.has(invoice));
  expect(inWords(carries.map((one) => [one.invoice, amountOf(one)]))).toEqual({});
}

describe("L52: what has been billed and what is still to be billed", () => {
  it("is what each period comes to, after any changes in any order", () => {
    fc.assert(
      fc.property(life, (led) => {
        const books = lead(led);
        const all = allOf(books, led.months);
        for (const at of led.months) {
          const now = books.alone(dayOf(at));
          const { start } = now.billing_period;
          expect([start, byKey(linesAbout(all, start))]).toEqual([start, byKey(now.line_items)]);
        }
        for (const invoice of all) expectTotal(invoice);
        expectCarried(all);
      }),
      runs(120),
    );
  });
});

describe("usage that is taken back", () => {
  it("and sent again under another id asks for the same, on every draft", () => {
    fc.assert(
      fc.property(life, fc.nat(), (led, pick) => {
        const [one, other] = [lead(led), lead(led)];
        const used = [...other.used()];
        const chosen = used[pick % Math.max(1, used.length)];
        if (chosen === undefined) return;
        const [id, said] = chosen;
        other.use(id, undefined);
        other.use("another", said);
        expect(openDrafts(other, led.months)).toEqual(openDrafts(one, led.months));
        for (const at of led.months) expect(other.cut(dayOf(at))).toEqual(one.cut(dayOf(at)));
      }),
      runs(80),
    );
  });
});
