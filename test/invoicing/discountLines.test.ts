// Discounts on an invoice: each is spread over the lines that it is for, and never takes more than there is.
import { describe, expect, it } from "vitest";
import { inWords, januaryOf, openBooks, takenOff, unit } from "./books.ts";

const abc = [unit("a"), unit("b"), unit("c")];
const day = "2026-01-31";

/** January's invoice with these discounts on a, b and c. */
function january(discounts: object[], used: Record<string, string>, contract: object = {}) {
  return januaryOf([[null, abc, { discounts }]], used, contract).draft(day);
}

const tenth = { id: "tenth", percent: "0.1" };

describe("a percent discount", () => {
  it("takes its share of the sum, and each line's part is what is nearest to its share", () => {
    // 10 % of 100 are 10; the shares are 3.333, 3.333 and 3.334, and the cent that is left goes to the last.
    const invoice = january([tenth], { a: "33.33", b: "33.33", c: "33.34" });
    expect(takenOff(invoice)).toEqual([["tenth 3.33"], ["tenth 3.33"], ["tenth 3.34"]]);
    expect([invoice.subtotal, invoice.discount_total, invoice.tax, invoice.total]).toEqual([
      "100",
      "10",
      "0",
      "90",
    ]);
  });

  it("leaves a line's own amount and steps as they are", () => {
    const [line] = january([tenth], { a: "50" }).line_items;
    expect(line).toMatchObject({
      amount: "50",
      exact_amount: "50",
      discounts: [{ discount: "tenth", amount: "5" }],
    });
    expect(line?.steps.map(({ kind, amount }) => `${kind} ${amount}`)).toEqual(["unit 50"]);
  });

  it.each([
    // Half of 0.05 is 0.025, half of 0.07 is 0.035.
    ["half_up", "0.03", "0.04"],
    ["half_even", "0.02", "0.04"],
    ["up", "0.03", "0.04"],
    ["down", "0.02", "0.03"],
    ["ceiling", "0.03", "0.04"],
    ["floor", "0.02", "0.03"],
  ])("is rounded once, on the sum, by %s", (rounding, five, seven) => {
    const half = [{ id: "half", percent: "0.5" }];
    expect(january(half, { a: "0.05" }, { rounding }).discount_total).toBe(five);
    expect(january(half, { a: "0.03", b: "0.04" }, { rounding }).discount_total).toBe(seven);
  });

  it("is of the lines as they are billed, rounded", () => {
    // 1.004 are billed as 1, so the half is 0.50; of what is not rounded it would be 0.502.
    expect(january([{ id: "half", percent: "0.5" }], { a: "1.004" }).discount_total).toBe("0.5");
    // 0.994 + 0.994 are billed as 0.99 + 0.99: 1.98, of which the half is 0.99 and not 0.994.
    expect(january([{ id: "half", percent: "0.5" }], { a: "0.994", b: "0.994" }).discount_total).toBe("0.99");
  });

  it("gives what is left over to the largest remainder, and of equal ones to the line that comes first", () => {
    const third = [{ id: "third", percent: "0.3333" }];
    // A third of 0.10 is 0.03: of 0.05, 0.03 and 0.02 the shares are 0.015, 0.009 and 0.006.
    expect(takenOff(january(third, { a: "0.05", b: "0.03", c: "0.02" }))).toEqual([
      ["third 0.01"],
      ["third 0.01"],
      ["third 0.01"],
    ]);
    // 0.02 over three equal lines.
    expect(takenOff(january([{ id: "d", amount: "0.02" }], { a: "1", b: "1", c: "1" }))).toEqual([
      ["d 0.01"],
      ["d 0.01"],
      [],
    ]);
  });

  it("may take everything, and leaves nothing for those after it", () => {
    const all = january([{ id: "all", percent: "1" }, { id: "five", amount: "5" }, tenth], {
      a: "0.01",
      b: "19.99",
    });
    expect(takenOff(all)).toEqual([["all 0.01"], ["all 19.99"]]);
    expect([all.subtotal, all.discount_total, all.total]).toEqual(["20", "20", "0"]);
  });
});

describe("a discount of an amount", () => {
  it("is spread over the lines in proportion to what they come to", () => {
    expect(takenOff(january([{ id: "d", amount: "10" }], { a: "60", b: "40" }))).toEqual([["d 6"], ["d 4"]]);
    // 8.568, 4.284 and 1.428: of the cents that are left over, one for each 0.008.
    const uneven = january([{ id: "d", amount: "14.28" }], { a: "60", b: "30", c: "10" });
    expect(takenOff(uneven)).toEqual([["d 8.57"], ["d 4.28"], ["d 1.43"]]);
  });

  it("takes no more than there is", () => {
    const invoice = january([{ id: "d", amount: "100" }], { a: "30", b: "12.5" });
    expect(takenOff(invoice)).toEqual([["d 30"], ["d 12.5"]]);
    expect([invoice.discount_total, invoice.total]).toEqual(["42.5", "0"]);
  });

  it("is nothing where nothing is billed", () => {
    const free = january([{ id: "d", amount: "100" }, tenth], { a: "0" });
    expect(takenOff(free)).toEqual([[]]);
    expect(free).not.toHaveProperty("discount_total");
    expect(free.line_items[0]).not.toHaveProperty("discounts");
  });
});

describe("lines below zero", () => {
  it("are not discounted, and do not lessen what others are discounted by", () => {
    const half = january([{ id: "half", percent: "0.5" }], { a: "30", b: "-10" });
    expect(takenOff(half)).toEqual([["half 15"], []]);
    expect([half.subtotal, half.total]).toEqual(["20", "5"]);
    const more = january([{ id: "d", amount: "40" }], { a: "30", b: "-10" });
    expect(takenOff(more)).toEqual([["d 30"], []]);
    // Some of the credit is left, and the draft of a first invoice has a next one to leave it to.
    expect([more.subtotal, more.discount_total, more.total, more.carried]).toEqual([
      "20",
      "30",
      "0",
      [{ invoice: "INV-2026-001", amount: "10" }],
    ]);
  });
});

describe("a discount for some rules", () => {
  it("looks at their lines only", () => {
    const some = [{ id: "some", percent: "0.5", rules: ["b", "c"] }];
    expect(takenOff(january(some, { a: "10", b: "20", c: "5" }))).toEqual([[], ["some 10"], ["some 2.5"]]);
    const amount = [{ id: "some", amount: "50", rules: ["b"] }];
    expect(takenOff(january(amount, { a: "100", b: "20" }))).toEqual([[], ["some 20"]]);
  });

  it("does not reach what is missing to a commitment, and one for every line does not either: it comes after", () => {
    const [above, discounts] = [{ minimum_commitment: { amount: "100" } }, [{ id: "half", percent: "0.5" }]];
    const invoice = januaryOf([[null, abc, { ...above, discounts }]], { a: "60" }).draft(day);
    expect(inWords(invoice)).toEqual(["a 60", "true_up 70"]);
    expect(takenOff(invoice)).toEqual([["half 30"], []]);
    expect(invoice.total).toBe("100");
  });
});

describe("several discounts", () => {
  const five = { id: "five", amount: "5" };
  const half = { id: "half", percent: "0.5" };

  it("are taken as listed, each of what those before it have left", () => {
    // 60 + 40, less a tenth: 54 + 36; less 5: 51 + 34; less a half of 85, which is 42.50.
    const invoice = january([tenth, five, half], { a: "60", b: "40" });
    expect(takenOff(invoice)).toEqual([
      ["tenth 6", "five 3", "half 25.5"],
      ["tenth 4", "five 2", "half 17"],
    ]);
    expect([invoice.discount_total, invoice.total]).toEqual(["57.5", "42.5"]);
    // The other way round: 30 + 20, then 5 of 50, then a tenth of 45.
    expect(takenOff(january([half, five, tenth], { a: "60", b: "40" }))).toEqual([
      ["half 30", "five 3", "tenth 2.7"],
      ["half 20", "five 2", "tenth 1.8"],
    ]);
  });

  it("for different rules leave each other alone, and those for all see what they have left", () => {
    const onA = { id: "on-a", amount: "20", rules: ["a"] };
    // a: 60 - 20 = 40, b: 40; half of 80.
    expect(takenOff(january([onA, half], { a: "60", b: "40" }))).toEqual([
      ["on-a 20", "half 20"],
      ["half 20"],
    ]);
  });
});

describe("minor units", () => {
  it("are yen without digits", () => {
    const quarter = [{ id: "quarter", percent: "0.25" }];
    const yen = (rounding: string) =>
      takenOff(january(quarter, { a: "3", b: "3", c: "4" }, { currency: "JPY", rounding }));
    // A quarter of 10 yen is 2.5; shares of 3: 0.9, 0.9 and 1.2; shares of 2: 0.6, 0.6 and 0.8.
    expect(yen("half_up")).toEqual([["quarter 1"], ["quarter 1"], ["quarter 1"]]);
    expect(yen("half_even")).toEqual([["quarter 1"], [], ["quarter 1"]]);
  });

  it("are fils, of which a dinar has a thousand", () => {
    const share = [{ id: "share", percent: "0.333" }];
    // A share of 1.000 + 2.001 is 0.999333, so 0.999: 0.33288… and 0.66611….
    const invoice = january(share, { a: "1", b: "2.001" }, { currency: "BHD" });
    expect(takenOff(invoice)).toEqual([["share 0.333"], ["share 0.666"]]);
    expect(invoice.total).toBe("2.002");
  });
});

describe("the version in effect last in a period", () => {
  it("says which discounts hold for all of it", () => {
    const first = { discounts: [tenth] };
    const second = { discounts: [{ id: "half", percent: "0.5" }] };
    const books = openBooks([
      [null, abc, first],
      ["2026-01-20", abc, second],
      ["2026-02-01", abc],
    ]);
    books.use("e1", ["a", "2026-01-05", "40"]);
    books.use("e2", ["b", "2026-02-05", "40"]);
    expect(takenOff(books.draft("2026-01-31"))).toEqual([["half 20"]]);
    expect(books.draft("2026-02-28")).toMatchObject({ total: "40" });
  });
});

describe("a correction", () => {
  it("takes its part of the discounts along", () => {
    const books = januaryOf([[null, abc, { discounts: [tenth] }]], { a: "60" });
    books.send(books.draft(day));
    books.use("late", ["a", day, "0.05"]);
    // 60.05 less 6.005, which is 6.01: 0.05 more, and 0.01 more off.
    const february = books.draft("2026-02-28");
    expect(inWords(february)).toEqual(["correction a 2026-01-01 0.05"]);
    expect(takenOff(february)).toEqual([["tenth 0.01"]]);
    books.use("a", undefined);
    books.use("late", undefined);
    expect(takenOff(books.draft("2026-02-28"))).toEqual([["tenth -6"]]);
    expect(books.draft("2026-02-28").subtotal).toBe("-60");
  });

  it("spreads a fixed discount anew, so that a line may change by its discount alone", () => {
    const books = januaryOf([[null, abc, { discounts: [{ id: "d", amount: "10" }] }]], { a: "60", b: "40" });
    expect(takenOff(books.send(books.draft(day)))).toEqual([["d 6"], ["d 4"]]);
    books.use("late", ["a", day, "100"]);
    // 160 + 40: 8 and 2.
    const february = books.draft("2026-02-28");
    expect(inWords(february)).toEqual(["correction a 2026-01-01 100", "correction b 2026-01-01 0"]);
    expect(takenOff(february)).toEqual([["d 2"], ["d -2"]]);
    expect([february.subtotal, february.discount_total, february.total]).toEqual(["100", "0", "100"]);
  });
});
