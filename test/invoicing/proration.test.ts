// Subscriptions: when they are billed, for how many, and for which part of their own period.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectOk, type Invoice, parsePricingProgram, previewInvoice } from "../../src/index.ts";
import { runs } from "../laws.ts";

const fee = {
  id: "fee",
  name: "Platform",
  type: "subscription",
  model: "flat",
  amount: "100",
  frequency: "monthly",
};

type Version = readonly [from: string | null, ...rules: object[]];

function invoice(at: string, versions: readonly Version[], contract: object = {}): Invoice {
  return expectOk(
    previewInvoice({
      contract: {
        id: "acme",
        customer_name: "Acme",
        status: "active",
        currency: "USD",
        billing_cadence: "monthly",
        metrics: ["calls"],
        start_date: "2026-01-01",
        billing_anchor_date: "2026-01-01",
        ...contract,
      },
      programs: versions.map(([effective_date, ...rules], at) => ({
        contract: "acme",
        version: at + 1,
        effective_date,
        rules: [
          ...rules,
          { name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0" },
        ],
      })),
      events: [],
      at,
    }),
  ).invoice;
}

const amounts = ({ line_items }: Invoice) => line_items.map(({ amount }) => amount);
const months = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"];
const totals = (versions: readonly Version[], contract: object = {}) =>
  months.map((at) => invoice(at, versions, contract).total);

describe("proration", () => {
  const from = { ...fee, effective_from: "2026-02-18" };

  it.each<[string, object, string]>([
    // Eleven of 28 days; Berlin and New York do not change their clocks in February, so seconds say the same.
    ["none", from, "100"],
    ["day", { ...from, proration: "day" }, "39.29"],
    ["second", { ...from, proration: "second" }, "39.29"],
    // 17 of thirty have gone by, and the last day makes up for three.
    ["fixed_30", { ...from, proration: "fixed_30" }, "43.33"],
  ])("bills February from the 18th by %s", (_, rule, total) => {
    expect(invoice("2026-02-28", [[null, rule]]).total).toBe(total);
  });

  it("counts an hour that the clock skips, where seconds are counted", () => {
    const rule = (proration: string) => ({ ...fee, amount: "743", proration, effective_to: "2026-03-09" });
    const zone = { timezone: "America/New_York" };
    // Eight days are 191 of 743 hours, for one of them has 23.
    expect(invoice("2026-03-31", [[null, rule("second")]], zone).total).toBe("191");
    expect(invoice("2026-03-31", [[null, rule("day")]], zone).total).toBe("191.74");
  });

  it("gives a thirty-first nothing, and a February its thirty days, by fixed_30", () => {
    const rule = (start: string, end: string) => ({
      ...fee,
      amount: "30",
      proration: "fixed_30",
      effective_from: start,
      effective_to: end,
    });
    expect(invoice("2026-01-31", [[null, rule("2026-01-31", "2026-02-01")]]).total).toBe("0");
    expect(invoice("2026-01-31", [[null, rule("2026-01-30", "2026-01-31")]]).total).toBe("1");
    expect(invoice("2026-02-28", [[null, rule("2026-02-27", "2026-03-01")]]).total).toBe("4");
  });

  it("bills a contract's first and last month in part", () => {
    const contract = { start_date: "2026-01-11", end_date: "2026-03-11" };
    const rule = { ...fee, amount: "31", proration: "day" };
    expect(
      ["2026-01-31", "2026-02-28", "2026-03-10"].map((at) => invoice(at, [[null, rule]], contract).total),
    ).toEqual(["21", "31", "10"]);
  });

  it("tells a line's part of the fee in its steps", () => {
    const [line] = invoice("2026-02-28", [[null, { ...from, quantity: "3", proration: "day" }]]).line_items;
    expect([line?.quantity, line?.unit_price, line?.amount]).toEqual(["3", null, "117.86"]);
    expect(line?.steps).toEqual([
      {
        kind: "prorated",
        quantity: "3",
        unit_price: "100",
        amount: "117.86",
        elapsed: ["17", "28"],
        of: "28",
      },
    ]);
  });

  it("bills seats that change inside a period by the days of each number", () => {
    const seats = (quantity: string) => ({ ...fee, amount: "31", proration: "day", quantity });
    const versions: Version[] = [
      [null, seats("10")],
      ["2026-01-21", seats("15")],
    ];
    // 10 seats for 20 days, 15 for 11: what was billed ahead for the ten is given back for the days that are left.
    expect(amounts(invoice("2026-01-31", versions))).toEqual(["200", "165"]);
    expect(totals(versions).slice(0, 3)).toEqual(["365", "465", "465"]);
  });
});

describe("billing", () => {
  const annual = { ...fee, amount: "1200", frequency: "annual" };

  it("bills a year in the month in which it begins, or in that in which it ends", () => {
    const year = ["2026-01-31", "2026-06-30", "2026-12-31", "2027-01-31"];
    const billed = (rule: object) => year.map((at) => invoice(at, [[null, rule]]).total);
    expect(billed(annual)).toEqual(["1200", "0", "0", "1200"]);
    expect(billed({ ...annual, billing: "in_arrears" })).toEqual(["0", "0", "1200", "0"]);
  });

  it("asks ahead up to a change of the terms that is known, and for the rest as the new ones begin", () => {
    const rule = { ...annual, amount: "365", proration: "day" };
    // After 90 days, on the first of April, the price doubles for the 275 days that are left.
    expect(
      totals([
        [null, rule],
        ["2026-04-01", { ...rule, amount: "730" }],
      ]),
    ).toEqual(["90", "0", "0", "550", "0", "0"]);
    expect(
      amounts(
        invoice("2026-04-30", [
          [null, rule],
          ["2026-04-01", { ...rule, amount: "730" }],
        ]),
      ),
    ).toEqual(["550"]);
    // Taken off the price list as a period begins, or inside one.
    expect(totals([[null, rule], ["2026-04-01"]])).toEqual(["90", "0", "0", "0", "0", "0"]);
    expect(totals([[null, rule], ["2026-04-11"]])).toEqual(["100", "0", "0", "0", "0", "0"]);
  });

  it("bills what was used when a fee in arrears changes or ends", () => {
    const rule = { ...annual, amount: "365", proration: "day", billing: "in_arrears" };
    expect(totals([[null, rule], ["2026-04-11"]])).toEqual(["0", "0", "0", "100", "0", "0"]);
    expect(invoice("2026-04-10", [[null, rule]], { end_date: "2026-04-11" }).total).toBe("100");
  });

  it("asks in advance only for what will be, where the end is known", () => {
    const rule = { ...annual, amount: "365", proration: "day" };
    expect(invoice("2026-01-31", [[null, rule]], { end_date: "2026-04-11" }).total).toBe("100");
    expect(totals([[null, { ...rule, effective_to: "2026-04-11" }]])).toEqual([
      "100",
      "0",
      "0",
      "0",
      "0",
      "0",
    ]);
  });

  it("bills a whole fee in arrears at the price that holds last", () => {
    const rule = { ...fee, billing: "in_arrears" };
    expect(
      totals([
        [null, rule],
        ["2026-02-10", { ...rule, amount: "150" }],
      ]).slice(0, 3),
    ).toEqual(["100", "150", "150"]);
  });
});

describe("the parts of a fee", () => {
  it("add up to the whole to the cent, however its period is cut", () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 2, max: 31 }), { maxLength: 6 });
    const price = fc.tuple(fc.integer({ min: 0, max: 99_999 }), fc.constantFrom("day", "second", "fixed_30"));
    fc.assert(
      fc.property(
        cuts,
        price,
        fc.constantFrom("in_advance", "in_arrears"),
        (days, [cents, proration], billing) => {
          const rule = {
            ...fee,
            amount: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`,
            proration,
            billing,
          };
          const sorted = [...days].sort((a, b) => a - b);
          // Another name is another ladder, so every version begins a part of its own.
          const versions = [0, ...sorted].map(
            (day): Version => [
              day === 0 ? null : `2026-01-${String(day).padStart(2, "0")}`,
              { ...rule, name: `Part ${day}` },
            ],
          );
          const [cut, whole] = [invoice("2026-01-31", versions), invoice("2026-01-31", [[null, rule]])];
          expect(cut.total).toBe(whole.total);
          expect(Number(whole.total)).toBe(cents / 100);
        },
      ),
      runs(100),
    );
  });
});

describe("parsePricingProgram", () => {
  it.each<[object, string, string]>([
    [{ ...fee, proration: "week" }, "value_invalid", "proration"],
    [{ ...fee, billing: "later" }, "value_invalid", "billing"],
    [{ ...fee, quantity: "-1" }, "quantity_negative", "quantity"],
    [{ ...fee, frequency: "weekly", proration: "fixed_30" }, "rule_field_conflict", "proration"],
    [
      { ...fee, type: "one_time", frequency: "one_time", proration: "day" },
      "rule_field_conflict",
      "proration",
    ],
    [
      { ...fee, type: "one_time", frequency: "one_time", billing: "in_arrears" },
      "rule_field_conflict",
      "billing",
    ],
  ])("refuses %o", (rule, code, path) => {
    const result = parsePricingProgram({ contract: "acme", version: 1, rules: [rule] });
    expect(result.ok ? [] : result.issues.map((issue) => [issue.code, issue.path])).toEqual([
      [code, `rules[0].${path}`],
    ]);
  });
});
