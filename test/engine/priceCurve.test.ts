// Curves of single rules: which pieces there are, and where there is no curve.
import { describe, expect, it } from "vitest";
import {
  type Cell,
  expectOk,
  type IssueCode,
  type PriceCurve,
  parsePricingProgram,
  priceCurve,
  type UsageRule,
} from "../../src/index.ts";

function ruleOf(terms: object): UsageRule {
  const rule = { name: "Calls", type: "usage", metric: "calls", ...terms };
  return expectOk(parsePricingProgram({ contract: "acme", version: 1, rules: [rule] })).rules[0] as UsageRule;
}

function curveOf(terms: object, to: string, cell?: Cell): PriceCurve {
  return expectOk(priceCurve(ruleOf(terms), { to, ...(cell === undefined ? {} : { cell }) }));
}

/** From, just above it, just below the end where that is something else, the end, and at it. */
function piecesOf(terms: object, to: string, cell?: Cell): string[] {
  return curveOf(terms, to, cell).pieces.map((piece) => {
    const { from, to: end, amount_at_from, amount_before_to, amount_at_to } = piece;
    return [
      from,
      amount_at_from,
      ...(amount_before_to === undefined ? [] : [amount_before_to]),
      end,
      amount_at_to,
    ].join(" ");
  });
}

function codesOf(rule: unknown, options: object): (readonly [IssueCode, string])[] {
  const result = priceCurve(rule as UsageRule, options as { to: string });
  return result.ok ? [] : result.issues.map(({ code, path }) => [code, path]);
}

const flatTiers = [
  { up_to: "10", unit_amount: "2", flat_amount: "5" },
  { up_to: null, unit_amount: "1" },
];

describe("priceCurve", () => {
  it("is one line for one price", () => {
    expect(curveOf({ model: "per_unit", unit_amount: "0.02" }, "50")).toEqual({
      object: "price_curve",
      rule_id: expect.any(String),
      to: "50",
      amount_at_zero: "0",
      pieces: [{ from: "0", to: "50", amount_at_from: "0", amount_at_to: "1", effective_unit_price: "0.02" }],
    });
  });

  it("jumps where a flat amount is due and where a volume ladder gets cheaper", () => {
    const ladder = { model: "tiered", tiers: flatTiers };
    expect(piecesOf({ ...ladder, tiers_mode: "graduated" }, "20")).toEqual(["0 5 10 25", "10 25 20 35"]);
    expect(piecesOf({ ...ladder, tiers_mode: "volume" }, "20")).toEqual(["0 5 10 25", "10 10 20 20"]);
    expect(curveOf({ ...ladder, tiers_mode: "volume", zero_usage: "first_tier" }, "20").amount_at_zero).toBe(
      "5",
    );
  });

  it("has a step for each package, which belongs to the side that the rounding says", () => {
    const packages = { model: "package", package_size: "10", package_amount: "3" };
    expect(piecesOf(packages, "25")).toEqual(["0 3 10 3", "10 6 20 6", "20 9 25 9"]);
    expect(piecesOf({ ...packages, round: "down" }, "25")).toEqual([
      "0 0 0 10 3",
      "10 3 3 20 6",
      "20 6 25 6",
    ]);
    expect(piecesOf({ ...packages, round: "nearest" }, "10")).toEqual(["0 0 0 5 3", "5 3 10 3"]);
  });

  it("counts packages of a volume ladder from zero, and those of graduated tiers from where these begin", () => {
    const tiers = [
      { up_to: "25", unit_amount: "1", package_size: "10" },
      { up_to: null, unit_amount: "1", package_size: "10", flat_amount: "7" },
    ];
    const ladder = { model: "tiered", tiers };
    expect(piecesOf({ ...ladder, tiers_mode: "volume" }, "45")).toEqual([
      "0 1 10 1",
      "10 2 20 2",
      "20 3 25 3",
      "25 10 30 10",
      "30 11 40 11",
      "40 12 45 12",
    ]);
    expect(piecesOf({ ...ladder, tiers_mode: "graduated" }, "45").slice(3)).toEqual([
      "25 11 35 11",
      "35 12 45 12",
    ]);
  });

  it("sums up more than a thousand steps", () => {
    const packages = { model: "package", package_size: "1", package_amount: "3" };
    expect(curveOf(packages, "1000").pieces).toHaveLength(1000);
    expect(curveOf(packages, "1000000000").pieces).toEqual([
      {
        from: "0",
        to: "1000000000",
        amount_at_from: "3",
        amount_at_to: "3000000000",
        effective_unit_price: "3",
        summed: true,
      },
    ]);
    const rounded = {
      model: "per_unit",
      unit_amount: "3",
      quantity_transform: { divide_by: "1000", round: "up" },
    };
    expect(curveOf(rounded, "2500").pieces.map(({ amount_at_to }) => amount_at_to)).toEqual(["3", "6", "9"]);
    expect(curveOf(rounded, "9000000").pieces.some(({ summed }) => summed)).toBe(true);
  });

  it("takes what is included off: by shifting, by consuming, or as a cliff", () => {
    const ladder = { model: "tiered", tiers_mode: "graduated", tiers: flatTiers, included_quantity: "4" };
    expect(piecesOf(ladder, "20")).toEqual(["0 0 4 0", "4 5 14 25", "14 25 20 31"]);
    expect(piecesOf({ ...ladder, included_mode: "consume" }, "20")).toEqual([
      "0 0 4 0",
      "4 5 10 17",
      "10 17 20 27",
    ]);
    expect(piecesOf({ ...ladder, included_mode: "cliff" }, "20")).toEqual([
      "0 0 4 0",
      "4 13 10 25",
      "10 25 20 35",
    ]);
  });

  it("bends where a discount is used up, and where minimum, maximum and cap begin to count", () => {
    const rule = { model: "per_unit", unit_amount: "1" };
    const limits = { minimum_amount: "2", maximum_amount: "10", monthly_cap: "9" };
    expect(piecesOf({ ...rule, ...limits, discounts: [{ amount: "3" }, { percent: "0.5" }] }, "30")).toEqual([
      "0 2 7 2",
      "7 2 21 9",
      "21 9 30 9",
    ]);
  });

  it("puts a bend that no quantity hits between the two that are next to it", () => {
    const [below, between, above, ...others] = piecesOf(
      { model: "per_unit", unit_amount: "3", minimum_amount: "2" },
      "1",
    );
    expect(below).toBe("0 2 0.666666666666666666 2");
    expect(between).toBe("0.666666666666666666 2 0.666666666666666667 2.000000000000000001");
    expect(above).toBe("0.666666666666666667 2.000000000000000001 1 3");
    expect(others).toEqual([]);
  });

  it("says what it was divided by, where a quotient is not rounded to whole units", () => {
    const rule = {
      model: "tiered",
      tiers_mode: "graduated",
      tiers: flatTiers,
      quantity_transform: { divide_by: "3" },
    };
    expect(curveOf(rule, "60").divided_by).toBe("3");
    expect(piecesOf(rule, "60")).toEqual(["0 5 30 25", "30 25 60 35"]);
    expect(piecesOf(rule, "10")).toEqual(["0 5 10 11.666666666666666666"]);
  });

  it("is that of one cell, where cells have prices", () => {
    const cells = [
      { when: { region: "eu" }, unit_amount: "2" },
      { when: { region: "us" }, package_size: "5", package_amount: "7" },
    ];
    const rule = { model: "matrix", dimensions: ["region"], cells, default: "free" };
    expect(piecesOf(rule, "10", { region: "eu" })).toEqual(["0 0 10 20"]);
    expect(piecesOf(rule, "10", { region: "us" })).toEqual(["0 7 5 7", "5 14 10 14"]);
    expect(piecesOf(rule, "10", "default")).toEqual(["0 0 10 0"]);
    const windows = [{ from: "08:00", to: "18:00", weekdays: ["mon"], unit_amount: "3" }];
    const clock = { model: "time_of_day", windows, default: { tiers_mode: "volume", tiers: flatTiers } };
    expect(piecesOf(clock, "4", { from: "08:00", to: "18:00", weekdays: ["mon"] })).toEqual(["0 0 4 12"]);
    expect(piecesOf(clock, "20", "default")).toEqual(["0 5 10 25", "10 10 20 20"]);
  });

  it("is a line for basis points without a most per event, whose events add up", () => {
    expect(piecesOf({ model: "bps", bps: "15", maximum_amount: "30" }, "100000")).toEqual([
      "0 0 20000 30",
      "20000 30 100000 30",
    ]);
  });

  it("is exact for numbers of any size", () => {
    const rule = { model: "per_unit", unit_amount: "0.000000000000000001" };
    expect(piecesOf(rule, "99999999999999999999.999999999999999999")).toEqual([
      "0 0 99999999999999999999.999999999999999999 99.999999999999999999999999999999999999",
    ]);
  });

  it.each([
    [{ model: "dynamic", amount_property: "cost" }, {}, ["rule_model_invalid", "rule.model"]],
    [{ model: "percentage", rate: "0.1", fixed_amount: "1" }, {}, ["rule_model_invalid", "rule.model"]],
    [{ model: "bps", bps: "15", per_event_maximum: "3" }, {}, ["rule_model_invalid", "rule.model"]],
    [
      {
        model: "matrix",
        dimensions: ["a"],
        cells: [{ when: { a: "b" }, unit_amount: "1" }],
        default: "error",
      },
      {},
      ["field_missing", "cell"],
    ],
    [
      {
        model: "matrix",
        dimensions: ["a"],
        cells: [{ when: { a: "b" }, unit_amount: "1" }],
        default: "error",
      },
      { cell: "default" },
      ["cell_unmatched", "cell"],
    ],
    [{ model: "per_unit", unit_amount: "1" }, { cell: { a: "b" } }, ["cell_unmatched", "cell"]],
    [{ model: "per_unit", unit_amount: "1" }, { to: "0" }, ["quantity_not_positive", "to"]],
    [{ model: "per_unit", unit_amount: "1" }, { to: "-1" }, ["quantity_not_positive", "to"]],
    [{ model: "per_unit", unit_amount: "1" }, { to: "1e3" }, ["decimal_invalid_format", "to"]],
  ])("says why there is none: %j with %j", (terms, options, issue) => {
    expect(codesOf(ruleOf(terms), { to: "10", ...options })).toEqual([issue]);
  });

  it("says so of a fee, and of what is no parsed rule", () => {
    const fee = { id: "fee", name: "Fee", type: "one_time", model: "flat", amount: "1" };
    expect(codesOf(fee, { to: "10" })).toEqual([["rule_type_invalid", "rule.type"]]);
    const number = { id: "a", name: "A", type: "usage", model: "per_unit", metric: "calls", unit_amount: 1 };
    expect(codesOf(number, { to: "10" })).toEqual([["field_type", "rule.unit_amount"]]);
    expect(codesOf(null, { to: "10" })[0]?.[0]).toBe("field_type");
  });
});
