// Taxes on one invoice: added or included, rounded once or line by line.
import { describe, expect, it } from "vitest";
import { inWords, januaryOf, taxed, unit } from "./books.ts";

const day = "2026-01-31";
const abc = [unit("a"), unit("b"), unit("c")];

const vat = { id: "vat", name: "VAT", rate: "0.19" };
const sales = { id: "sales", name: "Sales tax", rate: "0.1" };
const included = { id: "in", name: "Included", rate: "0.2", inclusive: true };

function january(taxes: object[], used: Record<string, string>, contract: object = {}, above: object = {}) {
  return januaryOf([[null, abc, { taxes, ...above }]], used, contract).draft(day);
}

/** What each line says of its taxes. */
function byLine({ line_items }: ReturnType<typeof january>): string[][] {
  return line_items.map(({ taxes = [] }) => taxes.map(({ tax, amount }) => `${tax} ${amount}`));
}

describe("a tax that is added", () => {
  it("is due on the sum of the lines", () => {
    const invoice = january([vat], { a: "60", b: "40" });
    expect(invoice.taxes).toEqual([
      {
        ...{ tax: "vat", name: "VAT", rate: "0.19", inclusive: false },
        ...{ period_start: "2026-01-01", taxable_amount: "100", amount: "19" },
      },
    ]);
    expect([invoice.subtotal, invoice.tax, invoice.total]).toEqual(["100", "19", "119"]);
  });

  it("is a share of the same amount as the others", () => {
    const invoice = january([vat, sales], { a: "100" });
    expect([taxed(invoice), invoice.tax]).toEqual([["vat 2026-01 100 19", "sales 2026-01 100 10"], "29"]);
  });

  it("may be for some rules, and what is missing to a commitment is of none", () => {
    const some = { ...sales, rules: ["b", "c"] };
    const above = { minimum_commitment: { amount: "100" } };
    const invoice = january([vat, some], { a: "50", b: "30" }, {}, above);
    expect(inWords(invoice)).toEqual(["a 50", "b 30", "true_up 20"]);
    expect(taxed(invoice)).toEqual(["vat 2026-01 100 19", "sales 2026-01 30 3"]);
    expect(taxed(january([some], { a: "50" }))).toEqual([]);
  });

  it("is due on what discounts leave, and below zero on what is given back", () => {
    const discounts = [{ id: "half", percent: "0.5" }];
    expect(january([vat], { a: "100" }, {}, { discounts })).toMatchObject({ tax: "9.5", total: "59.5" });
    const below = january([vat], { a: "-100" });
    expect([below.tax, below.total, below.carried?.[0]?.amount]).toEqual(["-19", "0", "119"]);
  });

  it("is not there where there is nothing to tax", () => {
    expect(january([vat], {})).not.toHaveProperty("taxes");
    expect(january([vat], {}).tax).toBe("0");
    // A rate of zero is told: that something is exempt is part of an invoice.
    expect(taxed(january([{ ...vat, rate: "0" }], { a: "5" }))).toEqual(["vat 2026-01 5 0"]);
  });
});

describe("a tax that is included", () => {
  it("is told, and asks for nothing", () => {
    const invoice = january([included], { a: "120" });
    expect([taxed(invoice), invoice.tax, invoice.total]).toEqual([["in 2026-01 120 20"], "0", "120"]);
  });

  it("is a share of what is left without all that is included", () => {
    const five = { ...included, id: "five", rate: "0.05" };
    expect(taxed(january([included, five], { a: "125" }))).toEqual([
      "in 2026-01 125 20",
      "five 2026-01 125 5",
    ]);
    // Where one of them is for b alone, a is without it: 120/1.2 and 125/1.25.
    const onB = { ...five, rules: ["b"] };
    const both = january([included, onB], { a: "120", b: "125" });
    expect(taxed(both)).toEqual(["in 2026-01 245 40", "five 2026-01 125 5"]);
  });

  it("is not taxed by one that is added to the same line", () => {
    const invoice = january([included, sales], { a: "120" });
    expect(taxed(invoice)).toEqual(["in 2026-01 120 20", "sales 2026-01 120 10"]);
    expect([invoice.tax, invoice.total]).toEqual(["10", "130"]);
    const onlyB = january([{ ...included, rules: ["b"] }, sales], { a: "120", b: "120" });
    expect(taxed(onlyB)).toEqual(["in 2026-01 120 20", "sales 2026-01 240 22"]);
  });
});

describe("rounding", () => {
  it.each([
    // 10 % of 0.25 are 0.025; of 0.35, 0.035; of 0.21, 0.021.
    ["half_up", "0.03", "0.04", "0.02"],
    ["half_even", "0.02", "0.04", "0.02"],
    ["up", "0.03", "0.04", "0.03"],
    ["down", "0.02", "0.03", "0.02"],
    ["ceiling", "0.03", "0.04", "0.03"],
    ["floor", "0.02", "0.03", "0.02"],
  ])("is the contract's: %s", (rounding, ...taxes) => {
    const rounded = ["0.25", "0.35", "0.21"].map(
      (amount) => january([sales], { a: amount }, { rounding }).tax,
    );
    expect(rounded).toEqual(taxes);
  });

  it("is once, or line by line", () => {
    const used = { a: "0.05", b: "0.05", c: "0.05" };
    const once = january([sales], used);
    expect([once.tax, byLine(once)]).toEqual(["0.02", [[], [], []]]);
    const lines = january([{ ...sales, rounding: "line" }], used);
    expect([lines.tax, byLine(lines)]).toEqual(["0.03", [["sales 0.01"], ["sales 0.01"], ["sales 0.01"]]]);
    expect(january([{ ...sales, rounding: "sum" }], used).tax).toBe("0.02");
    const mixed = january(
      [
        { ...included, rounding: "line" },
        { ...sales, rules: ["a"], rounding: "line" },
      ],
      used,
    );
    // 0.05 includes 0.00833…; without it, 10 % are 0.00417.
    expect([mixed.taxes?.map(({ amount }) => amount), mixed.tax]).toEqual([["0.03", "0"], "0"]);
    expect(byLine(mixed)).toEqual([["in 0.01"], ["in 0.01"], ["in 0.01"]]);
  });

  it("is of a quotient, once, where a price includes the tax", () => {
    // 100 / 1.19 x 0.19 = 15.9663…; of 0.07 / 1.4 x 0.4 = 0.02 nothing is lost, whatever the mode.
    const gross = { ...vat, inclusive: true };
    expect(january([gross], { a: "100" }).taxes?.[0]?.amount).toBe("15.97");
    expect(january([gross], { a: "100" }, { rounding: "floor" }).taxes?.[0]?.amount).toBe("15.96");
    const exact = { ...included, rate: "0.4" };
    const modes = ["up", "down"].map(
      (rounding) => january([exact], { a: "0.07" }, { rounding }).taxes?.[0]?.amount,
    );
    expect(modes).toEqual(["0.02", "0.02"]);
  });

  it("is to yen, and to the thousandth of a dinar", () => {
    expect(january([sales], { a: "105" }, { currency: "JPY" })).toMatchObject({ tax: "11", total: "116" });
    expect(january([vat], { a: "1.001" }, { currency: "BHD" })).toMatchObject({
      tax: "0.19",
      total: "1.191",
    });
  });
});
