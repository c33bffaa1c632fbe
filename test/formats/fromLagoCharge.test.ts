// Charges of Lago by hand: each model, and each thing that a rule cannot say.
import { describe, expect, it } from "vitest";
import { fromLagoCharge, type LagoChargeOptions } from "../../src/formats/index.ts";
import { must, told } from "./told.ts";

const charge = (charge_model: string, properties: object, fields: object = {}) => ({
  ...{
    lago_id: "ch-1",
    billable_metric_code: "calls",
    charge_model,
    properties,
    invoiceable: true,
    filters: [],
  },
  ...{ pay_in_advance: false, prorated: false, min_amount_cents: 0, invoice_display_name: null, taxes: [] },
  ...fields,
});
const ruleOf = (input: unknown, options: LagoChargeOptions = {}) => must(fromLagoCharge(input, options)).rule;
const head = { id: "ch-1", name: "calls", type: "usage", metric: "calls" };
const range = (from_value: unknown, to_value: unknown, price: object) => ({ from_value, to_value, ...price });
const graduated = (...graduated_ranges: unknown[]) => charge("graduated", { graduated_ranges });
const cheap = { per_unit_amount: "0.5", flat_amount: "0" };

describe("fromLagoCharge", () => {
  it("reads a standard charge, with its groups and names", () => {
    const expected = { ...head, model: "per_unit", unit_amount: "0.05", negative_usage: "clamp" };
    expect(ruleOf(charge("standard", { amount: "0.05" }))).toEqual(expected);
    expect(ruleOf(charge("standard", { amount: "0.05", pricing_group_keys: ["region"] }))).toEqual({
      ...expected,
      group_by: ["region"],
    });
    expect(ruleOf(charge("standard", { amount: "0.05", grouped_by: ["region"] }))).toEqual({
      ...expected,
      group_by: ["region"],
    });
    const named = charge("standard", { amount: "0.05" }, { invoice_display_name: "API calls" });
    expect(
      ruleOf(named, {
        metric: "api",
        measuring: { aggregation: "unique_count", aggregate_property: "user" },
      }),
    ).toEqual({
      ...{ ...expected, name: "API calls", metric: "api" },
      ...{ aggregation: "unique_count", aggregate_property: "user" },
    });
  });

  it("counts the keys of a filter before it combines their values", () => {
    const values = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`k${at}`, ["v"]]));
    const filters = [{ values, properties: { amount: "1" } }];
    expect(told(fromLagoCharge(charge("standard", { amount: "1" }, { filters })))).toEqual([
      "dimensions_invalid filters[0].values",
    ]);
  });

  it("takes group keys under both names where they are the same", () => {
    const both = (...grouped_by: string[]) =>
      charge("standard", { amount: "1", pricing_group_keys: ["region"], grouped_by });
    expect(ruleOf(both("region"))).toMatchObject({ group_by: ["region"] });
    expect(told(fromLagoCharge(both("plan")))).toEqual(["value_conflict properties.grouped_by"]);
  });

  it("reads ranges with and without the gap of one unit", () => {
    const tiers = [
      { up_to: "100", unit_amount: "0.5", flat_amount: "10" },
      { up_to: null, unit_amount: "0.4", flat_amount: "0" },
    ];
    const [first, rest] = [
      { per_unit_amount: "0.5", flat_amount: "10" },
      { per_unit_amount: "0.4", flat_amount: "0" },
    ];
    for (const from of [100, 101, "101"])
      expect(ruleOf(graduated(range(0, 100, first), range(from, null, rest)))).toMatchObject({
        ...{
          model: "tiered",
          tiers_mode: "graduated",
          tiers,
          zero_usage: "first_tier",
          negative_usage: "clamp",
        },
      });
    const volume = charge("volume", { volume_ranges: [range(0, 100, cheap), range(101, null, cheap)] });
    expect(ruleOf(volume)).toMatchObject({ model: "tiered", tiers_mode: "volume" });
    expect(ruleOf(volume)).not.toHaveProperty("zero_usage");
  });

  it("refuses ranges that leave something out or cover it twice", () => {
    const refused = (...ranges: unknown[]) => told(fromLagoCharge(graduated(...ranges)));
    const at = (place: number) => [`price_not_expressible properties.graduated_ranges[${place}].from_value`];
    expect(refused(range(1, null, cheap))).toEqual(at(0));
    expect(refused(range(0, 100, cheap), range(102, null, cheap))).toEqual(at(1));
    expect(refused(range(0, 100, cheap), range(99, null, cheap))).toEqual(at(1));
    const mixed = (...from: number[]) =>
      refused(range(0, 100, cheap), range(from[0], 200, cheap), range(from[1], null, cheap));
    expect([mixed(100, 201), mixed(101, 200)]).toEqual([at(2), at(2)]);
    expect([mixed(100, 200), mixed(101, 201)]).toEqual([[], []]);
    expect(refused(range(0, "0.5", cheap), range("1.5", null, cheap))).toEqual(at(1));
    const shares = (from: number) => ({
      graduated_percentage_ranges: [
        range(0, 10, { rate: "1", flat_amount: "200" }),
        range(from, null, { rate: "2", flat_amount: "0" }),
      ],
    });
    expect(told(fromLagoCharge(charge("graduated_percentage", shares(10))))).toEqual([
      "price_not_expressible properties.graduated_percentage_ranges[1].from_value",
    ]);
    expect(ruleOf(charge("graduated_percentage", shares(11)))).toMatchObject({
      ...{
        zero_usage: "first_tier",
        tiers: [
          { up_to: "10", rate: "0.01", flat_amount: "200" },
          { up_to: null, rate: "0.02" },
        ],
      },
    });
  });

  it("reads packages with free units", () => {
    const packs = { amount: "100", package_size: 10, free_units: 5 };
    expect(ruleOf(charge("package", packs))).toEqual({
      ...{ ...head, model: "package", package_size: "10", package_amount: "100", included_quantity: "5" },
      negative_usage: "clamp",
    });
    expect(ruleOf(charge("package", { ...packs, free_units: 0 }))).not.toHaveProperty("included_quantity");
  });

  it("reads percentages with fixed amounts, free parts and limits", () => {
    const free = {
      rate: "1.3",
      fixed_amount: "2",
      free_units_per_events: 3,
      free_units_per_total_aggregation: "15.5",
    };
    expect(ruleOf(charge("percentage", free))).toEqual({
      ...{
        ...head,
        model: "percentage",
        rate: "0.013",
        fixed_amount: "2",
        free_events: 3,
        free_amount: "15.5",
      },
    });
    const limits = { per_transaction_min_amount: "1.75", per_transaction_max_amount: "12" };
    expect(ruleOf(charge("percentage", { rate: "2.99", ...limits, free_units_per_events: null }))).toEqual({
      ...{ ...head, model: "percentage", rate: "0.0299", per_event_minimum: "1.75", per_event_maximum: "12" },
    });
    expect(must(fromLagoCharge(charge("percentage", free))).notes.map(({ path }) => path)).toEqual([
      "properties.fixed_amount",
    ]);
    expect(told(fromLagoCharge(charge("percentage", { ...free, ...limits })))).toEqual([
      "price_not_expressible properties.free_units_per_total_aggregation",
    ]);
    expect(told(fromLagoCharge(charge("percentage", { rate: "101" })))).toEqual([
      "rate_out_of_range properties.rate",
    ]);
    expect(told(fromLagoCharge(charge("percentage", { rate: "1", free_units_per_events: "1.5" })))).toEqual([
      "integer_invalid properties.free_units_per_events",
    ]);
  });

  it("reads dynamic charges and minimums, which are in cents of a currency", () => {
    expect(ruleOf(charge("dynamic", {}), { currency: "EUR" })).toEqual({
      ...{
        ...head,
        model: "dynamic",
        amount_property: "precise_total_amount_cents",
        multiplier: "0.01",
        currency: "EUR",
      },
    });
    expect(must(fromLagoCharge(charge("dynamic", {}), { currency: "EUR" })).notes).toEqual([
      {
        path: "charge_model",
        message: "bills the amounts of the events, also where the units of a period add up to 0",
      },
    ]);
    expect(ruleOf(charge("dynamic", {}), { currency: "JPY" })).toMatchObject({ multiplier: "1" });
    const least = charge("standard", { amount: "1" }, { min_amount_cents: 1050 });
    expect(ruleOf(least, { currency: "USD" })).toMatchObject({
      minimum_amount: "10.5",
      proration: "day",
      prorated: ["minimum_amount"],
    });
    expect(told(fromLagoCharge(least))).toEqual(["option_missing options.currency"]);
    expect(told(fromLagoCharge(charge("dynamic", {})))).toEqual(["option_missing options.currency"]);
    expect(told(fromLagoCharge(least, { currency: "XYZ" }))).toEqual(["currency_unknown options.currency"]);
  });

  it("reads filters as a matrix", () => {
    const filters = [
      {
        invoice_display_name: "EU",
        properties: { amount: "2" },
        values: { region: ["eu", "uk"], size: ["l"] },
      },
      { invoice_display_name: null, properties: { amount: "3" }, values: { region: ["us"] } },
    ];
    const { rule, notes } = must(fromLagoCharge(charge("standard", { amount: "1" }, { filters })));
    expect(rule).toEqual({
      ...{
        ...head,
        model: "matrix",
        dimensions: ["region", "size"],
        default: { unit_amount: "1" },
        negative_usage: "clamp",
      },
      cells: [
        { when: { region: "eu", size: "l" }, unit_amount: "2" },
        { when: { region: "uk", size: "l" }, unit_amount: "2" },
        { when: { region: "us" }, unit_amount: "3" },
      ],
    });
    expect(notes.map(({ path }) => path)).toEqual(["filters"]);
  });

  it("takes group keys beside filters only where all have the same", () => {
    const filtered = (own: object, ...others: object[]) =>
      fromLagoCharge(
        charge(
          "standard",
          { amount: "1", ...own },
          {
            filters: others.map((keys, at) => ({
              properties: { amount: "2", ...keys },
              values: { region: [`r${at}`] },
            })),
          },
        ),
      );
    const team = { pricing_group_keys: ["team"] };
    const named = (at: number, name = "pricing_group_keys") =>
      `price_not_expressible filters[${at}].properties.${name}`;
    expect(told(filtered({}, team))).toEqual([named(0)]);
    expect(told(filtered(team, {}))).toEqual([named(0)]);
    expect(told(filtered(team, team, {}, { pricing_group_keys: ["plan"] }))).toEqual([named(1), named(2)]);
    expect(told(filtered({}, { grouped_by: ["team"] }))).toEqual([named(0, "grouped_by")]);
    expect(told(filtered(team, { pricing_group_keys: ["team"], grouped_by: ["plan"] }))).toEqual([
      "value_conflict filters[0].properties.grouped_by",
    ]);
    expect(must(filtered(team, team, { grouped_by: ["team"] })).rule).toMatchObject({ group_by: ["team"] });
    const [both, turned] = [
      ["team", "plan"],
      ["plan", "team"],
    ].map((keys) => ({ pricing_group_keys: keys }));
    expect(must(filtered({ ...both }, { ...turned })).rule).toMatchObject({ group_by: ["team", "plan"] });
    expect(must(filtered({}, {})).rule).not.toHaveProperty("group_by");
  });

  it("counts the tiers of all combinations before it combines them", () => {
    const ranges = Array.from({ length: 1000 }, (_, at) =>
      range(at, at === 999 ? null : at + 1, { per_unit_amount: "1" }),
    );
    const names = (count: number) => Array.from({ length: count }, (_, at) => `v${at}`);
    const filtered = (...values: object[]) => {
      const graduated_ranges = [range(0, null, { per_unit_amount: "1" })];
      const filters = values.map((one) => ({ values: one, properties: { graduated_ranges: ranges } }));
      return fromLagoCharge(charge("graduated", { graduated_ranges }, { filters }));
    };
    expect(told(filtered({ a: names(100), b: names(100) }))).toEqual(["tiers_too_many filters[0].values"]);
    expect(told(filtered({ a: names(6) }, { b: names(5) }))).toEqual(["tiers_too_many filters[1].values"]);
    expect(must(filtered({ a: names(10) })).rule).toMatchObject({ model: "matrix", dimensions: ["a"] });
  });

  it("refuses a filter that lists no value for a key", () => {
    const filters = [
      { properties: { amount: "2" }, values: { region: ["eu"], tier: [] } },
      { properties: { amount: "3" }, values: { region: null } },
    ];
    expect(told(fromLagoCharge(charge("standard", { amount: "1" }, { filters })))).toEqual([
      "value_invalid filters[0].values.tier",
      "value_invalid filters[1].values.region",
    ]);
  });

  it("refuses filters whose prices no cell can have", () => {
    const filtered = (model: string, properties: object, values: object = { region: ["eu"] }) =>
      told(
        fromLagoCharge(charge(model, properties, { filters: [{ properties, values }] }), { currency: "USD" }),
      );
    const flat = { per_unit_amount: "1", flat_amount: "5" };
    expect(filtered("graduated", { graduated_ranges: [range(0, null, flat)] })).toEqual([
      ...["price_not_expressible filters[0].properties", "price_not_expressible properties"],
    ]);
    expect(filtered("package", { amount: "1", package_size: 5, free_units: 2 })).toContain(
      "price_not_expressible filters[0].properties.free_units",
    );
    expect(filtered("percentage", { rate: "1", fixed_amount: "2" })).toContain(
      "price_not_expressible filters[0].properties",
    );
    expect(filtered("dynamic", {})).toContain("price_not_expressible properties");
    expect(filtered("standard", { amount: "1" }, { region: ["__ALL_FILTER_VALUES__"] })).toContain(
      "price_not_expressible filters[0].values.region[0]",
    );
    expect(filtered("standard", { amount: "1" }, { region: [5] })).toContain(
      "field_type filters[0].values.region[0]",
    );
    const many = Object.fromEntries(
      ["a", "b", "c"].map((key) => [key, Array.from({ length: 30 }, (_, at) => `v${at}`)]),
    );
    expect(filtered("standard", { amount: "1" }, many)).toContain("cells_too_many filters[0].values");
    const twice = [
      { properties: { amount: "1" }, values: { a: ["x"] } },
      { properties: { amount: "2" }, values: { b: ["y"] } },
    ];
    expect(told(fromLagoCharge(charge("standard", { amount: "3" }, { filters: twice })))).toEqual([
      "cell_ambiguous filters[1].when",
    ]);
    expect(told(fromLagoCharge(charge("standard", { amount: "3" }, { filters: [{}] })))).toContain(
      "field_missing filters[0].values",
    );
  });

  it("refuses by name what a rule cannot say", () => {
    const refused = (fields: object) => told(fromLagoCharge(charge("standard", { amount: "1" }, fields)));
    expect(refused({ accepts_target_wallet: false })).toEqual([]);
    for (const field of ["pay_in_advance", "prorated", "accepts_target_wallet"])
      expect(refused({ [field]: true })).toEqual([`price_not_expressible ${field}`]);
    expect(refused({ invoiceable: false })).toEqual(["price_not_expressible invoiceable"]);
    expect(refused({ applied_pricing_unit: { code: "credits" } })).toEqual([
      "price_not_expressible applied_pricing_unit",
    ]);
    expect(told(fromLagoCharge(charge("custom", { custom_properties: {} })))).toEqual([
      "price_not_expressible charge_model",
    ]);
    expect(refused({ surcharge: "1" })).toEqual(["field_unknown surcharge"]);
    expect(told(fromLagoCharge(charge("standard", { amount: "1", volume_ranges: [1] })))).toEqual([
      "field_unknown properties.volume_ranges",
    ]);
    expect(
      must(fromLagoCharge(charge("standard", { amount: "1" }, { taxes: [{ code: "vat" }] }))).notes[0]?.path,
    ).toBe("taxes");
  });

  it("says what is missing or wrong, with its path", () => {
    expect(told(fromLagoCharge({}))).toEqual([
      "option_missing options.metric",
      "field_missing charge_model",
      "field_missing properties",
    ]);
    expect(told(fromLagoCharge(charge("standard", {})))).toEqual(["field_missing properties.amount"]);
    expect(told(fromLagoCharge(charge("standard", { amount: 0.1 + 0.2 })))).toEqual([
      "number_not_exact properties.amount",
    ]);
    expect(told(fromLagoCharge(charge("graduated", {})))).toEqual([
      "field_missing properties.graduated_ranges",
    ]);
    expect(told(fromLagoCharge(graduated(range(0, 10, cheap))))).toEqual([
      "tier_last_must_be_unbounded properties.graduated_ranges[0].to_value",
    ]);
    expect(told(fromLagoCharge(graduated(5)))).toContain("field_type properties.graduated_ranges[0]");
  });
});
