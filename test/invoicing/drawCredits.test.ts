// Credit grants pay what invoices ask for, each in its turn, and get back what corrections take away.
import { describe, expect, it } from "vitest";
import { drawn, inWords, januaryOf, openBooks, taxed, unit } from "./books.ts";

const day = "2026-01-31";
const [feb, mar, apr] = ["2026-02-28", "2026-03-31", "2026-04-30"] as const;
const abc = [unit("a"), unit("b"), unit("c")];

/** Books with this used in January, and grants. */
function withGrants(
  used: Record<string, string>,
  grants: readonly (readonly [string, string, object?])[],
  contract = {},
) {
  const books = januaryOf([[null, abc]], used, contract);
  for (const [id, amount, more] of grants) books.grant(id, amount, more);
  return books;
}

describe("a grant", () => {
  it("pays what it can of an invoice, and of those after it, until nothing is left", () => {
    const books = withGrants({ a: "60" }, [["g", "100"]]);
    books.use("feb", ["a", feb, "60"]);
    books.use("mar", ["a", mar, "60"]);
    const invoices = [day, feb, mar].map((at) => books.send(books.draft(at)));
    expect(invoices.map(drawn)).toEqual([[["g 60"]], [["g 40"]], [[]]]);
    expect(invoices.map(({ subtotal, credit_total, total }) => [subtotal, credit_total, total])).toEqual([
      ["60", "60", "0"],
      ["60", "40", "20"],
      ["60", undefined, "60"],
    ]);
    expect(invoices[2]?.line_items[0]).not.toHaveProperty("credits");
  });

  it("is drawn by final invoices: two drafts may both show what only one of them can have", () => {
    const books = withGrants({ a: "60" }, [["g", "60"]]);
    books.use("feb", ["a", feb, "60"]);
    expect([drawn(books.draft(day)), drawn(books.draft(feb))]).toEqual([[["g 60"]], [["g 60"]]]);
    books.send(books.draft(feb));
    expect(drawn(books.draft(day))).toEqual([[]]);
  });

  it("pays what discounts have left, and taxes are due on what it leaves", () => {
    const above = {
      discounts: [{ id: "half", percent: "0.5" }],
      taxes: [{ id: "vat", name: "VAT", rate: "0.1" }],
    };
    const books = januaryOf([[null, abc, above]], { a: "100" });
    books.grant("g", "20");
    const invoice = books.draft(day);
    expect([drawn(invoice), taxed(invoice), invoice.total]).toEqual([[["g 20"]], ["vat 2026-01 30 3"], "33"]);
    books.grant("h", "1000");
    expect(books.draft(day)).toMatchObject({ credit_total: "50", tax: "0", total: "0" });
  });

  it("is spread over the lines in proportion to what is left of them", () => {
    expect(drawn(withGrants({ a: "5", b: "5", c: "5" }, [["g", "10"]]).draft(day))).toEqual([
      ["g 3.34"],
      ["g 3.33"],
      ["g 3.33"],
    ]);
    const yen = withGrants({ a: "5", b: "5", c: "5" }, [["g", "10"]], { currency: "JPY" });
    expect(drawn(yen.draft(day))).toEqual([["g 4"], ["g 3"], ["g 3"]]);
    const dinar = withGrants({ a: "1", b: "2" }, [["g", "0.5"]], { currency: "BHD" });
    expect(drawn(dinar.draft(day))).toEqual([["g 0.167"], ["g 0.333"]]);
  });

  it("pays no more than the whole invoice asks for, where a line is below zero", () => {
    const invoice = withGrants({ a: "30", b: "-20" }, [["g", "100"]]).draft(day);
    expect([drawn(invoice), invoice.total]).toEqual([[["g 10"], []], "0"]);
    const below = withGrants({ a: "30", b: "-40" }, [["g", "100"]]).draft(day);
    expect([drawn(below), below.carried?.[0]?.amount]).toEqual([[[], []], "10"]);
  });

  it("for some rules pays their lines only, and what is missing to a commitment is of no rule", () => {
    const books = januaryOf([[null, abc, { minimum_commitment: { amount: "100" } }]], { a: "30", b: "20" });
    books.grant("some", "90", { rules: ["b", "c"] });
    expect(drawn(books.draft(day))).toEqual([[], ["some 20"], []]);
    books.grant("all", "80");
    // 80 over the 30 and the 50 that are left.
    expect([inWords(books.draft(day)), drawn(books.draft(day))]).toEqual([
      ["a 30", "b 20", "true_up 50"],
      [["all 30"], ["some 20"], ["all 50"]],
    ]);
  });
});

describe("the days of a grant", () => {
  it.each([
    ["from the period's last day", { effective_date: "2026-01-31" }, true],
    ["from the day after it", { effective_date: "2026-02-01" }, false],
    ["up to the period's first day, inclusive", { expiry_date: "2026-01-02" }, true],
    ["up to the day before it", { expiry_date: "2026-01-01" }, false],
    ["on one day inside", { effective_date: "2026-01-15", expiry_date: "2026-01-16" }, true],
    ["before and after", { effective_date: "2025-01-01", expiry_date: "2027-01-01" }, true],
    ["always", { effective_date: null, expiry_date: null }, true],
  ])("%s", (_, days, usable) => {
    expect(drawn(withGrants({ a: "10" }, [["g", "10", days]]).draft(day))).toEqual([usable ? ["g 10"] : []]);
  });

  it("are held against the days that the contract has of a period", () => {
    const short = { start_date: "2026-01-10", end_date: "2026-01-20" };
    const books = openBooks([[null, abc]], short);
    books.use("e", ["a", "2026-01-15", "10"]);
    books.grant("early", "1", { expiry_date: "2026-01-10" });
    books.grant("late", "2", { effective_date: "2026-01-20" });
    books.grant("last", "4", { effective_date: "2026-01-19" });
    expect(drawn(books.draft("2026-01-15"))).toEqual([["last 4"]]);
  });
});

describe("what a correction takes back", () => {
  it("goes back to the grant, which can be used again", () => {
    const books = withGrants({ a: "60" }, [["g", "60"]]);
    books.send(books.draft(day));
    books.use("a", ["a", day, "20"]);
    const february = books.send(books.draft(feb));
    expect([inWords(february), drawn(february)]).toEqual([["correction a 2026-01-01 -40"], [["g -40"]]]);
    expect([february.credit_total, february.total]).toEqual(["-40", "0"]);
    books.use("mar", ["a", mar, "50"]);
    expect(drawn(books.draft(mar))).toEqual([["g 40"]]);
  });

  it("can be used at once, on the very invoice", () => {
    const books = withGrants({ a: "30" }, [["g", "30"]]);
    books.send(books.draft(day));
    books.use("a", undefined);
    books.use("feb", ["a", feb, "40"]);
    const february = books.draft(feb);
    expect(inWords(february)).toEqual(["a 40", "correction a 2026-01-01 -30"]);
    expect([drawn(february), february.total]).toEqual([[["g 30"], ["g -30"]], "10"]);
  });

  it("goes back to the last that paid first", () => {
    const books = withGrants({ a: "40" }, [
      ["x", "10"],
      ["y", "20"],
    ]);
    expect(drawn(books.send(books.draft(day)))).toEqual([["x 10", "y 20"]]);
    books.use("a", ["a", day, "15"]);
    expect(drawn(books.draft(feb))).toEqual([["y -20", "x -5"]]);
    books.send(books.draft(feb));
    books.use("a", undefined);
    // x has 5 left there, and 10 were money.
    const march = books.draft(mar);
    expect([drawn(march), march.carried?.[0]?.amount]).toEqual([[["x -5"]], "10"]);
  });

  it("goes back draw by draw, the latest first, also where a grant has paid before and after another", () => {
    const books = withGrants({ a: "10" }, [["x", "30"]]);
    books.send(books.draft(day));
    books.grant("y", "20", { priority: 10 });
    books.use("a", ["a", day, "30"]);
    books.send(books.draft(feb));
    books.use("a", ["a", day, "45"]);
    books.send(books.draft(mar));
    expect(books.invoices.map(drawn)).toEqual([[["x 10"]], [["y 20"]], [["x 15"]]]);
    books.use("a", ["a", day, "20"]);
    expect(drawn(books.send(books.draft(apr)))).toEqual([["x -15", "y -10"]]);
    // Left are the first draw of x and 10 of y's.
    books.use("a", ["a", day, "5"]);
    expect(drawn(books.draft("2026-05-31"))).toEqual([["y -10", "x -5"]]);
  });

  it("is never more than was drawn: what was paid in money is given back in money", () => {
    const books = withGrants({ a: "100" }, [["g", "30"]]);
    books.send(books.draft(day));
    books.use("a", ["a", day, "50"]);
    const february = books.draft(feb);
    expect([drawn(february), february.subtotal, february.credit_total]).toEqual([[["g -30"]], "-50", "-30"]);
    expect(february.carried).toEqual([{ invoice: "INV-2026-002", amount: "20" }]);
  });

  it("is what was drawn for that line, not for another", () => {
    const books = withGrants({ a: "50", b: "50" }, [["g", "50", { rules: ["b"] }]]);
    books.send(books.draft(day));
    books.use("a", ["a", day, "40"]);
    expect(drawn(books.draft(feb))).toEqual([[]]);
    books.use("b", ["b", day, "40"]);
    expect(drawn(books.draft(feb))).toEqual([[], ["g -10"]]);
  });

  it("goes back also to a grant that has expired, which pays nothing any more", () => {
    const books = withGrants({ a: "60" }, [["g", "60", { expiry_date: "2026-02-01" }]]);
    books.send(books.draft(day));
    books.use("a", ["a", day, "20"]);
    books.use("feb", ["a", feb, "50"]);
    const february = books.draft(feb);
    expect([drawn(february), february.total]).toEqual([[[], ["g -40"]], "50"]);
  });
});

describe("a cancelled invoice", () => {
  it("has drawn nothing", () => {
    const books = withGrants({ a: "60" }, [["g", "100"]]);
    books.send(books.draft(day));
    books.cancel("INV-2026-001");
    const february = books.draft(feb);
    expect([inWords(february), drawn(february)]).toEqual([["correction a 2026-01-01 60"], [["g 60"]]]);
  });

  it("of a progressive one neither, while one that holds gives its draws back to the period's own", () => {
    const cut = openBooks([[null, abc, { progressive_threshold: "50" }]]);
    cut.grant("g", "60");
    cut.use("one", ["a", day, "50"]);
    expect(drawn(cut.send(cut.cut(day)))).toEqual([["g 50"]]);
    cut.use("two", ["a", day, "30"]);
    const whole = () => cut.draft(day);
    expect([inWords(whole()), drawn(whole()), whole().total]).toEqual([
      ["a 80", "billed a -50"],
      [["g 60"], ["g -50"]],
      "20",
    ]);
    cut.cancel("INV-2026-001-P1");
    expect([inWords(whole()), drawn(whole()), whole().total]).toEqual([["a 80"], [["g 60"]], "20"]);
  });
});
