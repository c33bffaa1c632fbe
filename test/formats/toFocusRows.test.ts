// Rows of FOCUS worked out by hand, and what is refused.
import { describe, expect, it } from "vitest";
import { type FocusRow, toFocusCsv, toFocusRows } from "../../src/formats/index.ts";
import { toWireJson } from "../../src/index.ts";
import { strip } from "../arbitraries/base.ts";
import { fee, openBooks, unit } from "../invoicing/books.ts";
import { contract, examples } from "./invoiceExamples.ts";
import { must, told } from "./told.ts";

const { january, february } = examples();
const context = { contract, issuer: "Example Inc", units: { a: "Calls" } };
const rowsOf = (invoice: unknown, more: object = {}) => must(toFocusRows(invoice, { ...context, ...more }));
const brief = ({ ChargeCategory, ChargeClass, ChargeDescription, BilledCost }: FocusRow) =>
  [ChargeCategory, ChargeClass, ChargeDescription, BilledCost].filter((word) => word !== null).join(" ");

/** The columns that every provider has to give. */
const mandatory = (
  "BilledCost BillingAccountId BillingAccountName BillingCurrency BillingPeriodEnd BillingPeriodStart ChargeCategory ChargeClass " +
  "ChargeDescription ChargePeriodEnd ChargePeriodStart ContractedCost EffectiveCost InvoiceIssuerName ListCost PricingQuantity " +
  "PricingUnit ProviderName PublisherName ServiceCategory ServiceName"
).split(" ");

describe("toFocusRows", () => {
  it("has a row for each amount of the invoice", () => {
    expect(rowsOf(january).map(brief)).toEqual([
      ...["Purchase Fee 20", "Adjustment Discount partner -2", "Credit Credit gift -6.69"],
      ...["Usage A 12.35", "Adjustment Discount partner -1.24", "Credit Credit gift -4.13"],
      ...["Usage B 12.5", "Adjustment Discount partner -1.25", "Credit Credit gift -4.18"],
      "Tax VAT 5.07",
    ]);
  });

  it("fills every column of a line", () => {
    expect(rowsOf(january)[3]).toEqual({
      BilledCost: "12.35",
      BillingAccountId: "acme",
      BillingAccountName: "Acme, Inc",
      BillingCurrency: "USD",
      BillingPeriodEnd: "2026-02-01T05:00:00Z",
      BillingPeriodStart: "2026-01-01T05:00:00Z",
      ChargeCategory: "Usage",
      ChargeClass: null,
      ChargeDescription: "A",
      ChargeFrequency: "Usage-Based",
      ChargePeriodEnd: "2026-02-01T05:00:00Z",
      ChargePeriodStart: "2026-01-01T05:00:00Z",
      ConsumedQuantity: "10",
      ConsumedUnit: "Calls",
      ContractedCost: "12.345",
      EffectiveCost: "12.35",
      InvoiceId: "INV-2026-001",
      InvoiceIssuerName: "Example Inc",
      ListCost: "12.345",
      ListUnitPrice: "1.2345",
      PricingQuantity: "10",
      PricingUnit: "Calls",
      ProviderName: "Example Inc",
      PublisherName: "Example Inc",
      ServiceCategory: "Other",
      ServiceName: "Example Inc",
      SkuId: "a",
      SkuPriceId: "a/1",
      Tags: null,
    });
    expect(mandatory).toHaveLength(21);
    for (const row of rowsOf(february)) expect(Object.keys(row)).toEqual(expect.arrayContaining(mandatory));
  });

  it("has no unit price where there are several", () => {
    const tiers = rowsOf(january)[6];
    expect([tiers?.PricingQuantity, tiers?.ListUnitPrice, tiers?.ListCost]).toEqual(["150", null, "12.5"]);
  });

  it("names the size of packages in their unit", () => {
    const packs = { model: "package", package_size: "100", package_amount: "2", unit_amount: undefined };
    for (const terms of [packs, { quantity_transform: { divide_by: "100", round: "up" } }]) {
      const books = openBooks([[null, [strip(unit("a", terms))]]], { timezone: "America/New_York" });
      books.use("a", ["a", "2026-01-10", "250"]);
      expect(rowsOf(books.draft("2026-01-15"))[0]).toMatchObject({
        ...{ PricingQuantity: "3", PricingUnit: "100 Calls", ConsumedQuantity: "250", ConsumedUnit: "Calls" },
      });
    }
  });

  it("has no list cost of a group where the ladder of all has a discount", () => {
    const costs = (terms: object) => {
      const rule = unit("a", { group_by: ["region"], group_ladder: "shared", ...terms });
      const books = openBooks([[null, [rule]]], { timezone: "America/New_York" });
      books.use("a", ["a", "2026-01-10", "30", { region: "eu" }]);
      books.use("b", ["a", "2026-01-10", "10", { region: "us" }]);
      const rows = rowsOf(books.draft("2026-01-15"));
      expect(must(toFocusCsv(rows)).split("\r\n")).toHaveLength(4);
      return rows.map(({ BilledCost, ListCost }) => [BilledCost, ListCost]);
    };
    expect(costs({ discounts: [{ percent: "0.5" }] })).toEqual([
      ["15", null],
      ["5", null],
    ]);
    expect(costs({})).toEqual([
      ["30", "30"],
      ["10", "10"],
    ]);
  });

  it("marks what corrects an earlier period, and dates it there", () => {
    const rows = rowsOf(february);
    expect(rows.map(brief)).toEqual([
      ...["Purchase Fee 20", "Adjustment Discount partner -2", "Adjustment Correction A 2.46"],
      ...["Adjustment Correction Discount partner -0.24", "Tax VAT 3.6", "Tax Correction VAT 0.45"],
    ]);
    const late = rows.filter(({ ChargeClass }) => ChargeClass !== null);
    expect(new Set(late.map((row) => `${row.ChargePeriodStart} ${row.ChargePeriodEnd}`))).toEqual(
      new Set(["2026-01-01T05:00:00Z 2026-02-01T05:00:00Z"]),
    );
    expect(new Set(rows.map(({ BillingPeriodStart }) => BillingPeriodStart))).toEqual(
      new Set(["2026-02-01T05:00:00Z"]),
    );
  });

  it("dates a tax that alone is corrected where it was billed", () => {
    const books = openBooks([[null, [unit("a")], { taxes: [{ id: "vat", name: "VAT", rate: "0.2" }] }]], {
      timezone: "America/New_York",
    });
    books.use("a", ["a", "2026-01-10", "100"]);
    books.send(books.draft("2026-01-15"));
    books.publish(["2026-01-01", [unit("a")], { taxes: [{ id: "vat", name: "VAT", rate: "0.1" }] }]);
    books.use("b", ["a", "2026-02-10", "10"]);
    const invoice = books.draft("2026-02-15");
    const taxes = (more: object = {}) =>
      rowsOf(invoice, more)
        .filter(({ ChargeCategory }) => ChargeCategory === "Tax")
        .map((row) => [row.BilledCost, row.ChargeClass, row.ChargePeriodStart, row.ChargePeriodEnd]);
    const own = ["1", null, "2026-02-01T05:00:00Z", "2026-03-01T05:00:00Z"];
    expect(taxes()).toEqual([own, ["-10", "Correction", "2026-01-01T05:00:00Z", "2026-02-01T05:00:00Z"]]);
    const later = { contract: { ...contract, start_date: "2026-02-01" } };
    expect(taxes(later)).toEqual([
      own,
      ["-10", "Correction", "2026-01-01T05:00:00Z", "2026-01-02T05:00:00Z"],
    ]);
  });

  it("says which way an amount is carried", () => {
    const books = openBooks([[null, [unit("a"), fee("20")]]], { timezone: "America/New_York" });
    books.use("a", ["a", "2026-01-10", "-50"]);
    const leaving = books.send(books.draft("2026-01-15"));
    expect(rowsOf(leaving).map(brief).at(-1)).toBe("Adjustment Carried to a later invoice 30");
    books.use("more", ["a", "2026-02-10", "100"]);
    const taking = books.draft("2026-02-15");
    expect(rowsOf(taking).map(brief).at(-1)).toBe("Adjustment Carried from INV-2026-001 -30");
  });

  it("takes names from the context", () => {
    const named = {
      ...{
        provider: "P",
        publisher: "Q",
        account: { id: "x", name: "X" },
        serviceCategory: "Compute",
        serviceName: "S",
      },
      frequencies: { fee: "One-Time" },
    };
    const [row] = rowsOf(january, named);
    expect(row).toMatchObject({
      ...{ ProviderName: "P", PublisherName: "Q", BillingAccountId: "x", BillingAccountName: "X" },
      ...{
        ServiceCategory: "Compute",
        ServiceName: "S",
        ChargeFrequency: "One-Time",
        InvoiceIssuerName: "Example Inc",
      },
    });
  });

  it("takes the invoice as JSON, also as the API writes it", () => {
    expect(rowsOf(JSON.stringify(january))).toEqual(rowsOf(january));
    expect(rowsOf(JSON.parse(toWireJson(january)))).toEqual(rowsOf(january));
  });

  it("refuses an invoice that is none, is another's, or does not add up", () => {
    const refused = (fields: object) => told(toFocusRows({ ...january, ...fields }, context));
    expect(refused({ contract: "bolt" })).toEqual(["value_conflict contract"]);
    expect(refused({ currency: "EUR" })).toEqual(["currency_mismatch currency"]);
    expect(refused({ total: "30.44" })).toEqual(["invoice_inconsistent total"]);
    expect(refused({ subtotal: "44.84" })).toEqual(["invoice_inconsistent subtotal"]);
    expect(refused({ tax: "5" })).toEqual(["invoice_inconsistent tax"]);
    expect(refused({ discount_total: undefined })).toEqual(["invoice_inconsistent discount_total"]);
    expect(refused({ credit_total: "0" })).toEqual(["invoice_inconsistent credit_total"]);
    expect(refused({ number: undefined, total: "1e3", due_date: "2026-02-30", line_items: 5 })).toEqual([
      ...[
        "field_missing number",
        "decimal_invalid_format total",
        "date_invalid due_date",
        "field_type line_items",
      ],
    ]);
    expect(refused({ billing_period: { start: "2026-01-31", end: "2026-01-01" } })).toEqual([
      "period_invalid billing_period",
    ]);
    const [first] = january.line_items;
    const skipped = { start: "2011-12-30", end: "2011-12-30" };
    const inApia = { ...context, contract: { ...contract, timezone: "Pacific/Apia" } };
    const never = {
      ...january,
      line_items: january.line_items.map((line) => ({ ...line, service_period: skipped })),
    };
    expect(told(toFocusRows(never, inApia))).toEqual(["period_invalid line_items[0]"]);
    expect(refused({ line_items: [{ ...first, steps: [{ kind: 5 }], group: { a: 1 } }] })).toEqual([
      ...["field_type line_items[0].group.a", "field_type line_items[0].steps[0].kind"],
      "field_missing line_items[0].steps[0].amount",
    ]);
    expect(told(toFocusRows(january, { ...context, contract: { id: "acme" } }))).toContain(
      "field_missing options.contract.currency",
    );
    expect(told(toFocusRows(undefined, context))).toEqual(["field_type"]);
  });
});

describe("toFocusCsv", () => {
  it("writes the columns in alphabetical order", () => {
    const [header = "", first = ""] = must(toFocusCsv(rowsOf(january))).split("\r\n");
    expect(header.split(",")).toEqual([...header.split(",")].sort());
    expect(header.split(",")).toEqual(expect.arrayContaining(mandatory));
    expect(first).toBe(
      '20,acme,"Acme, Inc",USD,2026-02-01T05:00:00Z,2026-01-01T05:00:00Z,Purchase,,Fee,Recurring,2026-02-01T05:00:00Z,' +
        "2026-01-01T05:00:00Z,,,20,20,INV-2026-001,Example Inc,20,20,1,Units,Example Inc,Example Inc,Other,Example Inc,fee,fee/1,",
    );
  });

  it("keeps columns of one's own after the others, as they come", () => {
    const [row, other] = rowsOf(january);
    const own = [
      { ...row, x_Team: "=a", x_Cost: "1.50" },
      { ...other, x_Note: 'b"', x_Team: null },
    ];
    const [header = "", ...lines] = must(toFocusCsv(own)).split("\r\n");
    const [plain = "", ...plainLines] = must(toFocusCsv([row, other])).split("\r\n");
    expect(header).toBe(`${plain},x_Team,x_Cost,x_Note`);
    expect(lines).toEqual([`${plainLines[0]},'=a,1.50,`, `${plainLines[1]},,,"b"""`, ""]);
    expect(told(toFocusCsv([{ ...row, x_Team: 5 }]))).toEqual(["field_type $[0].x_Team"]);
    const many = (count: number) =>
      Array.from({ length: 2 }, (_, at) => ({
        ...row,
        ...Object.fromEntries(Array.from({ length: count / 2 }, (_, place) => [`x_${at}_${place}`, "a"])),
      }));
    expect(told(toFocusCsv(many(102)))).toEqual(["input_too_large $[1]"]);
    expect(must(toFocusCsv(many(100))).split("\r\n")).toHaveLength(4);
  });

  it("refuses columns that are none, and rows without those that every row has", () => {
    const [row] = rowsOf(january);
    expect(told(toFocusCsv([{ ...row, BilledCosts: "5", Region: null }]))).toEqual([
      "field_unknown $[0].BilledCosts",
    ]);
    expect(
      told(toFocusCsv([row, { ...row, BilledCost: null, ChargePeriodEnd: undefined, SkuId: null }])),
    ).toEqual([...["field_missing $[1].BilledCost", "field_missing $[1].ChargePeriodEnd"]]);
    const nullable = ["ChargeClass", "ConsumedQuantity", "ConsumedUnit", "ListCost", "ListUnitPrice"];
    const optional = [...nullable, "PricingQuantity", "PricingUnit", "SkuId", "SkuPriceId", "Tags"];
    const needed = Object.keys(row ?? {}).filter((name) => !optional.includes(name));
    expect(told(toFocusCsv([{}]))).toEqual(needed.sort().map((name) => `field_missing $[0].${name}`));
  });

  it("refuses rows that are none", () => {
    const [row] = rowsOf(january);
    expect(told(toFocusCsv([row, { ...row, BilledCost: "=1", ServiceName: 5 }]))).toEqual([
      ...["field_type $[1].BilledCost", "field_type $[1].ServiceName"],
    ]);
    expect(told(toFocusCsv(row))).toEqual(["field_type"]);
  });
});
