// Line data of e-invoices worked out by hand.
import { describe, expect, it } from "vitest";
import { toEn16931Lines } from "../../src/formats/index.ts";
import { strip } from "../arbitraries/base.ts";
import { fee, openBooks, unit } from "../invoicing/books.ts";
import { examples } from "./invoiceExamples.ts";
import { must, told } from "./told.ts";

const { january, february } = examples();

/** The invoice of January with these rules, used 10 of a. */
function invoiceOf(rules: readonly object[], above: object = {}, contract: object = {}, used = "10") {
  const books = openBooks([[null, rules, above]], contract);
  books.use("a", ["a", "2026-01-10", used]);
  return books.draft("2026-01-15");
}

describe("toEn16931Lines", () => {
  it("writes lines, tax and totals", () => {
    const { lines, vat_breakdown, totals, ...head } = must(toEn16931Lines(january));
    expect(head).toEqual({ invoice_number: "INV-2026-001", currency: "USD" });
    expect(lines[1]).toEqual({
      ...{
        id: "2",
        quantity: "10",
        unit_code: "C62",
        net_amount: "6.98",
        price: "1.2345",
        base_quantity: "1",
        name: "A",
      },
      period: { start: "2026-01-01", end: "2026-01-31" },
      allowances: [
        { amount: "1.24", reason: "partner" },
        { amount: "4.13", reason: "gift" },
      ],
      ...{ charges: [], vat: { category: "S", rate: "20" } },
    });
    expect(lines[2]).toMatchObject({ quantity: "1", price: "12.5", net_amount: "7.07" });
    expect(vat_breakdown).toEqual([
      { name: "VAT", category: "S", rate: "20", taxable_amount: "25.36", tax_amount: "5.07" },
    ]);
    expect(totals).toEqual({
      ...{
        line_net: "25.36",
        allowances: "0",
        charges: "0",
        without_vat: "25.36",
        vat: "5.07",
        with_vat: "30.43",
      },
      ...{ paid: "0", rounding: "0", due: "30.43" },
    });
  });

  it("takes what was paid off what is due", () => {
    const { totals } = must(toEn16931Lines({ ...january, status: "partial", amount_paid: "10" }));
    expect([totals.paid, totals.due]).toEqual(["10", "20.43"]);
  });

  it("adds the taxes of corrected periods to those of the same kind", () => {
    const { lines, vat_breakdown, totals } = must(toEn16931Lines(february));
    expect(vat_breakdown).toEqual([
      { name: "VAT", category: "S", rate: "20", taxable_amount: "20.22", tax_amount: "4.05" },
    ]);
    expect(lines[1]).toMatchObject({
      quantity: "1",
      price: "2.46",
      period: { start: "2026-01-01", end: "2026-01-31" },
    });
    expect(totals.due).toBe("24.27");
  });

  it("refuses a tax that is not its rate of what is taxed, as after a backdated change", () => {
    const changed = (before: object[], after: object[], more: readonly string[] = []) => {
      const books = openBooks([[null, [unit("a")], { taxes: before }]]);
      books.use("a", ["a", "2026-01-10", "100"]);
      books.send(books.draft("2026-01-15"));
      books.publish(["2026-01-01", [unit("a")], { taxes: after }]);
      books.use("b", ["a", "2026-02-10", "10"]);
      more.forEach((quantity, at) => {
        books.use(`late${at}`, ["a", "2026-01-11", quantity]);
      });
      return toEn16931Lines(books.draft("2026-02-15"));
    };
    const vat = { id: "vat", name: "VAT", rate: "0.19" };
    const less = { ...vat, rate: "0.07" };
    expect(told(changed([vat], [less]))).toEqual(["tax_not_expressible taxes[1].amount"]);
    expect(told(changed([vat], []))).toEqual(["tax_not_expressible taxes[0].amount"]);
    const byLine = { rounding: "line" };
    expect(told(changed([{ ...vat, ...byLine }], [{ ...less, ...byLine }], ["5"]))).toEqual([
      "tax_not_expressible taxes[1].amount",
    ]);
    expect(must(changed([vat], [vat], ["5"])).vat_breakdown).toMatchObject([
      { taxable_amount: "15", tax_amount: "2.85" },
    ]);
  });

  it("takes taxes that the rounding of many lines moves away from rate × base", () => {
    const fees = Array.from({ length: 40 }, (_, at) => ({ ...fee("0.02"), id: `f${at}`, name: `F${at}` }));
    const rules = [...fees, unit("a", { unit_amount: "0" })];
    const taxes = [{ id: "vat", name: "VAT", rate: "0.19", rounding: "line" }];
    const lost = must(toEn16931Lines(invoiceOf(rules, { taxes })));
    expect(lost.vat_breakdown).toMatchObject([{ taxable_amount: "0.8", tax_amount: "0" }]);
    const dear = [...fees.map((rule) => ({ ...rule, amount: "0.03" })), unit("a", { unit_amount: "0" })];
    expect(must(toEn16931Lines(invoiceOf(dear, { taxes }))).vat_breakdown).toMatchObject([
      { taxable_amount: "1.2", tax_amount: "0.4" },
    ]);
  });

  it("tells a fine price for so many units that it has few decimals", () => {
    const invoice = invoiceOf([unit("a", { unit_amount: "0.000125" })], {}, {}, "4000");
    const [line] = must(toEn16931Lines(invoice)).lines;
    expect(line).toMatchObject({
      quantity: "4000",
      price: "0.0125",
      base_quantity: "100",
      net_amount: "0.5",
    });
    expect(must(toEn16931Lines(invoice, { priceDecimals: 2 })).lines[0]).toMatchObject({
      price: "1.25",
      base_quantity: "10000",
    });
    expect(must(toEn16931Lines(invoice, { priceDecimals: 6 })).lines[0]).toMatchObject({
      price: "0.000125",
      base_quantity: "1",
    });
  });

  it("writes what a rule's own terms change as allowances and charges", () => {
    const less = invoiceOf([unit("a", { discounts: [{ percent: "0.25" }] })]);
    expect(must(toEn16931Lines(less)).lines[0]).toMatchObject({
      ...{ quantity: "10", price: "1", net_amount: "7.5", charges: [] },
      allowances: [{ amount: "2.5", reason: "Terms of the price" }],
    });
    const more = invoiceOf([unit("a", { minimum_amount: "12" })]);
    expect(must(toEn16931Lines(more)).lines[0]).toMatchObject({
      ...{ net_amount: "12", allowances: [], charges: [{ amount: "2", reason: "Terms of the price" }] },
    });
  });

  it("has negative quantities in place of negative prices", () => {
    const [credit] = must(toEn16931Lines(invoiceOf([unit("a")], {}, {}, "-3"))).lines;
    expect(credit).toMatchObject({ quantity: "-3", price: "1", net_amount: "-3" });
    const { discounts: _, ...bare } = february.line_items[1] ?? {};
    const taken = {
      ...february,
      line_items: [{ ...bare, amount: "-5", exact_amount: "-5" }],
      taxes: [],
      discount_total: "0",
    };
    const below = must(toEn16931Lines({ ...taken, subtotal: "-5", tax: "0", total: "-5" }));
    expect(below.lines[0]).toMatchObject({ quantity: "-1", price: "5", net_amount: "-5" });
  });

  it("counts what is carried as paid", () => {
    const books = openBooks([[null, [unit("a"), fee("20")]]]);
    books.use("a", ["a", "2026-01-10", "-50"]);
    const leaving = books.send(books.draft("2026-01-15"));
    expect(must(toEn16931Lines(leaving)).totals).toMatchObject({ with_vat: "-30", paid: "-30", due: "0" });
    books.use("more", ["a", "2026-02-10", "100"]);
    expect(must(toEn16931Lines(books.draft("2026-02-15"))).totals).toMatchObject({
      with_vat: "120",
      paid: "30",
      due: "90",
    });
  });

  it("leaves the tax of lines open where the invoice does not say it", () => {
    const taxes = [
      { id: "a", name: "A", rate: "0.1" },
      { id: "b", name: "B", rate: "0.2", rules: ["fee"] },
    ];
    const { lines, vat_breakdown } = must(toEn16931Lines(invoiceOf([unit("a"), fee("20")], { taxes })));
    expect(lines.map(({ vat }) => vat)).toEqual([null, null]);
    expect(
      vat_breakdown.map(({ rate, taxable_amount, tax_amount }) => [rate, taxable_amount, tax_amount]),
    ).toEqual([
      ...[
        ["10", "30", "3"],
        ["20", "20", "4"],
      ],
    ]);
    expect(must(toEn16931Lines(invoiceOf([unit("a")]))).lines[0]?.vat).toBeNull();
    const some = invoiceOf([unit("a"), fee("20")], { taxes: taxes.slice(1) });
    expect(must(toEn16931Lines(some)).lines.map(({ vat }) => vat)).toEqual([null, null]);
  });

  it("does not take lines below zero for proof that every line is taxed", () => {
    const taxes = [{ id: "vat", name: "VAT", rate: "0.2", rules: ["fee"] }];
    const rules = [fee("20"), unit("a"), unit("b")];
    const books = openBooks([[null, rules, { taxes }]]);
    books.use("up", ["a", "2026-01-10", "5"]);
    books.use("down", ["b", "2026-01-10", "-5"]);
    const some = must(toEn16931Lines(books.draft("2026-01-15")));
    expect(some.vat_breakdown[0]?.taxable_amount).toBe(some.totals.line_net);
    expect(some.lines.map(({ vat }) => vat)).toEqual([null, null, null]);
    const each = { taxes: [{ id: "vat", name: "VAT", rate: "0.2", rounding: "line" }] };
    const all = openBooks([[null, rules, each]]);
    all.use("up", ["a", "2026-01-10", "5"]);
    all.use("down", ["b", "2026-01-10", "-5"]);
    const named = must(toEn16931Lines(all.draft("2026-01-15"))).lines;
    expect(new Set(named.map(({ vat }) => vat?.rate))).toEqual(new Set(["20"]));
  });

  it("has no standard rate of zero", () => {
    const taxes = [{ id: "vat", name: "VAT", rate: "0" }];
    const { vat_breakdown, lines } = must(toEn16931Lines(invoiceOf([unit("a")], { taxes })));
    expect([vat_breakdown[0]?.category, lines[0]?.vat]).toEqual(["Z", { category: "Z", rate: "0" }]);
    const exempt = must(toEn16931Lines(invoiceOf([unit("a")], { taxes }), { vatCategory: "E" }));
    expect(exempt.vat_breakdown[0]?.category).toBe("E");
  });

  it("does not count packages in the unit of what is in them", () => {
    const packs = { model: "package", package_size: "100", package_amount: "2", unit_amount: undefined };
    const units = { unitCode: "GB", unitCodes: { a: "GB" } };
    for (const terms of [packs, { quantity_transform: { divide_by: "100", round: "up" } }]) {
      const invoice = invoiceOf([strip(unit("a", terms))], {}, {}, "250");
      expect(must(toEn16931Lines(invoice, units)).lines[0]).toMatchObject({
        quantity: "3",
        unit_code: "C62",
      });
      const told = { ...units, packageCodes: { a: "PK" } };
      expect(must(toEn16931Lines(invoice, told)).lines[0]?.unit_code).toBe("PK");
    }
  });

  it.each([0.5, Number.NaN, -1, 1e9])("refuses %s decimals of prices", (priceDecimals) => {
    expect(told(toEn16931Lines(january, { priceDecimals }))).toEqual(["value_invalid options.priceDecimals"]);
  });

  it("takes units, by rule, and the category of taxed lines", () => {
    const written = must(
      toEn16931Lines(january, { unitCode: "H87", unitCodes: { a: "GB" }, vatCategory: "Z" }),
    );
    expect(written.lines.map(({ unit_code }) => unit_code)).toEqual(["H87", "GB", "C62"]);
    expect(written.vat_breakdown[0]?.category).toBe("Z");
  });

  it("names groups", () => {
    const books = openBooks([[null, [unit("a", { group_by: ["region", "plan"] })]]]);
    books.use("a", ["a", "2026-01-10", "1", { region: "eu" }]);
    expect(must(toEn16931Lines(books.draft("2026-01-15"))).lines[0]?.name).toBe("A (eu, none)");
  });

  it("refuses amounts with more than two decimals, and taxes that amounts include", () => {
    const dinars = invoiceOf([unit("a", { unit_amount: "0.1234" })], {}, { currency: "BHD" });
    expect(told(toEn16931Lines(dinars))).toEqual([
      "amount_not_expressible line_items[0].amount",
      "amount_not_expressible total",
    ]);
    const inclusive = { taxes: [{ id: "vat", name: "VAT", rate: "0.2", inclusive: true }] };
    expect(told(toEn16931Lines(invoiceOf([unit("a")], inclusive)))).toEqual([
      "tax_not_expressible taxes[0].inclusive",
    ]);
    expect(told(toEn16931Lines({}))).toContain("field_missing number");
  });
});
