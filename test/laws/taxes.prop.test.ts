// Taxes, as laws. In words: the taxes on an invoice and on whatever corrects it add up to the tax on what the period has come to at last,
// rounded once; so where nothing is left of it, all of them are given back to the last unit.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Invoice } from "../../src/model/invoice.ts";
import { openBooks } from "../invoicing/books.ts";
import { runs } from "../laws.ts";
import { fraction, negate, sum, toText } from "../oracle/fraction.ts";
import { abc, amountOf, dayOf, money, quantities, useAbc } from "./abcBooks.ts";
import { discounts, taxes } from "./booksSteps.ts";

const due = fc.subarray([...taxes], { minLength: 1 });

/** All that was asked of a tax for January. */
function told(invoices: readonly Invoice[], tax: string): string {
  const lines = invoices.flatMap((invoice) => invoice.taxes ?? []);
  return toText(
    sum(lines.filter((one) => one.tax === tax && one.period_start === "2026-01-01").map(amountOf)),
  );
}

/** All that lines about January say of a tax that is rounded line by line. */
function toldByLines(invoices: readonly Invoice[], tax: string): string {
  const lines = invoices.flatMap(({ line_items, billing_period }) =>
    line_items.filter(
      ({ refers_to }) => (refers_to?.billing_period ?? billing_period).start === "2026-01-01",
    ),
  );
  const parts = lines.flatMap((line) => line.taxes ?? []);
  return toText(sum(parts.filter((one) => one.tax === tax).map(amountOf)));
}

describe("taxes", () => {
  it("of an invoice and of all that corrects it are the tax on what the period comes to at last", () => {
    const states = fc.array(fc.option(quantities, { freq: 4 }), { minLength: 2, maxLength: 5 });
    const above = fc.record({ taxes: due, discounts: fc.subarray([...discounts]) });
    fc.assert(
      fc.property(money, above, states, fc.boolean(), (contract, asked, said, cancels) => {
        const books = openBooks([[null, abc, asked]], contract);
        for (const [at, used] of said.entries()) {
          useAbc(books, used ?? [0, 0, 0]);
          books.send(books.draft(dayOf(at)));
          if (cancels && at === 0) books.cancel("INV-2026-001");
        }
        const [all, last] = [books.invoices.filter(({ status }) => status === "sent"), books.alone(dayOf(0))];
        for (const { id } of asked.taxes) expect([id, told(all, id)]).toEqual([id, told([last], id)]);
        expect(toldByLines(all, "line")).toBe(told(all, "line"));
      }),
      runs(200),
    );
  });

  it("follow the rates of a later version for all of the time since, whatever was asked before", () => {
    const rate = fc.constantFrom("0", "0.05", "0.19", "0.2");
    const changes = fc.array(fc.tuple(rate, fc.boolean(), quantities), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(money, quantities, changes, (contract, used, changed) => {
        const books = openBooks([[null, abc, { taxes: [{ id: "t", name: "T", rate: "0.1" }] }]], contract);
        useAbc(books, used);
        books.send(books.draft(dayOf(0)));
        for (const [at, [rated, inclusive, late]] of changed.entries()) {
          const tax = { id: "t", name: "T", rate: rated, inclusive };
          books.publish(["2026-01-31", abc, { taxes: [tax] }]);
          useAbc(books, late);
          books.send(books.draft(dayOf(at + 1)));
        }
        const last = books.alone(dayOf(0));
        const added = (invoices: readonly Invoice[]) =>
          invoices.map((invoice) => ({
            ...invoice,
            taxes: (invoice.taxes ?? []).filter(({ inclusive }) => !inclusive),
          }));
        expect(told(books.invoices, "t")).toBe(told([last], "t"));
        expect(told(added(books.invoices), "t")).toBe(told(added([last]), "t"));
      }),
      runs(100),
    );
  });

  it("are given back to the last unit where nothing is left of a period", () => {
    fc.assert(
      fc.property(money, due, quantities, (contract, asked, used) => {
        const books = openBooks([[null, abc, { taxes: asked, discounts }]], contract);
        useAbc(books, used);
        const first = books.send(books.draft(dayOf(0)));
        for (const at of used.keys()) books.use(`0-${at}`, undefined);
        const second = books.draft(dayOf(1));
        expect(second.tax).toBe(toText(negate(fraction(first.tax))));
        for (const { id } of asked) expect(told([first, second], id)).toBe("0");
      }),
      runs(100),
    );
  });
});
