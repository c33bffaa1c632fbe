// Included units and bounds of tiers, where terms hold for a part of a billing period. Every number is worked out by hand beside it.
import { describe, expect, it } from "vitest";
import { mergeStates, type RatingState, rateUsage } from "../../src/index.ts";
import {
  amounts,
  by,
  calls,
  each,
  eventsOf,
  lines,
  minimum,
  steps,
  termsOf,
  tiers,
  type Used,
} from "./proratedLines.ts";

const mid = { start_date: "2026-01-15" };
const named = (name: string, fields: object) => ({ ...each, name, ...fields });

describe("terms that hold for a part of a period", () => {
  it("has 17 days of the included units", () => {
    const rule = { ...each, included_quantity: "62", ...by("day", "included_quantity") };
    expect(steps(lines("2026-01-31", [[null, rule]], [["2026-01-20", "40"]], mid))).toEqual([
      ["included 34 0", "unit 6 6"],
    ]);
    expect(amounts(lines("2026-02-28", [[null, rule]], [["2026-02-20", "63"]], mid))).toEqual(["1"]);
    const cliff = { ...rule, included_mode: "cliff" };
    expect(amounts(lines("2026-01-31", [[null, cliff]], [["2026-01-20", "34"]], mid))).toEqual(["0"]);
    expect(amounts(lines("2026-01-31", [[null, cliff]], [["2026-01-20", "35"]], mid))).toEqual(["35"]);
  });

  it("has tiers of 17 days, with the prices and flats of a whole month", () => {
    const price = { ...calls, model: "tiered", ...by("day", "tiers") };
    const graduated = { ...price, tiers_mode: "graduated", tiers: tiers("31") };
    const [line] = lines("2026-01-31", [[null, graduated]], [["2026-01-20", "20"]], mid);
    expect(line?.steps).toEqual([
      { kind: "tier", up_to: "17", quantity: "17", unit_price: "1", flat_amount: "0", amount: "17" },
      { kind: "tier", up_to: null, quantity: "3", unit_price: "0.5", flat_amount: "0", amount: "1.5" },
    ]);
    const volume = { ...price, tiers_mode: "volume", tiers: tiers("31") };
    expect(amounts(lines("2026-01-31", [[null, volume]], [["2026-01-20", "17"]], mid))).toEqual(["17"]);
    expect(amounts(lines("2026-01-31", [[null, volume]], [["2026-01-20", "18"]], mid))).toEqual(["9"]);
    const flats = [
      { up_to: "31", flat_amount: "31" },
      { up_to: null, flat_amount: "7" },
    ];
    const flat = { ...graduated, tiers: flats, zero_usage: "first_tier" };
    expect(amounts(lines("2026-01-31", [[null, flat]], [], mid))).toEqual(["31"]);
    expect(amounts(lines("2026-01-31", [[null, flat]], [["2026-01-20", "18"]], mid))).toEqual(["38"]);
  });

  it("has units of 18 places, whose parts add up: 8 less 3.612903225806451613", () => {
    const rule = {
      ...calls,
      model: "tiered",
      tiers_mode: "graduated",
      tiers: tiers("8"),
      included_quantity: "8",
      ...by("day", "tiers", "included_quantity"),
    };
    const [line] = lines("2026-01-31", [[null, rule]], [["2026-01-20", "10"]], mid);
    expect(line?.steps.map(({ quantity, up_to }) => [quantity, up_to])).toEqual([
      ["4.387096774193548387", undefined],
      ["4.387096774193548387", "4.387096774193548387"],
      ["1.225806451612903226", null],
    ]);
    expect(line?.exact_amount).toBe("5");
  });

  it("has no unit in two tiers, where rounding would let two bounds change places", () => {
    // Both have come to 2.967741935483870968 after 23 days; after eight, the first to 1.032258064516129032, the second to …033.
    const bounds = ["4", "4.000000000000000001", null].map((up_to) => ({ up_to, unit_amount: "1" }));
    const days = { effective_from: "2026-01-09", effective_to: "2026-01-24", ...by("day", "tiers") };
    const rule = { ...calls, model: "tiered", tiers_mode: "graduated", tiers: bounds, ...days };
    const [line] = lines("2026-01-31", [[null, rule]], [["2026-01-20", "10"]]);
    expect(line?.steps.map(({ quantity, up_to }) => [quantity, up_to])).toEqual([
      ["1.935483870967741936", "1.935483870967741936"],
      ["8.064516129032258064", null],
    ]);
    expect(line?.exact_amount).toBe("10");
  });

  it("is not what another contract has of the same programs in the same period", () => {
    const rule = { ...each, included_quantity: "62", ...by("day", "included_quantity") };
    const terms = termsOf([[null, rule]]);
    const ending = { ...terms, contract: { ...terms.contract, end_date: "2026-01-21" } };
    const events = eventsOf([["2026-01-10", "62"]]);
    const charged = [terms, ending, terms].map((one) => rateUsage(one, events).charges[0]?.amount);
    // 62 are included in 31 days, 40 in 20.
    expect(charged).toEqual(["0", "22", "0"]);
  });

  it("has such tiers in the cells of a matrix, in the windows of a day, and in their defaults", () => {
    const price = { tiers_mode: "graduated", tiers: tiers("31") };
    const cells = { ...calls, ...by("day", "tiers"), default: price };
    const matrix = {
      ...cells,
      model: "matrix",
      dimensions: ["plan"],
      cells: [{ when: { plan: "pro" }, ...price }],
    };
    const noon = { ...cells, model: "time_of_day", windows: [{ from: "10:00", to: "14:00", ...price }] };
    const used: Used[] = [
      ["2026-01-20", "19", { plan: "pro" }],
      ["2026-01-20", "21"],
    ];
    // 17 + 1, and 17 + 2; in the window 17 + 11.5.
    expect(amounts(lines("2026-01-31", [[null, matrix]], used, mid))).toEqual(["37"]);
    expect(amounts(lines("2026-01-31", [[null, noon]], used, mid))).toEqual(["28.5"]);
    const outside = { ...noon, windows: [{ from: "00:00", to: "01:00", unit_amount: "9" }] };
    expect(amounts(lines("2026-01-31", [[null, outside]], used, mid))).toEqual(["28.5"]);
  });

  it("charges each event the difference that it makes to the part", () => {
    const rule = { ...each, included_quantity: "62", ...by("day", "included_quantity") };
    const terms = termsOf([[null, rule]], mid);
    const events = eventsOf([
      ["2026-01-20", "30"],
      ["2026-01-21", "10"],
      ["2026-02-03", "63"],
    ]);
    expect(rateUsage(terms, events).charges.map(({ amount }) => amount)).toEqual(["0", "6", "1"]);
    // The same through a state that was written down in between, and by two workers.
    const [first, ...rest] = events;
    const before = rateUsage(terms, first === undefined ? [] : [first]).state;
    const again = JSON.parse(JSON.stringify(before)) as RatingState;
    expect(rateUsage(terms, rest, again).charges.map(({ amount }) => amount)).toEqual(["6", "1"]);
    const merged = mergeStates(terms, before, rateUsage(terms, rest).state);
    const last = eventsOf([
      ["2026-01-22", "1"],
      ["2026-01-22", "2"],
      ["2026-01-22", "3"],
      ["2026-01-22", "4"],
    ]).slice(3);
    expect(rateUsage(terms, last, merged).charges.map(({ amount }) => amount)).toEqual(["4"]);
  });

  it("begins with eleven days of the included units, after twenty days of the others", () => {
    const rule = (name: string) =>
      named(name, { included_quantity: "31", ...by("day", "included_quantity") });
    const used: Used[] = [
      ["2026-01-02", "25"],
      ["2026-01-30", "25"],
    ];
    expect(
      steps(
        lines(
          "2026-01-31",
          [
            [null, rule("Calls")],
            ["2026-01-21", rule("Requests")],
          ],
          used,
        ),
      ),
    ).toEqual([
      ["included 20 0", "unit 5 5"],
      ["included 11 0", "unit 14 14"],
    ]);
  });

  it("goes on with a level that was carried over", () => {
    const rule = {
      ...each,
      aggregation: "latest",
      carry_over: true,
      included_quantity: "31",
      ...by("day", "included_quantity"),
      effective_to: "2026-02-15",
    };
    // 34 seats: 31 included in January, half of 31 in half of February.
    const used: Used[] = [["2026-01-05", "34"]];
    expect(["2026-01-31", "2026-02-28"].map((day) => amounts(lines(day, [[null, rule]], used)))).toEqual([
      ["3"],
      ["18.5"],
    ]);
  });

  it("is shared by groups, as the whole would be", () => {
    const rule = {
      ...each,
      group_by: ["region"],
      group_ladder: "shared",
      included_quantity: "31",
      ...minimum("31"),
      ...by("day", "included_quantity", "minimum_amount"),
    };
    const used: Used[] = [
      ["2026-01-20", "15", { region: "eu" }],
      ["2026-01-20", "5", { region: "us" }],
    ];
    // 17 of 20 are included; 3 are raised to 17, of which three quarters are Europe's.
    expect(amounts(lines("2026-01-31", [[null, rule]], used, { start_date: "2026-01-15" }))).toEqual([
      "12.75",
      "4.25",
    ]);
  });
});
