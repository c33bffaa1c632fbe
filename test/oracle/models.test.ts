// The oracle's prices and lines of every model against figures worked out by hand.
import { describe, expect, it } from "vitest";
import type { Rule, TieredRule, UsageRule } from "../../src/model/pricingProgram.ts";
import type { JsonValue } from "../../src/model/usageEvent.ts";
import { plainContract } from "../laws/plain.ts";
import { draftByOracle, type OracleLine } from "./draft.ts";
import { fraction, toText } from "./fraction.ts";
import { periodAt } from "./periods.ts";
import { priceOfTotal } from "./price.ts";
import { rateByOracle, type World } from "./rate.ts";

const frame = { id: "r", name: "R", type: "usage", metric: "calls" } as const;

type Used = readonly [day: string, quantity: string, properties?: { readonly [key: string]: JsonValue }];

function world(rules: readonly (readonly [from: string | null, rule: Rule])[], used: readonly Used[]): World {
  return {
    contract: plainContract,
    programs: rules.map(([effective_date, rule], place) => ({
      object: "pricing_program",
      contract: "acme",
      version: place + 1,
      effective_date,
      rules: [rule],
    })),
    events: used.map(([day, quantity, properties], place) => ({
      external_contract_id: "acme",
      event_id: `e${place}`,
      metric: "calls",
      quantity,
      timestamp: `2026-${day}T12:00:00.000Z`,
      ...(properties === undefined ? {} : { properties }),
    })),
  };
}

function lines(w: World, at = "01-01"): readonly OracleLine[] {
  const period = periodAt(w.contract, Date.parse(`2026-${at}T12:00:00.000Z`));
  return draftByOracle(w, rateByOracle(w).entries, period).line_items;
}

function amounts(rule: UsageRule, used: readonly Used[], at?: string): string[] {
  return lines(world([[null, rule]], used), at).map(
    ({ group, quantity, exact_amount }) =>
      `${group === undefined ? "" : `${JSON.stringify(group)} `}${quantity}: ${exact_amount}`,
  );
}

describe("prices of totals", () => {
  const tiers = [
    { up_to: "10", unit_amount: "2", flat_amount: "5" },
    { up_to: "20", unit_amount: "1", flat_amount: "3" },
    { up_to: null, unit_amount: "0.5" },
  ];
  const ladder: TieredRule = { ...frame, model: "tiered", tiers_mode: "graduated", tiers };
  const at = (rule: UsageRule, ...quantities: string[]) =>
    quantities.map((quantity) => toText(priceOfTotal(rule, fraction(quantity))));

  it("with included units: shift 12 to 5, bill all 12 once over the cliff, or leave 7 free in their tier", () => {
    const included_quantity = "7";
    expect(at({ ...ladder, included_quantity }, "7", "12")).toEqual(["0", "15"]);
    expect(at({ ...ladder, included_quantity, included_mode: "cliff" }, "7", "12")).toEqual(["0", "30"]);
    const consume = { ...ladder, included_quantity, included_mode: "consume" } as const;
    expect(at(consume, "7", "8", "12", "25")).toEqual(["0", "7", "16", "26.5"]);
    expect(at({ ...consume, tiers_mode: "volume" }, "7", "8", "12", "25")).toEqual(["0", "7", "8", "9"]);
    expect(at({ ...consume, included_quantity: "10" }, "12")).toEqual(["5"]);
    expect(at({ ...consume, zero_usage: "first_tier" }, "0", "7", "8")).toEqual(["5", "5", "7"]);
  });

  it("of packages in tiers, and tiers that come to no more than their maximum", () => {
    const packed = [
      { up_to: "10", unit_amount: "2", package_size: "4" },
      { up_to: null, unit_amount: "3", package_size: "5", maximum_amount: "7", flat_amount: "2" },
    ];
    expect(at({ ...ladder, tiers: packed }, "1", "4", "4.1", "10", "11", "30")).toEqual([
      "2",
      "2",
      "4",
      "6",
      "11",
      "13",
    ]);
    expect(at({ ...ladder, tiers: packed, tiers_mode: "volume" }, "10", "11")).toEqual(["6", "7"]);
  });

  it("of packages", () => {
    const rule = { ...frame, model: "package", package_size: "10", package_amount: "3" } as const;
    expect(at(rule, "0", "1", "10", "10.5")).toEqual(["0", "3", "3", "6"]);
    expect(at({ ...rule, round: "down" }, "9.9", "10", "19")).toEqual(["0", "3", "3"]);
    expect(at({ ...rule, negative_usage: "credit" }, "-1")).toEqual(["-3"]);
  });

  it("of transformed totals: 95 seconds are 2 minutes, of which one is included", () => {
    const quantity_transform = { divide_by: "60", round: "up" } as const;
    const rule = { ...frame, model: "per_unit", unit_amount: "0.25", quantity_transform } as const;
    expect(at({ ...rule, included_quantity: "1" }, "95", "60")).toEqual(["0.25", "0"]);
  });
});

describe("lines", () => {
  it("of basis points are limited for each event, those of dynamic prices are the sum of what events say", () => {
    const bps: UsageRule = { ...frame, model: "bps", bps: "50", per_event_maximum: "3" };
    expect(
      amounts(bps, [
        ["01-05", "200"],
        ["01-06", "1000"],
      ]),
    ).toEqual(["1200: 4"]);
    const dynamic: UsageRule = { ...frame, model: "dynamic", amount_property: "cost", multiplier: "1.1" };
    expect(
      amounts(dynamic, [
        ["01-05", "2", { cost: "10" }],
        ["01-06", "3", { cost: 0.5 }],
      ]),
    ).toEqual(["5: 11.55"]);
  });

  it("of a matrix price each event in its most specific cell, and each cell on its own", () => {
    const rule: UsageRule = {
      ...frame,
      model: "matrix",
      dimensions: ["region", "plan"],
      cells: [
        { when: { region: "eu" }, package_size: "10", package_amount: "1" },
        { when: { region: "eu", plan: "pro" }, unit_amount: "2" },
      ],
      default: { rate: "0.5" },
    };
    const used: Used[] = [
      ["01-05", "3", { region: "eu" }],
      ["01-05", "3", { region: "eu", plan: "lite" }],
      ["01-05", "5", { region: "eu", plan: "pro" }],
      ["01-05", "7", {}],
    ];
    expect(amounts(rule, used)).toEqual(["18: 14.5"]);
    const { verdicts } = rateByOracle(world([[null, { ...rule, default: "error" }]], used));
    expect(verdicts).toEqual(["accepted", "accepted", "accepted", "cell_unmatched"]);
  });

  it("of the times of the day", () => {
    const rule: UsageRule = {
      ...frame,
      model: "time_of_day",
      windows: [{ from: "12:00", to: "13:00", unit_amount: "2" }],
      default: "free",
    };
    expect(amounts(rule, [["01-05", "3"]])).toEqual(["3: 6"]);
    const other = { ...rule, windows: [{ from: "12:01", to: "12:00", unit_amount: "2" }] };
    expect(amounts(other, [["01-05", "3"]])).toEqual(["3: 0"]);
  });

  it("of groups: each has its ladder and its line, in the order of their text", () => {
    const tiers = [
      { up_to: "5", unit_amount: "1" },
      { up_to: null, unit_amount: "0" },
    ];
    const rule: UsageRule = {
      ...frame,
      model: "tiered",
      tiers_mode: "graduated",
      tiers,
      group_by: ["region"],
      discounts: [{ amount: "6" }],
    };
    const used: Used[] = [
      ["01-05", "8", { region: "us" }],
      ["01-05", "3", { region: "eu" }],
      ["01-05", "1", { region: "eu" }],
      ["01-05", "2"],
    ];
    expect(amounts(rule, used)).toEqual([
      '{"region":"eu"} 4: 0',
      '{"region":"us"} 8: 3',
      '{"region":null} 2: 2',
    ]);
  });

  it("of groups on one ladder share what it comes to: 5 of 14 units at 10.00 are 3.57", () => {
    const tiers = [
      { up_to: "10", unit_amount: "1" },
      { up_to: null, unit_amount: "0" },
    ];
    const model = { model: "tiered", tiers_mode: "graduated", tiers, group_ladder: "shared" } as const;
    const rule: UsageRule = { ...frame, ...model, group_by: ["region"] };
    const used: Used[] = [
      ["01-05", "8", { region: "us" }],
      ["01-05", "5", { region: "eu" }],
      ["01-05", "1", { region: "x" }],
    ];
    const drafted = lines(world([[null, rule]], used));
    expect(drafted.map(({ amount }) => amount)).toEqual(["3.57", "5.72", "0.71"]);
    expect(drafted[0]?.shared).toEqual({ quantity: "14", exact_amount: "10", amount: "10" });
    expect(rateByOracle(world([[null, rule]], used)).entries.map(({ charge }) => toText(charge))).toEqual([
      "8",
      "2",
      "0",
    ]);
  });
});

describe("what carries over", () => {
  const seats: UsageRule = {
    ...frame,
    model: "per_unit",
    unit_amount: "1",
    aggregation: "latest",
    carry_over: true,
  };

  it("stands in later periods until it is replaced; zero stands nowhere", () => {
    const used: Used[] = [
      ["01-05", "4"],
      ["03-05", "0"],
    ];
    expect(["01-01", "02-01", "03-01", "04-01"].map((at) => amounts(seats, used, at))).toEqual([
      ["4: 4"],
      ["4: 4"],
      ["0: 0"],
      [],
    ]);
  });

  it("goes over into new terms that carry over too: a level of 31 for 10 of 31 days, then on at twice the price", () => {
    const level = { ...seats, aggregation: "weighted_sum" } as const;
    const rules = [
      [null, level],
      ["2026-01-11", { ...level, unit_amount: "2" }],
    ] as const;
    const drafted = lines(world(rules, [["01-01", "62"]]));
    expect(drafted.map(({ version, quantity, exact_amount }) => [version, quantity, exact_amount])).toEqual([
      [1, "19", "19"],
      [2, "42", "84"],
    ]);
    const kept = [rules[0], ["2026-01-11", { ...level, carry_over: false }]] as const;
    expect(lines(world(kept, [["01-01", "62"]]))).toHaveLength(1);
  });
});
