// The minimum and the maximum of a usage rule whose terms hold for a part of a billing period. Every number is worked out by hand
// beside it.
import { describe, expect, it } from "vitest";
import {
  amounts,
  by,
  calls,
  each,
  lines,
  minimum,
  steps,
  tiers,
  type Used,
  type Version,
} from "./proratedLines.ts";

describe("a contract that begins on the 15th", () => {
  const mid = { start_date: "2026-01-15" };

  it("owes 17 days of January's minimum, and all of February's", () => {
    // 310 × 31/31 − 310 × 14/31
    const [january] = lines("2026-01-31", [[null, { ...each, ...minimum("310") }]], [], mid);
    expect(january?.steps).toEqual([{ kind: "minimum", amount: "170", limit: "170" }]);
    expect(amounts(lines("2026-02-28", [[null, { ...each, ...minimum("310") }]], [], mid))).toEqual(["310"]);
  });

  it("owes what usage leaves of it", () => {
    const rule = { ...each, ...minimum("310") };
    expect(steps(lines("2026-01-31", [[null, rule]], [["2026-01-20", "150"]], mid))).toEqual([
      ["unit 150 150", "minimum 170 20"],
    ]);
    expect(amounts(lines("2026-01-31", [[null, rule]], [["2026-01-20", "200"]], mid))).toEqual(["200"]);
  });

  it("owes all of a minimum that is not prorated", () => {
    const none = { ...each, minimum_amount: "310", proration: "none" };
    expect(amounts(lines("2026-01-31", [[null, none]], [], mid))).toEqual(["310"]);
    // Proration of something else leaves it alone.
    const other = { ...none, maximum_amount: "620", ...by("day", "maximum_amount") };
    expect(amounts(lines("2026-01-31", [[null, other]], [], mid))).toEqual(["310"]);
    expect(amounts(lines("2026-01-31", [[null, other]], [["2026-01-20", "500"]], mid))).toEqual(["340"]);
  });
});

describe("a contract that ends on the 10th", () => {
  it("owes ten days of March's minimum, and has ten days of everything else", () => {
    const ending = { end_date: "2026-03-11" };
    expect(amounts(lines("2026-03-10", [[null, { ...each, ...minimum("310") }]], [], ending))).toEqual([
      "100",
    ]);
    const rule = {
      ...each,
      included_quantity: "31",
      maximum_amount: "62",
      ...by("day", "included_quantity", "maximum_amount"),
    };
    expect(steps(lines("2026-03-10", [[null, rule]], [["2026-03-02", "50"]], ending))).toEqual([
      ["included 10 0", "unit 40 40", "maximum 20 -20"],
    ]);
  });
});

describe("a version that takes effect on the 21st", () => {
  const named = (name: string, fields: object) => ({ ...each, name, ...fields });

  it("has eleven days of its minimum, beside the twenty days of the one before", () => {
    const versions = (later: string): Version[] => [
      [null, named("Calls", minimum("100"))],
      ["2026-01-21", named("Requests", minimum(later))],
    ];
    // 64.52 for twenty days and 35.48 for eleven.
    const [line] = lines("2026-01-31", versions("100"));
    expect([line?.version, line?.amount, line?.service_period]).toEqual([
      2,
      "100",
      { start: "2026-01-21", end: "2026-01-31" },
    ]);
    // 64.52, and 620 − 400.
    expect(amounts(lines("2026-01-31", versions("620")))).toEqual(["284.52"]);
    expect(
      steps(
        lines("2026-01-31", versions("100"), [
          ["2026-01-02", "5"],
          ["2026-01-30", "2"],
        ]),
      ),
    ).toEqual([["unit 5 5"], ["unit 2 2", "minimum 100 93"]]);
  });

  it("holds as a whole where it is not prorated, and in part alone where the one before was not", () => {
    const whole = { minimum_amount: "620" };
    const [before, after] = [named("Calls", minimum("310")), named("Requests", whole)];
    expect(
      amounts(
        lines("2026-01-31", [
          [null, before],
          ["2026-01-21", after],
        ]),
      ),
    ).toEqual(["620"]);
    expect(
      amounts(
        lines("2026-01-31", [
          [null, named("Calls", whole)],
          ["2026-01-21", named("Requests", minimum("310"))],
        ]),
      ),
    ).toEqual(["110"]);
    // The last terms have no minimum at all.
    expect(
      amounts(
        lines("2026-01-31", [
          [null, before],
          ["2026-01-21", named("Requests", {})],
        ]),
      ),
    ).toEqual([]);
  });

  it("adds up maxima likewise", () => {
    const most = (maximum_amount: string) => ({ maximum_amount, ...by("day", "maximum_amount") });
    const versions: Version[] = [
      [null, named("Calls", most("310"))],
      ["2026-01-21", named("Requests", most("31"))],
    ];
    // 200 + 11
    const used: Used[] = [
      ["2026-01-02", "300"],
      ["2026-01-30", "5"],
    ];
    expect(steps(lines("2026-01-31", versions, used))).toEqual([
      ["unit 300 300", "maximum 211 -89"],
      ["unit 5 5", "maximum 211 -5"],
    ]);
  });

  it("changes nothing where the rule stays the same", () => {
    const rule = named("Calls", { ...minimum("310"), ...by("day", "minimum_amount") });
    const other = { ...each, id: "other", name: "Other", unit_amount: "0" };
    expect(
      amounts(
        lines("2026-01-31", [
          [null, rule],
          ["2026-01-21", rule, other],
        ]),
      ),
    ).toEqual(["310"]);
  });
});

describe("a rule with days of its own", () => {
  const days = { effective_from: "2026-02-11", effective_to: "2026-02-21" };

  it("owes its minimum for them, though it has ended and nothing was used", () => {
    const [line, ...others] = lines("2026-02-28", [[null, { ...each, ...days, ...minimum("28") }]]);
    expect(others).toEqual([]);
    expect([line?.amount, line?.quantity, line?.service_period]).toEqual([
      "10",
      "0",
      { start: "2026-02-11", end: "2026-02-20" },
    ]);
    expect(amounts(lines("2026-03-31", [[null, { ...each, ...days, ...minimum("28") }]]))).toEqual([]);
    // What is not prorated is due only if the rule is in effect as the period ends.
    expect(amounts(lines("2026-02-28", [[null, { ...each, ...days, minimum_amount: "28" }]]))).toEqual([]);
  });

  it("owes what usage leaves of it, on the last line that there is", () => {
    const rule = { ...each, ...days, ...minimum("28") };
    expect(steps(lines("2026-02-28", [[null, rule]], [["2026-02-12", "4"]]))).toEqual([
      ["unit 4 4", "minimum 10 6"],
    ]);
    // Five days and five: the second has no line of its own.
    const second = { ...rule, name: "Requests" };
    expect(
      steps(
        lines(
          "2026-02-28",
          [
            [null, rule],
            ["2026-02-16", second],
          ],
          [["2026-02-12", "4"]],
        ),
      ),
    ).toEqual([["unit 4 4", "minimum 10 6"]]);
    expect(
      amounts(
        lines("2026-02-28", [
          [null, rule],
          ["2026-02-16", second],
        ]),
      ),
    ).toEqual(["10"]);
  });

  it("is not asked for zero: a month of thirty days has nothing for a 31st", () => {
    const last = { effective_from: "2026-01-31", effective_to: "2026-02-01" };
    const rule = { ...each, ...last, ...minimum("30", "fixed_30") };
    expect(amounts(lines("2026-01-31", [[null, rule]]))).toEqual([]);
    const included = { ...each, ...last, included_quantity: "30", ...by("fixed_30", "included_quantity") };
    expect(steps(lines("2026-01-31", [[null, included]], [["2026-01-31", "2"]]))).toEqual([["unit 2 2"]]);
    const most = { ...each, ...last, maximum_amount: "30", ...by("fixed_30", "maximum_amount") };
    expect(steps(lines("2026-01-31", [[null, most]], [["2026-01-31", "2"]]))).toEqual([
      ["unit 2 2", "maximum 0 -2"],
    ]);
    for (const tiers_mode of ["graduated", "volume"]) {
      const price = {
        ...calls,
        ...last,
        model: "tiered",
        tiers_mode,
        tiers: tiers("30"),
        ...by("fixed_30", "tiers"),
      };
      expect(amounts(lines("2026-01-31", [[null, price]], [["2026-01-31", "2"]]))).toEqual(["1"]);
    }
  });
});

describe("what is counted", () => {
  it("is hours where seconds are: eight days of New York's March are 191 of 743", () => {
    const rule = (proration: string) => ({
      ...each,
      maximum_amount: "743",
      ...by(proration, "maximum_amount"),
      effective_to: "2026-03-09",
    });
    const at = (proration: string) =>
      amounts(
        lines("2026-03-31", [[null, rule(proration)]], [["2026-03-02", "500"]], {
          timezone: "America/New_York",
        }),
      );
    expect(at("second")).toEqual(["191"]);
    // 743 × 8/31
    expect(at("day")).toEqual(["191.74"]);
  });

  it("is thirty days in February too: the last two are four of them", () => {
    const rule = { ...each, ...minimum("30", "fixed_30"), effective_from: "2026-02-27" };
    expect(amounts(lines("2026-02-28", [[null, rule]]))).toEqual(["4"]);
  });

  it("is the contract's own period, a quarter as well", () => {
    const quarterly = {
      billing_cadence: "quarterly",
      start_date: "2026-02-15",
      billing_anchor_date: "2026-01-01",
    };
    const of = (proration: string) =>
      amounts(lines("2026-03-31", [[null, { ...each, ...minimum("90", proration) }]], [], quarterly));
    // 45 of 90 days have gone by; of three months of thirty days 44.
    expect([of("day"), of("fixed_30")]).toEqual([["45"], ["46"]]);
  });

  it("is yen where there is nothing smaller, in the contract's rounding", () => {
    const at = (rounding: string) =>
      amounts(
        lines("2026-01-31", [[null, { ...each, ...minimum("100") }]], [], {
          start_date: "2026-01-15",
          currency: "JPY",
          rounding,
        }),
      );
    // 100 less 45.16 rounded.
    expect(["half_up", "down", "floor", "up", "ceiling", "half_even"].map(at)).toEqual([
      ["55"],
      ["55"],
      ["55"],
      ["54"],
      ["54"],
      ["55"],
    ]);
  });

  it("is left alone by a monthly cap, which counts what earlier periods came to by their own part", () => {
    const weekly = { billing_cadence: "weekly", start_date: "2026-01-08", billing_anchor_date: "2026-01-05" };
    const rule = { ...each, ...minimum("70"), monthly_cap: "100" };
    // Four days of the first week are 40; the next may have 60 of its 70.
    const weeks = ["2026-01-08", "2026-01-12", "2026-01-19"];
    expect(weeks.map((day) => amounts(lines(day, [[null, rule]], [], weekly)))).toEqual([
      ["40"],
      ["60"],
      ["0"],
    ]);
  });
});
