// Documents at the bounds of what is read: what has just its place, what is one too many, and which fields are left out.
import { describe, expect, it } from "vitest";
import {
  parseContract,
  parseCreditGrant,
  parseCurrency,
  parseDecimal,
  parsePricingProgram,
  parseTimestamp,
  parseUsageEvent,
  type Result,
} from "../../../src/index.ts";
import { parsePayment } from "../../../src/intake/parsePayment.ts";

const calls = {
  id: "calls",
  name: "Calls",
  type: "usage",
  model: "per_unit",
  metric: "calls",
  unit_amount: "1",
};
const fee = {
  id: "fee",
  name: "Fee",
  type: "subscription",
  model: "flat",
  amount: "1",
  frequency: "monthly",
};
const tiers = [
  { up_to: "10", unit_amount: "1" },
  { up_to: null, unit_amount: "2" },
];
const tiered = { ...calls, model: "tiered", unit_amount: undefined, tiers_mode: "volume", tiers };
const windows = [{ from: "06:00", to: "12:00", unit_amount: "1" }];
const timed = { ...calls, model: "time_of_day", unit_amount: undefined, windows, default: "free" };
const cells = [{ when: { region: "eu" }, unit_amount: "1" }];
const matrix = {
  ...calls,
  model: "matrix",
  unit_amount: undefined,
  dimensions: ["region"],
  cells,
  default: "free",
};
const contract = {
  id: "acme",
  customer_name: "Acme",
  status: "active",
  currency: "USD",
  billing_cadence: "monthly",
  metrics: ["calls"],
};

function told(result: Result<unknown>): readonly string[] {
  return result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path}`);
}

function ofContract(terms: object): readonly string[] {
  return told(parseContract({ ...contract, ...terms }));
}

function ofProgram(rules: readonly object[], terms: object = {}): readonly string[] {
  return told(parsePricingProgram({ contract: "acme", version: 1, rules, ...terms }));
}

function ofRule(rule: object): readonly string[] {
  return ofProgram([rule]).map((issue) => issue.replace("rules[0].", ""));
}

const many = (count: number, make: (at: number) => unknown): unknown[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe("parseContract", () => {
  it("leaves out what is left out", () => {
    const result = parseContract(contract);
    expect(result.ok && result.value).toStrictEqual({
      object: "contract",
      ...contract,
      start_date: null,
      end_date: null,
      timezone: "UTC",
      billing_anchor_date: "1970-01-01",
      rounding: "half_up",
      net_days: 14,
    });
  });

  it.each([
    [{ object: "invoice" }, ["value_invalid object"]],
    [{ object: "contract" }, []],
    [{ status: "terminated" }, []],
    [{ status: "over" }, ["status_invalid status"]],
    [{ metrics: many(1000, (at) => `m${at}`) }, []],
    [{ metrics: many(1001, (at) => `m${at}`) }, ["field_type metrics"]],
    [{ metrics: ["a", "b", "a"] }, ["metrics_duplicate metrics[2]"]],
    [{ metrics: [7, 7] }, ["id_invalid metrics[0]", "id_invalid metrics[1]"]],
    [{ currency: "GOLD" }, ["currency_unknown currency"]],
    [{ currency: 7 }, ["currency_unknown currency"]],
    [{ currency: ["USD"] }, ["currency_unknown currency"]],
    [{ currency: "GOLD", currency_digits: 3 }, []],
    [{ currency: "xGOLD", currency_digits: 3 }, ["currency_unknown currency"]],
    [{ currency: "GOLDx", currency_digits: 3 }, ["currency_unknown currency"]],
    [{ currency: ["GOLD"], currency_digits: 3 }, ["currency_unknown currency"]],
    [{ currency: "USD", currency_digits: 2 }, []],
    [{ currency: "USD", currency_digits: 3 }, ["value_invalid currency_digits"]],
    [{ start_date: "2026-01-01", end_date: "2026-01-02" }, []],
    [{ start_date: "2026-01-01", end_date: "2026-01-01" }, ["period_invalid end_date"]],
    [{ start_date: "2026-01-02", end_date: "2026-01-01" }, ["period_invalid end_date"]],
    [{ end_date: "2026-01-01" }, []],
    [{ start_date: 7, end_date: "2026-01-01" }, ["date_invalid start_date"]],
    [{ timezone: 7 }, ["timezone_invalid timezone"]],
    [{ timezone: ["UTC"] }, ["timezone_invalid timezone"]],
    [{ invoice_prefix: "a.B-1_" }, []],
    [{ invoice_prefix: "a".repeat(32) }, []],
    [{ invoice_prefix: "a".repeat(33) }, ["id_invalid invoice_prefix"]],
    [{ invoice_prefix: " a" }, ["id_invalid invoice_prefix"]],
    [{ invoice_prefix: "a " }, ["id_invalid invoice_prefix"]],
    [{ invoice_prefix: ["a"] }, ["id_invalid invoice_prefix"]],
    [{ drawdown_order: ["priority"] }, []],
    [{ drawdown_order: ["priority", "priority"] }, ["id_duplicate drawdown_order"]],
    [{ drawdown_order: many(20, () => "priority") }, ["value_invalid drawdown_order"]],
  ])("of %j says %j", (terms, expected) => {
    expect(ofContract(terms)).toEqual(expected);
  });

  it("anchors periods at the first of the month in which the contract starts, or at the epoch's, weeks at a Monday", () => {
    const anchors = [
      {},
      { billing_cadence: "weekly" },
      { start_date: "2026-03-17" },
      { start_date: "2026-03-17", billing_cadence: "weekly" },
    ].map((terms) => {
      const result = parseContract({ ...contract, ...terms });
      return result.ok && result.value.billing_anchor_date;
    });
    expect(anchors).toEqual(["1970-01-01", "1970-01-05", "2026-03-01", "2026-03-01"]);
  });
});

describe("parsePricingProgram", () => {
  it("leaves out what is left out", () => {
    const result = parsePricingProgram({ contract: "acme", version: 1, rules: [fee] });
    expect(result.ok && result.value).toStrictEqual({
      object: "pricing_program",
      contract: "acme",
      version: 1,
      effective_date: null,
      rules: [fee],
    });
  });

  it("leaves out what discounts, taxes and commitments leave out", () => {
    const above = {
      discounts: [{ id: "d", percent: "0.1" }],
      taxes: [{ id: "t", name: "T", rate: "0.2" }],
      minimum_commitment: { amount: "10" },
    };
    const result = parsePricingProgram({ contract: "acme", version: 1, rules: [fee], ...above });
    expect(result.ok && result.value).toMatchObject(above);
    const { discounts, taxes, minimum_commitment } = result.ok ? result.value : {};
    expect({ discounts, taxes, minimum_commitment }).toStrictEqual(above);
  });

  it("keeps what discounts, taxes and commitments say", () => {
    const above = {
      discounts: [{ id: "d", name: "D", percent: "0.1", rules: ["fee"] }],
      taxes: [{ id: "t", name: "T", rate: "0.2", inclusive: true, rounding: "line", rules: ["fee"] }],
      minimum_commitment: { amount: "10", name: "C", proration: "day" },
    };
    const result = parsePricingProgram({ contract: "acme", version: 1, rules: [fee], ...above });
    const { discounts, taxes, minimum_commitment } = result.ok ? result.value : {};
    expect({ discounts, taxes, minimum_commitment }).toStrictEqual(above);
  });

  it.each([
    [{ object: "contract" }, ["value_invalid object"]],
    [{ object: "pricing_program" }, []],
    [{ discounts: many(100, (at) => ({ id: `d${at}`, percent: "0.1" })) }, []],
    [{ discounts: many(101, (at) => ({ id: `d${at}`, percent: "0.1" })) }, ["value_invalid discounts"]],
    [{ discounts: [{ id: "d" }] }, ["discount_invalid discounts[0]"]],
    [{ discounts: [{ id: "d", amount: "1", percent: "0.1" }] }, ["discount_invalid discounts[0]"]],
    [{ discounts: [{ id: "d", percent: "0.1", rules: ["none"] }] }, ["rule_unknown discounts[0].rules"]],
    [
      { taxes: [{ id: "t", name: "T", rate: "0.1", rules: ["fee", "none"] }] },
      ["rule_unknown taxes[0].rules"],
    ],
    [
      { taxes: [{ id: "t", name: "T", rate: "0.1", rules: many(1001, (at) => `r${at}`) }] },
      ["value_invalid taxes[0].rules"],
    ],
    [{ taxes: [7, 7] }, ["field_type taxes[0]", "field_type taxes[1]"]],
    [{ discounts: 7, taxes: 7 }, ["field_type discounts", "field_type taxes"]],
  ])("of %j says %j", (terms, expected) => {
    expect(ofProgram([fee], terms)).toEqual(expected);
  });

  it("takes a scope of a thousand rules", () => {
    const rules = many(1000, (at) => ({ ...fee, id: `r${at}`, name: `R${at}` })) as object[];
    const ids = rules.map((_, at) => `r${at}`);
    expect(ofProgram(rules, { discounts: [{ id: "d", percent: "0.1", rules: ids }] })).toEqual([]);
    expect(ofProgram([...rules, { ...fee, id: "more", name: "More" }])).toEqual(["rules_too_many rules"]);
  });

  it("says which rule has a name or an id that is there already", () => {
    expect(ofProgram([fee, { ...fee, id: "other" }])).toEqual(["rule_name_duplicate rules[1].name"]);
    expect(ofProgram([fee, { ...fee, name: "Other" }])).toEqual(["rule_id_duplicate rules[1].id"]);
    const { id: _, name: __, ...bare } = fee;
    expect(ofProgram([bare, bare])).toEqual([
      "rule_field_missing rules[0].name",
      "rule_field_missing rules[1].name",
    ]);
  });

  it("gives each rule without an id one of its name, and another where that is taken", () => {
    const { id: _, ...bare } = fee;
    const idsOf = (...rules: object[]) => {
      const result = parsePricingProgram({ contract: "acme", version: 1, rules });
      return result.ok ? result.value.rules.map(({ id }) => id) : told(result);
    };
    const [own] = idsOf(bare);
    expect(own).toBe("228d43a3");
    const [taken, given] = idsOf({ ...fee, id: own, name: "Other" }, bare);
    expect([taken, given]).toEqual([own, "371bfe36"]);
    const third = idsOf({ ...fee, id: own, name: "Other" }, { ...fee, id: given, name: "Third" }, bare);
    expect(new Set(third).size).toBe(3);
    expect(idsOf({ ...bare, name: "b128" })).toEqual(["0ca2e936"]);
  });
});

describe("a rule", () => {
  it.each([
    [{ ...fee, model: "per_unit" }, ["rule_model_invalid model"]],
    [{ ...calls, model: "flat" }, ["rule_model_invalid model"]],
    [{ ...fee, type: "one_time", frequency: "one_time" }, []],
    [{ ...fee, type: "one_time", frequency: "monthly" }, ["rule_field_conflict frequency"]],
    [{ ...fee, frequency: "one_time" }, ["frequency_invalid frequency"]],
    [
      { ...fee, type: "one_time", frequency: undefined, billing: "in_advance" },
      ["rule_field_conflict billing"],
    ],
    [{ ...fee, frequency: undefined }, ["rule_field_missing frequency"]],
    [{ ...fee, type: "other" }, ["rule_type_invalid type"]],
    [{ ...calls, model: "other" }, ["rule_model_invalid model"]],
    [{ ...fee, proration: "fixed_30", frequency: "daily" }, ["rule_field_conflict proration"]],
    [{ ...fee, proration: "fixed_30", frequency: "weekly" }, ["rule_field_conflict proration"]],
    [{ ...fee, proration: "fixed_30" }, []],
    [{ ...calls, group_by: ["a"], group_ladder: "per_group" }, []],
    [{ ...calls, group_ladder: "per_group" }, []],
    [{ ...calls, group_ladder: "shared" }, ["rule_field_conflict group_ladder"]],
    [{ ...calls, counterparty_side: "taker" }, []],
    [{ ...calls, included_quantity: "1", included_mode: "shift" }, []],
    [{ ...calls, included_mode: "shift" }, []],
    [{ ...calls, included_mode: "cliff" }, ["rule_field_conflict included_mode"]],
    [{ ...timed, included_quantity: "1" }, ["rule_field_conflict included_quantity"]],
    [{ ...matrix, included_quantity: "1" }, ["rule_field_conflict included_quantity"]],
    [{ ...calls, window: { size: "day", combine: "sum" } }, []],
    [
      { ...calls, window: { size: "day", combine: "sum" }, aggregation: "weighted_sum" },
      ["rule_field_conflict window"],
    ],
    [
      { ...calls, window: { size: "day", combine: "sum" }, aggregation: "latest", carry_over: true },
      ["rule_field_conflict window"],
    ],
    [{ ...calls, window: {} }, ["value_invalid window.size", "value_invalid window.combine"]],
    [{ ...calls, window: 7 }, ["field_type window"]],
    [{ ...calls, negative_usage: "reject" }, []],
    [
      { ...calls, negative_usage: "reject", aggregation: "weighted_sum" },
      ["rule_field_conflict negative_usage"],
    ],
    [{ ...calls, model: "bps", unit_amount: undefined, bps: "10", aggregation: "count" }, []],
    [
      { ...calls, model: "bps", unit_amount: undefined, bps: "10", aggregation: "max" },
      ["rule_field_conflict aggregation"],
    ],
    [{ ...calls, model: "bps", unit_amount: undefined, bps: "10", per_event_maximum: "1" }, []],
    [{ ...calls, model: "bps", unit_amount: undefined, bps: "10000" }, []],
    [{ ...calls, model: "bps", unit_amount: undefined, bps: "10000.1" }, ["rate_out_of_range bps"]],
    [{ ...calls, quantity_transform: null }, ["field_type quantity_transform"]],
    [{ ...calls, quantity_transform: 7, aggregation: "count" }, ["field_type quantity_transform"]],
    [
      { ...calls, quantity_transform: { divide_by: "2", stage: "per_event" }, aggregation: "count" },
      ["rule_field_conflict quantity_transform"],
    ],
    [{ ...calls, quantity_transform: { divide_by: "2" }, aggregation: "count" }, []],
    [{ ...calls, quantity_transform: {} }, ["rule_field_missing quantity_transform"]],
    [{ ...calls, effective_from: "2026-01-02", effective_to: "2026-01-02" }, ["date_invalid effective_to"]],
    [{ ...calls, effective_from: "2026-01-02", effective_to: "2026-01-03" }, []],
    [{ ...calls, effective_to: "2026-01-03" }, []],
    [{ ...calls, minimum_amount: "5", maximum_amount: "5" }, []],
    [{ ...calls, minimum_amount: "5.01", maximum_amount: "5" }, ["minimum_above_maximum minimum_amount"]],
    [
      {
        ...calls,
        model: "percentage",
        unit_amount: undefined,
        rate: "0.1",
        per_event_minimum: "2",
        per_event_maximum: "1",
      },
      ["minimum_above_maximum per_event_minimum"],
    ],
    [{ ...calls, discounts: many(100, () => ({ percent: "0.1" })) }, []],
    [{ ...calls, discounts: many(101, () => ({ percent: "0.1" })) }, ["discount_invalid discounts"]],
    [{ ...calls, discounts: 7 }, ["field_type discounts"]],
    [
      { ...calls, discounts: [7, { percent: "2" }, {}] },
      ["field_type discounts[0]", "rate_out_of_range discounts[1].percent", "discount_invalid discounts[2]"],
    ],
    [{ ...calls, filters: many(100, (at) => ({ property: `p${at}`, in: ["a"] })) }, []],
    [
      { ...calls, filters: many(101, (at) => ({ property: `p${at}`, in: ["a"] })) },
      ["filters_invalid filters"],
    ],
    [{ ...calls, filters: [{ property: "p", in: many(1000, String) }] }, []],
    [{ ...calls, filters: [{ property: "p", in: many(1001, String) }] }, ["filters_invalid filters[0].in"]],
    [
      { ...calls, filters: [7, { property: 7, in: ["a"] }, { property: "p", in: 7 }] },
      ["field_type filters[0]", "field_type filters[1].property", "field_type filters[2].in"],
    ],
    [
      { ...calls, filters: [{ property: "p", in: [{}, "a".repeat(255), "a".repeat(256)] }] },
      ["filters_invalid filters[0].in[0]", "filters_invalid filters[0].in[2]"],
    ],
    [{ ...calls, filters: 7 }, ["field_type filters"]],
    [{ ...calls, aggregation: "percentile", percentile: "x" }, ["decimal_invalid_format percentile"]],
    [{ ...calls, aggregation: "percentile", percentile: "0" }, ["rate_out_of_range percentile"]],
    [{ ...calls, name: "n".repeat(255) }, []],
    [{ ...calls, name: "n".repeat(256) }, ["rule_name_invalid name"]],
    [{ ...calls, proration: "none" }, []],
    [{ ...calls, proration: "day" }, ["rule_field_conflict proration"]],
    [{ ...calls, proration: "other" }, ["value_invalid proration"]],
    [{ ...calls, proration: "day", prorated: ["tiers"] }, ["rule_field_conflict prorated[0]"]],
    [{ ...calls, proration: "day", prorated: ["minimum_amount"] }, ["rule_field_conflict prorated[0]"]],
    [{ ...tiered, proration: "day", prorated: ["tiers"] }, []],
    [{ ...timed, proration: "day", prorated: ["tiers"] }, ["rule_field_conflict prorated[0]"]],
    [{ ...timed, proration: "day", prorated: ["tiers"], default: { tiers_mode: "volume", tiers } }, []],
    [
      { ...timed, proration: "day", prorated: ["tiers"], default: undefined },
      ["rule_field_missing default", "rule_field_conflict prorated[0]"],
    ],
    [{ ...matrix, proration: "day", prorated: ["tiers"], cells: [7] }, ["field_type cells[0]"]],
  ] as [object, string[]][])("%j is told %j", (rule, expected) => {
    expect(ofRule(rule)).toEqual(expected);
  });
});

describe("tiers, windows and cells", () => {
  const withTiers = (...list: unknown[]) => ofRule({ ...tiered, tiers: list });
  const withWindows = (...list: unknown[]) => ofRule({ ...timed, windows: list });
  const withCells = (...list: unknown[]) => ofRule({ ...matrix, cells: list });
  const open = { up_to: null, unit_amount: "1" };

  it("say of each tier what is wrong with it, in its place", () => {
    expect(withTiers(7, open)).toEqual(["field_type tiers[0]"]);
    expect(withTiers(open, 7, open)).toEqual([
      "tier_unbounded_not_last tiers[0].up_to",
      "field_type tiers[1]",
    ]);
    expect(withTiers({ up_to: "x", unit_amount: "1" }, { up_to: "1", unit_amount: "1" }, open)).toEqual([
      "decimal_invalid_format tiers[0].up_to",
    ]);
    expect(withTiers({ up_to: "1", unit_amount: "1" }, { up_to: "1", unit_amount: "1" }, open)).toEqual([
      "tiers_not_ascending tiers[1].up_to",
    ]);
    expect(withTiers({ up_to: "1", unit_amount: "1" })).toEqual([
      "tier_last_must_be_unbounded tiers[0].up_to",
    ]);
    expect(withTiers(open, { up_to: "1", unit_amount: "1" })).toEqual([
      "tier_unbounded_not_last tiers[0].up_to",
    ]);
    expect(withTiers({ up_to: "0", unit_amount: "1" }, open)).toEqual([
      "tier_up_to_not_positive tiers[0].up_to",
    ]);
    expect(ofRule({ ...tiered, tiers: 7 })).toEqual(["field_type tiers"]);
  });

  it("say of each window what is wrong with it, and which overlap", () => {
    const at = (from: unknown, to: unknown, more: object = {}) => ({ from, to, unit_amount: "1", ...more });
    expect(withWindows(at("06:00", "12:00"), at("12:00", "24:00"), at("00:00", "06:00"))).toEqual([]);
    expect(withWindows(at("06:00", "12:00"), at("11:59", "13:00"))).toEqual(["windows_overlap windows[1]"]);
    expect(withWindows(at("11:59", "13:00"), at("06:00", "12:00"))).toEqual(["windows_overlap windows[1]"]);
    expect(withWindows(at("06:00", "22:00"), at("07:00", "08:00"), at("21:00", "23:00"))).toEqual([
      "windows_overlap windows[1]",
      "windows_overlap windows[2]",
    ]);
    expect(withWindows(at("22:00", "02:00"), at("01:00", "03:00", { weekdays: ["sun"] }))).toEqual([
      "windows_overlap windows[1]",
    ]);
    expect(withWindows(7, at("06:00", "06:00"), at("6:00", "25:00"))).toEqual([
      "field_type windows[0]",
      "windows_invalid windows[1].to",
      "windows_invalid windows[2].from",
      "windows_invalid windows[2].to",
    ]);
    expect(withWindows(at("06:00x", "12:00"), at("x06:00", ["12:00"]), at(["06:00"], "24:00"))).toEqual([
      "windows_invalid windows[0].from",
      "windows_invalid windows[1].from",
      "windows_invalid windows[1].to",
      "windows_invalid windows[2].from",
    ]);
    expect(
      withWindows(at("06:00", "12:00", { weekdays: 7 }), at("13:00", "14:00", { weekdays: ["mon", "mon"] })),
    ).toEqual(["field_type windows[0].weekdays", "windows_invalid windows[1].weekdays"]);
    expect(withWindows(at("06:00", "12:00", { weekdays: [] }))).toEqual([
      "windows_invalid windows[0].weekdays",
    ]);
    expect(withWindows({ from: "06:00", to: "12:00" }, { from: "06:00", to: "12:00" })).toEqual([
      "cell_invalid windows[0]",
      "cell_invalid windows[1]",
    ]);
    expect(ofRule({ ...timed, windows: 7 })).toEqual(["field_type windows"]);
    const minutes = many(1001, (minute) => {
      const clock = (at: number) =>
        [Math.floor(at / 60), at % 60].map((part) => String(part).padStart(2, "0")).join(":");
      return at(clock(minute as number), clock((minute as number) + 1));
    });
    expect(withWindows(...minutes)).toEqual(["windows_invalid windows"]);
    expect(withWindows(...minutes.slice(1))).toEqual([]);
  });

  it("take each form of a price with what belongs to it", () => {
    const price = (fields: object) =>
      ofRule({ ...timed, default: fields }).map((issue) => issue.replace("default.", ""));
    expect(price({ rate: "0.1" })).toEqual([]);
    expect(price({ unit_amount: "1", rate: "0.1" })).toEqual(["rule_field_conflict rate"]);
    expect(price({ rate: "0.1", round: "up" })).toEqual(["rule_field_conflict round"]);
    expect(price({ package_size: "10", package_amount: "1", round: "down" })).toEqual([]);
    expect(price({ package_size: "10" })).toEqual(["rule_field_missing package_amount"]);
    expect(price({ tiers_mode: "volume" })).toEqual(["rule_field_missing tiers"]);
    expect(price({ round: "up" })).toEqual(["cell_invalid default"]);
    expect(ofRule({ ...timed, default: [] })).toEqual(["field_type default"]);
    expect(ofRule({ ...timed, default: "cheap" })).toEqual(["value_invalid default"]);
  });

  it("say of each cell what is wrong with it, and which are too much alike", () => {
    const cell = (when: object) => ({ when, unit_amount: "1" });
    expect(withCells(cell({ region: "eu" }), cell({ region: "eu" }))).toEqual([
      "cell_duplicate cells[1].when",
    ]);
    expect(withCells(cell({ country: "de" }))).toEqual(["cell_invalid cells[0].when.country"]);
    expect(withCells(cell({ region: {} }), cell({ region: "eu" }))).toEqual([
      "cell_invalid cells[0].when.region",
    ]);
    expect(withCells({ unit_amount: "1", when: 7 })).toEqual(["field_type cells[0].when"]);
    const two = { ...matrix, dimensions: ["region", "tier"] };
    const tied = [cell({ tier: "gold" }), cell({ region: "eu" })];
    expect(ofRule({ ...two, cells: tied })).toEqual(["cell_ambiguous cells[1].when"]);
    expect(ofRule({ ...two, cells: [...tied].reverse() })).toEqual(["cell_ambiguous cells[1].when"]);
    expect(ofRule({ ...two, cells: [...tied, cell({ region: "eu", tier: "gold" })] })).toEqual([]);
    const result = parsePricingProgram({ contract: "acme", version: 1, rules: [{ ...two, cells: tied }] });
    expect(!result.ok && result.issues[0]?.message).toMatch(
      /cells\[0\] are equally specific for (region "eu", tier "gold"|tier "gold", region "eu")/,
    );
    expect(ofRule({ ...two, cells: [cell({ region: "eu", tier: [] }), cell({ region: "eu" })] })).toEqual([
      "cell_invalid cells[0].when.tier",
    ]);
  });

  it("tell of at most twenty ties", () => {
    const cell = (when: object) => ({ when, unit_amount: "1" });
    const ties = [
      ...many(10, (at) => cell({ region: `r${at}` })),
      ...many(10, (at) => cell({ tier: `t${at}` })),
    ];
    const found = ofRule({ ...matrix, dimensions: ["region", "tier"], cells: ties });
    expect(found.length).toBe(20);
  });
});

describe("other documents", () => {
  const grant = { id: "g", contract: "acme", amount: "5" };
  it("a grant leaves out what is left out", () => {
    const result = parseCreditGrant(grant);
    expect(result.ok && result.value).toStrictEqual({
      object: "credit_grant",
      ...grant,
      priority: 50,
      category: "paid",
      effective_date: null,
      expiry_date: null,
    });
    const named = parseCreditGrant({ ...grant, name: "G", rules: ["a"] });
    expect(named.ok && named.value).toMatchObject({ name: "G", rules: ["a"] });
  });

  it("a grant ends after it begins", () => {
    const dates = (effective_date: unknown, expiry_date: unknown) =>
      told(parseCreditGrant({ ...grant, effective_date, expiry_date }));
    expect(dates("2026-01-01", "2026-01-01")).toEqual(["period_invalid expiry_date"]);
    expect(dates("2026-01-01", "2026-01-02")).toEqual([]);
    expect(dates(null, "2026-01-02")).toEqual([]);
    expect(dates("2026-01-02", null)).toEqual([]);
  });

  it("a payment has a date only where it says one", () => {
    const payment = parsePayment({ id: "p", amount: "5" });
    expect(payment.ok && payment.value).toStrictEqual({ id: "p", amount: "5" });
    expect(told(parsePayment(7))).toEqual(["field_type "]);
  });

  it("an event has properties and a counterparty only where it says them", () => {
    const event = {
      external_contract_id: "acme",
      event_id: "e",
      metric: "calls",
      quantity: "1",
      timestamp: "2026-01-01T00:00:00.000Z",
    };
    const plain = parseUsageEvent(event);
    expect(plain.ok && plain.value).toStrictEqual(event);
    const full = { ...event, properties: {}, counterparty: "zed", counterparty_side: "taker" };
    const whole = parseUsageEvent(full);
    expect(whole.ok && whole.value).toStrictEqual(full);
    const shown = parseUsageEvent({ ...event, timestamp: "2026-01-01T01:00:00+01:00" });
    expect(shown.ok && shown.value.timestamp).toBe("2026-01-01T00:00:00.000Z");
  });

  it("single values are read by doors of their own, objects in JSON too", () => {
    expect(parseDecimal("1.50")).toEqual({ ok: true, value: "1.5" });
    expect(parseTimestamp("2026-01-01T00:00:00Z")).toEqual({ ok: true, value: "2026-01-01T00:00:00.000Z" });
    expect(parseCurrency("USD")).toEqual({ ok: true, value: "USD" });
    expect(told(parseCurrency("GOLD"))).toEqual(["currency_unknown "]);
    expect(told(parseDecimal("x"))).toEqual(["decimal_invalid_format "]);
  });
});
