// Credit grants, as laws. In words: they pay no more than they have, nor than a line or an invoice asks for; while one that may pay
// every line has something left, nothing is left to be paid; and a correction gives back no more than it takes away.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Invoice, LineItem } from "../../src/model/invoice.ts";
import { type Books, openBooks } from "../invoicing/books.ts";
import { runs } from "../laws.ts";
import {
  compare,
  type Fraction,
  fraction,
  isNegative,
  negate,
  subtract,
  sum,
  toText,
  zero,
} from "../oracle/fraction.ts";
import { abc, amountOf, creditsOf, dayOf, money, netOf, quantities, scope, useAbc } from "./abcBooks.ts";

const grant = fc.record({ amount: fc.constantFrom("1", "4", "10", "50"), only: scope, late: fc.boolean() });

function drawnOn({ credits = [] }: LineItem, id: string): Fraction {
  return sum(credits.filter((draw) => draw.grant === id).map(amountOf));
}

/** What is left of each grant that may pay every line at any time. */
function balances({ grants, invoices }: Books): Fraction[] {
  const lines = invoices.flatMap(({ line_items }) => line_items);
  const free = grants.filter(({ rules, effective_date }) => rules === undefined && effective_date === null);
  return free.map(({ id, amount }) =>
    subtract(fraction(amount), sum(lines.map((line) => drawnOn(line, id)))),
  );
}

/** All that was drawn of a grant was there to be drawn. */
function expectGranted({ grants, invoices }: Books): void {
  const lines = invoices.flatMap(({ line_items }) => line_items);
  for (const { id, amount } of grants) {
    const drawn = sum(lines.map((line) => drawnOn(line, id)));
    expect(compare(drawn, fraction(amount))).toBeLessThanOrEqual(0);
    expect(isNegative(drawn)).toBe(false);
  }
}

/** Every line is paid, or given back, by no more than it comes to; an invoice by no more than it asks for. */
function expectAskedFor({ line_items }: Invoice): void {
  for (const line of line_items) {
    const [net, credits] = [netOf(line), creditsOf(line)];
    const [asked, paid] = isNegative(net) ? [negate(net), negate(credits)] : [net, credits];
    expect(isNegative(paid)).toBe(false);
    expect(compare(paid, asked)).toBeLessThanOrEqual(0);
  }
  const [net, credits] = [sum(line_items.map(netOf)), sum(line_items.map(creditsOf))];
  if (!isNegative(net)) expect(compare(credits, net)).toBeLessThanOrEqual(0);
}

describe("credit grants", () => {
  it("pay no more than they have, nor than is asked for, and all that they can", () => {
    const months = fc.array(quantities, { minLength: 1, maxLength: 4 });
    const grants = fc.array(grant, { maxLength: 4 });
    fc.assert(
      fc.property(money, months, months, grants, (contract, used, changed, granted) => {
        const books = openBooks([[null, abc]], contract);
        for (const [at, { amount, only, late }] of granted.entries())
          books.grant(`g${at}`, amount, { ...only, ...(late ? { effective_date: "2026-02-01" } : {}) });
        for (const [month, own] of used.entries()) {
          useAbc(books, own, month);
          // January may say something else by now.
          const january = changed[month - 1];
          if (january !== undefined) useAbc(books, january, 0);
          const final = books.send(books.draft(dayOf(month)));
          expectGranted(books);
          expectAskedFor(final);
          const left = sum(final.line_items.map((line) => subtract(netOf(line), creditsOf(line))));
          if (compare(left, zero) > 0)
            expect(balances(books).map(toText)).toEqual(balances(books).map(() => "0"));
          expect(final.credit_total ?? "0").toBe(toText(sum(final.line_items.map(creditsOf))));
        }
      }),
      runs(200),
    );
  });
});
