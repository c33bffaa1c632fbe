// Rules that the version in effect last in a period no longer has: their lines keep the scoped discounts and taxes of the last version
// that had them.
import { describe, expect, it } from "vitest";
import { januaryOf, openBooks, takenOff, taxed, unit, type Version } from "./books.ts";

const day = "2026-01-31";
const feb = "2026-02-28";
const [a, b, c] = [unit("a"), unit("b"), unit("c")];
const half = { id: "half", percent: "0.5", rules: ["a"] };
const tenth = { id: "tenth", percent: "0.1" };
const vat = { id: "vat", name: "VAT", rate: "0.19", rules: ["a"] };

/** Books in whose January, by the first of these versions, 100 of a and 40 of b are used. */
function januaryWith(...versions: Version[]) {
  const books = openBooks(versions);
  books.use("a", ["a", "2026-01-02", "100"]);
  books.use("b", ["b", "2026-01-02", "40"]);
  return books;
}

/** A version that takes effect on the sixteenth. */
const then = (rules: readonly object[], above: object = {}): Version => ["2026-01-16", rules, above];

describe("the lines of a rule that the version in effect last has no more", () => {
  it("keep the discount and the tax that were for that rule alone", () => {
    const invoice = januaryWith([null, [a, b], { discounts: [half], taxes: [vat] }], then([b])).draft(day);
    expect(takenOff(invoice)).toEqual([[], ["half 50"]]);
    expect(taxed(invoice)).toEqual(["vat 2026-01 50 9.5"]);
    expect(invoice.total).toBe("99.5");
  });

  it("are in the scope of what the last version still has, at its terms", () => {
    const first = { discounts: [{ ...half, rules: ["a", "b"] }], taxes: [{ ...vat, rules: ["a", "b"] }] };
    const last = {
      discounts: [{ ...half, percent: "0.25", rules: ["b"] }],
      taxes: [{ ...vat, rate: "0.1", rules: ["b"] }],
    };
    const invoice = januaryWith([null, [a, b], first], then([b], last)).draft(day);
    expect(takenOff(invoice)).toEqual([["half 10"], ["half 25"]]);
    expect(taxed(invoice)).toEqual(["vat 2026-01 105 10.5"]);
  });

  it("are not in the scope of what was for another rule, and see what is for every line as the last version has it", () => {
    const first = { discounts: [tenth], taxes: [{ ...vat, rules: ["b"] }] };
    const last = { discounts: [{ ...tenth, percent: "0.2" }], taxes: [{ ...vat, rules: ["b"] }] };
    const invoice = januaryWith([null, [a, b], first], then([b], last)).draft(day);
    expect(takenOff(invoice)).toEqual([["tenth 8"], ["tenth 20"]]);
    expect(taxed(invoice)).toEqual(["vat 2026-01 32 6.08"]);
    expect(januaryWith([null, [a, b], first], then([b])).draft(day).total).toBe("140");
  });

  it("lose what was dropped although a rule that it was for is still there", () => {
    const above = { discounts: [{ ...half, rules: ["a", "b"] }], taxes: [{ ...vat, rules: ["a", "b"] }] };
    expect(januaryWith([null, [a, b], above], then([b])).draft(day).total).toBe("140");
    // Dropped before the last rule of it was.
    const later: Version = ["2026-01-20", [c]];
    expect(januaryWith([null, [a, b], above], then([b]), later).draft(day).total).toBe("140");
    // Dropped only once none of them was left.
    const narrower = then([b], { taxes: [{ ...vat, rules: ["b"] }] });
    expect(januaryWith([null, [a, b], above], narrower, later).draft(day).tax).toBe("26.6");
  });

  it("go by the last version that had the rule", () => {
    const above = { discounts: [half] };
    const again: Version = ["2026-01-20", [b]];
    expect(januaryWith([null, [a, b], above], then([a, b]), again).draft(day).total).toBe("140");
    expect(januaryWith([null, [a, b]], then([a, b], above), again).draft(day).total).toBe("90");
    // There again, and named by nothing.
    expect(januaryWith([null, [a, b], above], then([b]), ["2026-01-20", [a, b]]).draft(day).total).toBe(
      "140",
    );
  });

  it("keep discounts in the order in which they stood", () => {
    const five = { id: "five", amount: "50", rules: ["a"] };
    const taken = (...discounts: object[]) =>
      takenOff(januaryWith([null, [a, b], { discounts }], then([b], { discounts: [tenth] })).draft(day))[1];
    expect(taken(five, tenth)).toEqual(["five 50", "tenth 5"]);
    expect(taken(tenth, five)).toEqual(["tenth 10", "five 50"]);
  });

  it("are taxed by one tax of an id, where each rule had another", () => {
    const versions: Version[] = [
      [null, [a, b], { taxes: [vat] }],
      then([b, c], { taxes: [{ ...vat, rate: "0.1", rules: ["b"] }] }),
      ["2026-01-20", [c]],
    ];
    expect(taxed(januaryWith(...versions).draft(day))).toEqual(["vat 2026-01 140 14"]);
  });

  it("are corrected in nothing where a final period's rule ends inside of it", () => {
    const books = januaryOf([[null, [a, b], { discounts: [half], taxes: [vat] }]], {});
    books.use("a", ["a", "2026-01-02", "100"]);
    expect(books.send(books.draft(day)).total).toBe("59.5");
    books.publish([day, [b]]);
    expect(books.draft(feb)).toMatchObject({ line_items: [], tax: "0", total: "0" });
    books.use("late", ["a", "2026-01-03", "10"]);
    const february = books.draft(feb);
    expect(takenOff(february)).toEqual([["half 5"]]);
    expect(taxed(february)).toEqual(["vat 2026-01 5 0.95"]);
  });

  it("keep them where usage is billed inside the period", () => {
    const above = { discounts: [half], taxes: [vat], progressive_threshold: "20" };
    const books = januaryWith([null, [a, b], above], then([b], { progressive_threshold: "20" }));
    expect(books.cut(day)?.total).toBe("99.5");
    books.send(books.cut(day));
    expect(books.draft(day)).toMatchObject({ total: "0", tax: "0" });
  });
});
