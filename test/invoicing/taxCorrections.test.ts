// An invoice and its corrections are together taxed as one: what is due on all that was billed of a period, less what was.
import { describe, expect, it } from "vitest";
import type { Invoice } from "../../src/index.ts";
import { inWords, januaryOf, taxed, unit } from "./books.ts";

const day = "2026-01-31";
const [feb, mar] = ["2026-02-28", "2026-03-31"] as const;
const abc = [unit("a"), unit("b"), unit("c")];

const vat = { id: "vat", name: "VAT", rate: "0.19" };
const sales = { id: "sales", name: "Sales tax", rate: "0.1" };
const included = { id: "in", name: "Included", rate: "0.2", inclusive: true };

/** What each line says of its taxes. */
function byLine({ line_items }: Invoice): string[][] {
  return line_items.map(({ taxes = [] }) => taxes.map(({ tax, amount }) => `${tax} ${amount}`));
}

/** A contract of January alone, of which 100 have been billed. */
function ended(taxes: object[]) {
  const books = januaryOf([[null, abc, { taxes }]], { a: "100" }, { end_date: "2026-02-01" });
  books.send(books.draft(day));
  return books;
}

describe("the taxes of corrections", () => {
  it("ask for the tax on all that was billed, less what was", () => {
    // 5 % of 0.10 are 0.005, so 0.01; of 0.20 they are 0.01, and of 0.30 0.015, so 0.02.
    const books = januaryOf([[null, abc, { taxes: [{ ...sales, rate: "0.05" }] }]], { a: "0.1" });
    expect(books.send(books.draft(day)).tax).toBe("0.01");
    books.use("late", ["a", day, "0.1"]);
    expect(taxed(books.send(books.draft(feb)))).toEqual(["sales 2026-01 0.1 0"]);
    books.use("later", ["b", day, "0.1"]);
    expect(taxed(books.draft(mar))).toEqual(["sales 2026-01 0.1 0.01"]);
  });

  it("have a line for each period that they are about", () => {
    const books = januaryOf([[null, abc, { taxes: [sales] }]], { a: "100" });
    books.use("feb", ["a", feb, "50"]);
    for (const at of [day, feb]) books.send(books.draft(at));
    for (const id of ["a", "feb"]) books.use(id, undefined);
    books.use("mar", ["a", mar, "1000"]);
    expect(taxed(books.draft(mar))).toEqual([
      "sales 2026-03 1000 100",
      "sales 2026-01 -100 -10",
      "sales 2026-02 -50 -5",
    ]);
  });

  it("give back to the cent what was taxed, when everything is taken back", () => {
    const taxes = [vat, { ...sales, rounding: "line" }, included];
    const used = { a: "0.05", b: "0.13", c: "33.33" };
    for (const rounding of ["half_up", "up", "floor", "ceiling"]) {
      const books = januaryOf([[null, abc, { taxes }]], used, { rounding });
      const first = books.send(books.draft(day));
      for (const id of ["a", "b", "c"]) books.use(id, undefined);
      const second = books.draft(feb);
      expect(second.subtotal).toBe("-33.51");
      expect(second.taxes?.map(({ amount }) => amount)).toEqual(
        first.taxes?.map(({ amount }) => `-${amount}`),
      );
      expect(byLine(second)).toEqual(
        byLine(first).map((line) => line.map((told) => told.replace(" ", " -"))),
      );
      expect(second.carried?.[0]?.amount).toBe(first.total);
    }
  });

  it("line by line are of the lines of the same rule and group", () => {
    const books = januaryOf([[null, abc, { taxes: [{ ...sales, rounding: "line" }] }]], {
      a: "0.05",
      b: "0.04",
    });
    expect(byLine(books.send(books.draft(day)))).toEqual([["sales 0.01"], []]);
    // a: 0.10 are taxed 0.01, which was; b: 0.05 are taxed 0.01.
    books.use("late", ["a", day, "0.05"]);
    books.use("later", ["b", day, "0.01"]);
    expect([byLine(books.draft(feb)), books.draft(feb).tax]).toEqual([[[], ["sales 0.01"]], "0.01"]);
  });

  it("follow the rate of a version that comes later for the time before", () => {
    const books = januaryOf([[null, abc, { taxes: [vat] }]], { a: "100" });
    books.send(books.draft(day));
    books.publish(["2026-01-31", abc, { taxes: [{ ...vat, rate: "0.2" }] }]);
    const february = books.draft(feb);
    expect([inWords(february), taxed(february), february.total]).toEqual([[], ["vat 2026-01 0 1"], "1"]);
    books.publish(["2026-01-31", abc, { taxes: [{ ...vat, rate: "0.07" }] }]);
    expect(books.draft(feb)).toMatchObject({ tax: "-12", total: "0", carried: [{ amount: "12" }] });
  });

  it("give back a tax that a later version does not have, and tax anew what it has", () => {
    const books = januaryOf([[null, abc, { taxes: [vat, { ...sales, rounding: "line" }] }]], { a: "100" });
    books.send(books.draft(day));
    books.publish(["2026-01-01", abc, { taxes: [{ ...vat, inclusive: true }] }]);
    const february = books.send(books.draft(feb));
    // The tax that is included is another one, though it has the same name.
    expect(february.taxes?.map(({ tax, inclusive, amount }) => [tax, inclusive, amount])).toEqual([
      ["vat", true, "15.97"],
      ["vat", false, "-19"],
      ["sales", false, "-10"],
    ]);
    expect(february.tax).toBe("-29");
    expect(taxed(books.draft(mar))).toEqual([]);
  });

  it("tax what credits have paid only once it is money again", () => {
    const books = januaryOf([[null, abc, { taxes: [sales] }]], { a: "100" });
    books.grant("g", "40");
    expect(taxed(books.send(books.draft(day)))).toEqual(["sales 2026-01 60 6"]);
    books.use("a", ["a", day, "50"]);
    // 40 go back to the grant, 10 to the customer: 50 are left, and all of them were paid in money.
    expect(taxed(books.draft(feb))).toEqual(["sales 2026-01 -10 -1"]);
    books.cancel("INV-2026-001");
    expect(taxed(books.draft(feb))).toEqual(["sales 2026-01 10 1"]);
  });

  it("are due also where nothing but taxes has changed after the last period", () => {
    const books = ended([vat]);
    books.publish(["2026-01-01", abc, { taxes: [{ ...vat, rate: "0.2" }] }]);
    expect(books.correction()).toMatchObject({ number: "INV-2026-001-C1", tax: "1", total: "1" });
  });

  it("are told after the last period also where they come to nothing together: as much of one as of another", () => {
    const books = ended([vat]);
    books.publish(["2026-01-01", abc, { taxes: [{ ...vat, id: "gst" }] }]);
    const correction = books.correction();
    expect([correction?.number, correction && taxed(correction)]).toEqual([
      "INV-2026-001-C1",
      ["gst 2026-01 0 19", "vat 2026-01 0 -19"],
    ]);
  });

  it("are told after the last period also where prices include them", () => {
    const books = ended([included]);
    books.publish(["2026-01-01", abc, { taxes: [{ ...included, rate: "0.25" }] }]);
    const correction = books.correction();
    // 20 of 100 in place of 16.67.
    expect([correction?.number, correction && taxed(correction)]).toEqual([
      "INV-2026-001-C1",
      ["in 2026-01 0 3.33"],
    ]);
  });
});
