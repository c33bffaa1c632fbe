// What a final period comes to now, less what was billed of it, line by line.
import { describe, expect, it } from "vitest";
import { type Books, fee, inWords, openBooks, unit } from "./books.ts";

const [jan, feb, mar] = ["2026-01-31", "2026-02-28", "2026-03-31"] as const;
const a = unit("a");

function tiered(mode: "graduated" | "volume", more: object = {}) {
  const { unit_amount: _none, ...rule } = unit("a", more);
  const tiers = [
    { up_to: "100", unit_amount: "1" },
    { up_to: null, unit_amount: "0.5" },
  ];
  return { ...rule, model: "tiered", tiers_mode: mode, tiers };
}

/** Books of one rule whose January is final, with this much used in it. */
function billed(quantity: string, rules: readonly object[] = [a], contract: object = {}): Books {
  const books = openBooks([[null, rules]], contract);
  books.use("e", ["a", jan, quantity]);
  books.send(books.draft(jan));
  return books;
}

describe("a correction", () => {
  it("says what the line comes to now, what was billed, and where", () => {
    const books = billed("90", [tiered("graduated")]);
    books.use("late", ["a", "2026-01-02", "50"]);
    const february = books.draft(feb);
    // 100 at 1 and 40 at 0.50, less 90.
    expect(february.line_items).toEqual([
      {
        ...{ kind: "correction", description: "A", rule_id: "a", version: 1, unit_price: null },
        ...{ quantity: "50", amount: "30", exact_amount: "30" },
        refers_to: { invoice: "INV-2026-001", billing_period: { start: "2026-01-01", end: "2026-01-31" } },
        steps: [
          { kind: "rerated", quantity: "140", amount: "120" },
          { kind: "billed", quantity: "-90", amount: "-90" },
        ],
      },
    ]);
    expect([february.number, february.type, february.total]).toEqual(["INV-2026-002", undefined, "30"]);
  });

  it("takes away what is taken back, and says so where nothing is left", () => {
    const books = billed("140", [tiered("graduated")]);
    books.use("e", ["a", jan, "90"]);
    expect(inWords(books.draft(feb))).toEqual(["correction a 2026-01-01 -30"]);
    books.use("e", undefined);
    const [line] = books.draft(feb).line_items;
    expect([line?.quantity, line?.amount, line?.steps]).toEqual([
      "-140",
      "-120",
      [{ kind: "billed", quantity: "-140", amount: "-120" }],
    ]);
  });

  it("may take away where more is used, as a volume price does", () => {
    const books = billed("100", [tiered("volume")]);
    books.use("late", ["a", jan, "20"]);
    expect(inWords(books.draft(feb))).toEqual(["correction a 2026-01-01 -40"]);
  });

  it("is not there where a line comes to the same", () => {
    const least = billed("20", [unit("a", { minimum_amount: "50" })]);
    least.use("late", ["a", jan, "25"]);
    expect(inWords(least.draft(feb))).toEqual(["a 50"]);
    least.use("late", ["a", jan, "40"]);
    expect(inWords(least.draft(feb))).toEqual(["a 50", "correction a 2026-01-01 10"]);
    const most = billed("60", [unit("a", { maximum_amount: "50" })]);
    most.use("e", ["a", jan, "51"]);
    expect(inWords(most.draft(feb))).toEqual([]);
    // A void, and the same once more under another id.
    const same = billed("60");
    same.use("e", undefined);
    same.use("other", ["a", jan, "60"]);
    expect(inWords(same.draft(feb))).toEqual([]);
  });

  it("is the difference of what is rounded, so that all invoices together ask for what one would", () => {
    for (const [currency, all, parts] of [
      // 0.334, then 0.668, then 1.002.
      ["USD", "1", ["0.33", "0.34", "0.33"]],
      ["BHD", "1.002", ["0.334", "0.334", "0.334"]],
    ] as const) {
      const books = billed("0.334", [a], { currency });
      books.use("late", ["a", jan, "0.334"]);
      books.send(books.draft(feb));
      books.use("later", ["a", jan, "0.334"]);
      books.send(books.draft(mar));
      expect(books.invoices.map(({ total }) => total)).toEqual(parts);
      const once = openBooks([[null, [a]]], { currency });
      once.use("e", ["a", jan, "1.002"]);
      expect(once.draft(jan).total).toBe(all);
    }
    const yen = billed("0.4", [a], { currency: "JPY" });
    yen.use("late", ["a", jan, "0.4"]);
    expect([yen.invoices[0]?.total, yen.draft(feb).total]).toEqual(["0", "1"]);
  });

  it("has a line for each group, those that are gone last", () => {
    const books = openBooks([[null, [unit("a", { group_by: ["region"] })]]]);
    books.use("eu", ["a", jan, "10", { region: "eu" }]);
    books.use("us", ["a", jan, "20", { region: "us" }]);
    books.send(books.draft(jan));
    books.use("eu", undefined);
    books.use("za", ["a", jan, "5", { region: "za" }]);
    const lines = books.draft(feb).line_items;
    expect(lines.map(({ group, amount }) => [group, amount])).toEqual([
      [{ region: "za" }, "5"],
      [{ region: "eu" }, "-10"],
    ]);
  });

  it("shares out what groups have in common anew", () => {
    const rule = { ...tiered("graduated"), group_by: ["region"], group_ladder: "shared" };
    const books = openBooks([[null, [rule]]]);
    books.use("eu", ["a", jan, "100", { region: "eu" }]);
    books.send(books.draft(jan));
    books.use("us", ["a", jan, "100", { region: "us" }]);
    // 150 for both, 75 each.
    expect(inWords(books.draft(feb))).toEqual(["correction a 2026-01-01 -25", "correction a 2026-01-01 75"]);
  });
});

describe("prices after the fact", () => {
  it("take the old terms' line off and put the new one on", () => {
    const books = billed("10");
    books.publish(["2026-01-01", [unit("a", { unit_amount: "2" })]]);
    expect(
      books.draft(feb).line_items.map(({ version, quantity, amount }) => [version, quantity, amount]),
    ).toEqual([
      [2, "10", "20"],
      [1, "-10", "-10"],
    ]);
    expect(books.draft(feb).total).toBe("10");
  });

  it("correct what they change only, from the day on which they take effect", () => {
    const books = openBooks([[null, [a, unit("b"), fee("5")]]]);
    for (const metric of ["a", "b"]) {
      books.use(`${metric}1`, [metric, "2026-01-10", "10"]);
      books.use(`${metric}2`, [metric, "2026-01-20", "10"]);
    }
    books.send(books.draft(jan));
    books.publish(["2026-01-15", [unit("a", { unit_amount: "2" }), unit("b"), fee("5")]]);
    expect(inWords(books.draft(feb))).toEqual([
      "fee 5",
      "correction a 2026-01-01 -10",
      "correction a 2026-01-01 20",
    ]);
  });

  it("charge for a rule that is new, and give back one that is gone", () => {
    const books = billed("10", [a, fee("5")]);
    books.publish(["2026-01-01", [a, { ...fee("7"), id: "other", name: "Other" }]]);
    expect(inWords(books.draft(feb))).toEqual([
      "other 7",
      "correction other 2026-01-01 7",
      "correction fee 2026-01-01 -5",
    ]);
  });

  it("bill a fee in arrears that they end with the last day of a final period", () => {
    const arrears = fee("90", { frequency: "quarterly", billing: "in_arrears", proration: "day" });
    const books = openBooks([[null, [a, arrears]]]);
    expect(books.send(books.draft(jan)).total).toBe("0");
    books.publish(["2026-02-01", [a]]);
    // 31 of the quarter's 90 days.
    expect(inWords(books.draft(feb))).toEqual(["correction fee 2026-01-01 31"]);
  });
});
