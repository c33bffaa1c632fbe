// Which credit grant pays first.
import { describe, expect, it } from "vitest";
import { drawn, januaryOf, unit } from "./books.ts";

describe("the order of grants", () => {
  const order = (one: object, other: object, drawdown_order?: string[]) => {
    const contract = drawdown_order === undefined ? {} : { drawdown_order };
    const books = januaryOf([[null, [unit("a")]]], { a: "15" }, contract);
    books.grant("x", "10", one);
    books.grant("y", "10", other);
    return drawn(books.draft("2026-01-31"))[0];
  };
  const [first, second] = [
    ["x 10", "y 5"],
    ["y 10", "x 5"],
  ];

  it.each([
    ["priority", { priority: 60 }, { priority: 10 }],
    ["expiry", { expiry_date: "2026-03-01" }, { expiry_date: "2026-02-01" }],
    ["expiry", {}, { expiry_date: "2199-12-31" }],
    ["category", { category: "paid" }, { category: "promotional" }],
    ["effective", { effective_date: "2026-01-02" }, { effective_date: "2026-01-01" }],
    ["effective", { effective_date: "1970-01-01" }, {}],
    ["scope", {}, { rules: ["a"] }],
  ])("by %s: %j after %j", (comparator, one, other) => {
    expect(order(one, other, [comparator])).toEqual(second);
    expect(order(other, one, [comparator])).toEqual(first);
    // What is not asked about does not decide.
    expect(order(one, other, [])).toEqual(first);
  });

  it("is that of granting where nothing tells them apart", () => {
    expect(order({}, {})).toEqual(first);
    expect(order({ rules: ["a"] }, {})).toEqual(first);
    expect(order({}, { rules: ["a"] })).toEqual(first);
  });

  it("is priority, expiry, category, effective unless told, each only where those before it do not decide", () => {
    const late = { expiry_date: "2026-12-01" };
    const soon = { expiry_date: "2026-06-01" };
    expect(order({ priority: 51, ...soon }, { priority: 50, ...late })).toEqual(second);
    expect(order({ ...late, category: "promotional" }, { ...soon, category: "paid" })).toEqual(second);
    expect(order({ category: "paid" }, { category: "promotional", effective_date: "2026-01-31" })).toEqual(
      second,
    );
    expect(order({ effective_date: "2026-01-31" }, { effective_date: "2026-01-30" })).toEqual(second);
  });

  it("is the contract's own, from its first comparator on", () => {
    const one = { priority: 1, category: "paid" };
    const other = { priority: 2, category: "promotional" };
    expect(order(one, other, ["category", "priority"])).toEqual(second);
    expect(order(one, other, ["priority", "category"])).toEqual(first);
  });
});
