// Prices of Orb by hand: each model, the adjustments, and what a rule cannot say.
import { describe, expect, it } from "vitest";
import { fromOrbPrice, type PriceOptions } from "../../src/formats/index.ts";
import { must, told } from "./told.ts";

const price = (model_type: string, config: object, fields: object = {}) => ({
  ...{
    id: "p1",
    name: "Requests",
    model_type,
    price_type: "usage_price",
    cadence: "monthly",
    currency: "USD",
  },
  ...{
    [`${model_type}_config`]: config,
    discount: null,
    minimum: null,
    maximum: null,
    metadata: {},
    conversion_rate: null,
  },
  ...{
    item: { id: "i1", name: "Item" },
    billing_cycle_configuration: { duration: 1, duration_unit: "month" },
  },
  ...fields,
});
const options: PriceOptions = { metric: "requests", cadence: "monthly" };
const ruleOf = (input: unknown) => must(fromOrbPrice(input, options)).rule;
const refused = (input: unknown) => told(fromOrbPrice(input, options));
const head = { id: "p1", name: "Requests", type: "usage", metric: "requests", currency: "USD" };
const unit = { unit_amount: "0.5" };

describe("fromOrbPrice", () => {
  it("reads units, packages and free packages", () => {
    expect(ruleOf(price("unit", unit))).toEqual({ ...head, model: "per_unit", unit_amount: "0.5" });
    const packs = { package_amount: "0.80", package_size: 10 };
    const expected = { ...head, model: "package", package_amount: "0.8", package_size: "10" };
    expect(ruleOf(price("package", packs))).toEqual(expected);
    const free = ruleOf(price("package_with_allocation", { ...packs, allocation: "20" }));
    expect(free).toEqual({ ...expected, included_quantity: "20" });
  });

  it("reads tiers, whose lower bound is exclusive", () => {
    const tiers = [
      { first_unit: 0, last_unit: 10, unit_amount: "0.50" },
      { first_unit: 10, last_unit: null, unit_amount: "0.10" },
    ];
    const expected = [
      { up_to: "10", unit_amount: "0.5" },
      { up_to: null, unit_amount: "0.1" },
    ];
    expect(ruleOf(price("tiered", { tiers }))).toEqual({
      ...head,
      model: "tiered",
      tiers_mode: "graduated",
      tiers: expected,
    });
    const bulk = [
      { maximum_units: "10", unit_amount: "0.50" },
      { maximum_units: null, unit_amount: "0.10" },
    ];
    expect(ruleOf(price("bulk", { tiers: bulk }))).toMatchObject({ tiers_mode: "volume", tiers: expected });
    const gap = [tiers[0], { ...tiers[1], first_unit: 11 }];
    expect(refused(price("tiered", { tiers: gap }))).toEqual([
      "price_not_expressible tiered_config.tiers[1].first_unit",
    ]);
    expect(refused(price("tiered", { tiers: [tiers[1]] }))).toEqual([
      "price_not_expressible tiered_config.tiers[0].first_unit",
    ]);
    expect(refused(price("bulk", { tiers: [bulk[0]] }))).toEqual([
      "tier_last_must_be_unbounded bulk_config.tiers[0].maximum_units",
    ]);
  });

  it("reads tiers of groups, by their lower bounds", () => {
    const tiers = [
      { tier_lower_bound: "0", unit_amount: "2" },
      { tier_lower_bound: "100", unit_amount: "1" },
    ];
    const config = { grouping_key: "region", tiers };
    expect(ruleOf(price("grouped_tiered", config))).toMatchObject({
      ...{ group_by: ["region"], tiers_mode: "graduated" },
      tiers: [
        { up_to: "100", unit_amount: "2" },
        { up_to: null, unit_amount: "1" },
      ],
    });
    expect(refused(price("grouped_tiered", { ...config, tiers: [tiers[1]] }))).toEqual([
      "price_not_expressible grouped_tiered_config.tiers[0].tier_lower_bound",
    ]);
    expect(refused(price("grouped_tiered", { tiers }))).toContain(
      "field_missing grouped_tiered_config.grouping_key",
    );
  });

  it("counts free units in packages where tiers do, and refuses them of groups", () => {
    const free = (usage_discount: string) => ({ discount: { discount_type: "usage", usage_discount } });
    const tiers = [{ tier_lower_bound: "0", per_unit: "2" }];
    const config = { package_size: "100", tiers };
    expect(ruleOf(price("tiered_package", config, free("500")))).toMatchObject({
      included_quantity: "5",
      quantity_transform: { divide_by: "100", round: "up" },
    });
    const cannot = ["price_not_expressible discount"];
    expect(refused(price("tiered_package", config, free("550")))).toEqual(cannot);
    const groups = { ...config, grouping_key: "region" };
    expect(refused(price("grouped_tiered_package", groups, free("500")))).toEqual(cannot);
    const units = { grouping_key: "region", tiers: [{ tier_lower_bound: "0", unit_amount: "2" }] };
    expect(refused(price("grouped_tiered", units, free("500")))).toEqual(cannot);
  });

  it("reads tiers of packages: bounds count packages here", () => {
    const tiers = [
      { tier_lower_bound: "0", per_unit: "2" },
      { tier_lower_bound: "1000", per_unit: "1" },
    ];
    expect(ruleOf(price("tiered_package", { package_size: "100", tiers }))).toMatchObject({
      ...{ tiers_mode: "graduated", quantity_transform: { divide_by: "100", round: "up" } },
      tiers: [
        { up_to: "10", unit_amount: "2" },
        { up_to: null, unit_amount: "1" },
      ],
    });
    expect(
      ruleOf(price("grouped_tiered_package", { package_size: "100", grouping_key: "g", tiers })),
    ).toMatchObject({ group_by: ["g"] });
    expect(refused(price("tiered_package", { package_size: "300", tiers }))).toEqual([
      "price_not_expressible tiered_package_config.tiers[1].tier_lower_bound",
    ]);
  });

  it("reads a matrix", () => {
    const matrix_values = [
      { dimension_values: ["eu", "l"], unit_amount: "2" },
      { dimension_values: ["us", "s"], unit_amount: "3" },
    ];
    const config = { dimensions: ["region", "size"], default_unit_amount: "1", matrix_values };
    expect(ruleOf(price("matrix", config))).toEqual({
      ...{ ...head, model: "matrix", dimensions: ["region", "size"], default: { unit_amount: "1" } },
      cells: [
        { when: { region: "eu", size: "l" }, unit_amount: "2" },
        { when: { region: "us", size: "s" }, unit_amount: "3" },
      ],
    });
    const single = {
      ...config,
      dimensions: ["region", null],
      matrix_values: [{ dimension_values: ["eu", null], unit_amount: "2" }],
    };
    expect(ruleOf(price("matrix", single))).toMatchObject({
      dimensions: ["region"],
      cells: [{ when: { region: "eu" } }],
    });
    const open = {
      ...config,
      matrix_values: [
        { dimension_values: ["eu", null], unit_amount: "2" },
        { dimension_values: [5, "l"], unit_amount: "1" },
      ],
    };
    expect(refused(price("matrix", open))).toEqual([
      "price_not_expressible matrix_config.matrix_values[0].dimension_values[1]",
      "field_type matrix_config.matrix_values[1].dimension_values[0]",
    ]);
  });

  it("reads shares: basis points and percents of a unit's price", () => {
    expect(ruleOf(price("bps", { bps: 15, per_unit_maximum: "100" }))).toEqual({
      ...{ ...head, model: "bps", bps: "15", per_event_maximum: "100" },
    });
    const tiers = [
      { minimum_amount: "0", maximum_amount: "1000", bps: 30, per_unit_maximum: null },
      { minimum_amount: "1000", maximum_amount: null, bps: "2.5", per_unit_maximum: null },
    ];
    const shares = [
      { up_to: "1000", rate: "0.003" },
      { up_to: null, rate: "0.00025" },
    ];
    expect(ruleOf(price("tiered_bps", { tiers }))).toMatchObject({ tiers_mode: "graduated", tiers: shares });
    const bulk = tiers.map(({ minimum_amount: _, ...tier }) => tier);
    expect(ruleOf(price("bulk_bps", { tiers: bulk }))).toMatchObject({ tiers_mode: "volume", tiers: shares });
    const capped = [{ ...bulk[0], per_unit_maximum: "5" }, bulk[1]];
    expect(refused(price("bulk_bps", { tiers: capped }))).toEqual([
      "price_not_expressible bulk_bps_config.tiers[0].per_unit_maximum",
    ]);
    expect(ruleOf(price("unit_with_percent", { unit_amount: "0.25", percent: "12.5" }))).toMatchObject({
      ...{ model: "per_unit", unit_amount: "0.03125" },
    });
  });

  it("reads the discount, the minimum and the maximum of the price itself", () => {
    const adjusted = price("unit", unit, {
      discount: { discount_type: "percentage", percentage_discount: 0.15, applies_to_price_ids: ["p1"] },
      minimum: {
        minimum_amount: "10",
        filters: [{ field: "price_id", operator: "includes", values: ["p1"] }],
      },
      ...{ minimum_amount: "10.00", maximum_amount: "20" },
    });
    expect(ruleOf(adjusted)).toMatchObject({
      discounts: [{ percent: "0.15" }],
      minimum_amount: "10",
      maximum_amount: "20",
    });
    const discounted = (discount: object) => price("unit", unit, { discount });
    expect(ruleOf(discounted({ discount_type: "amount", amount_discount: "5" }))).toMatchObject({
      discounts: [{ amount: "5" }],
    });
    expect(ruleOf(discounted({ discount_type: "usage", usage_discount: 7 }))).toMatchObject({
      included_quantity: "7",
    });
    expect(refused(discounted({ discount_type: "trial" }))).toEqual([
      "price_not_expressible discount.discount_type",
    ]);
    expect(refused(discounted({ discount_type: "amount" }))).toEqual([
      "field_missing discount.amount_discount",
    ]);
    expect(
      refused(discounted({ discount_type: "amount", amount_discount: "5", applies_to_price_ids: ["p2"] })),
    ).toEqual(["price_not_expressible discount.applies_to_price_ids"]);
    expect(
      refused(discounted({ discount_type: "amount", amount_discount: "5", filters: [{ field: "item_id" }] })),
    ).toEqual(["price_not_expressible discount.filters[0].field"]);
    expect(refused(price("unit", unit, { minimum: { minimum_amount: "1" }, minimum_amount: "2" }))).toEqual([
      "value_conflict minimum_amount",
    ]);
    expect(refused(price("unit", unit, { minimum_amount: "3", maximum_amount: "2" }))).toEqual([
      "minimum_above_maximum minimum",
    ]);
    const free = price("package_with_allocation", { package_amount: "1", package_size: 5, allocation: "9" });
    expect(refused({ ...free, discount: { discount_type: "usage", usage_discount: 7 } })).toEqual([
      "price_not_expressible discount",
    ]);
  });

  it("refuses adjustments whose filters are for more than the price alone, or for others", () => {
    const own = { field: "price_id", operator: "includes", values: ["p1"] };
    const adjustments = {
      discount: { discount_type: "amount", amount_discount: "5" },
      minimum: { minimum_amount: "10" },
      maximum: { maximum_amount: "10" },
    };
    for (const [name, adjustment] of Object.entries(adjustments)) {
      const filtered = (...filters: unknown[]) =>
        refused(price("unit", unit, { [name]: { ...adjustment, filters } }));
      const cannot = (field: string) => [`price_not_expressible ${name}.filters[0].${field}`];
      expect(filtered()).toEqual([]);
      expect(filtered(own)).toEqual([]);
      expect(filtered({ ...own, values: ["p1", "p2"] })).toEqual(cannot("values"));
      for (const values of [["p2"], [], "p1", null, undefined])
        expect(filtered({ ...own, values })).toEqual(cannot("values"));
      expect(filtered({ ...own, operator: "excludes" })).toEqual(cannot("operator"));
      expect(filtered({ ...own, operator: null })).toEqual(cannot("operator"));
      expect(filtered({ ...own, operator: "excludes", values: ["p2"] })).toEqual([
        ...cannot("operator"),
        ...cannot("values"),
      ]);
      expect(filtered({ ...own, field: "item_id", values: ["i1"] })).toEqual(cannot("field"));
      expect(filtered({ ...own, field: undefined })).toEqual(cannot("field"));
      expect(filtered({ ...own, item: "i1" })).toEqual([`field_unknown ${name}.filters[0].item`]);
      expect(filtered(own, { ...own, values: ["p2"] })).toEqual([
        `price_not_expressible ${name}.filters[1].values`,
      ]);
    }
  });

  it("keeps its discount whatever the option measuring has beside its own fields", () => {
    const discounted = price("unit", unit, {
      discount: { discount_type: "percentage", percentage_discount: "0.1" },
    });
    const measuring = { aggregation: "count", discounts: [] } as object;
    expect(must(fromOrbPrice(discounted, { ...options, measuring })).rule).toMatchObject({
      aggregation: "count",
      discounts: [{ percent: "0.1" }],
    });
  });

  it("refuses a fee that says two things", () => {
    const fixed = (fields: object, more: PriceOptions = {}) =>
      told(
        fromOrbPrice(price("unit", { unit_amount: "20" }, { price_type: "fixed_price", ...fields }), {
          ...options,
          ...more,
        }),
      );
    const three = { fixed_price_quantity: 3 };
    expect(fixed(three, { quantity: "5" })).toEqual(["value_conflict fixed_price_quantity"]);
    expect(fixed(three, { quantity: "3.0" })).toEqual([]);
    expect(fixed({ fixed_price_quantity: null }, { quantity: "5" })).toEqual([]);
    expect(fixed({ fixed_price_quantity: "many" }, { quantity: "5" })).toEqual([
      "decimal_invalid_format fixed_price_quantity",
    ]);
    const conflict = ["value_conflict billed_in_advance"];
    expect(fixed({ billing_mode: "in_advance", billed_in_advance: false })).toEqual(conflict);
    expect(fixed({ billing_mode: "in_arrear", billed_in_advance: true })).toEqual(conflict);
    expect(fixed({ cadence: "one_time", billing_mode: "in_arrear", billed_in_advance: true })).toEqual(
      conflict,
    );
    expect(fixed({ billing_mode: "in_advance", billed_in_advance: true })).toEqual([]);
    expect(fixed({ billing_mode: "in_arrear", billed_in_advance: false })).toEqual([]);
    for (const billing_mode of ["in_arrears", "", 5])
      expect(fixed({ billing_mode })).toEqual(["value_invalid billing_mode"]);
    for (const billed_in_advance of ["false", 0])
      expect(fixed({ billed_in_advance })).toEqual(["field_type billed_in_advance"]);
    const usage = (fields: object) => refused(price("unit", unit, fields));
    expect(usage({ billing_mode: "later" })).toEqual(["value_invalid billing_mode"]);
    expect(usage({ billing_mode: "in_arrear", billed_in_advance: false })).toEqual([]);
    expect(usage({ billing_mode: "in_arrear", billed_in_advance: true })).toEqual(conflict);
    expect(usage({ billing_mode: "in_advance", billed_in_advance: true })).toEqual([
      "price_not_expressible billing_mode",
    ]);
  });

  it("reads fees", () => {
    const fixed = (fields: object) =>
      price("unit", { unit_amount: "20" }, { price_type: "fixed_price", fixed_price_quantity: 3, ...fields });
    expect(
      ruleOf(fixed({ billing_mode: "in_advance", cadence: "quarterly", billing_cycle_configuration: null })),
    ).toEqual({
      ...{ id: "p1", name: "Requests", type: "subscription", model: "flat", currency: "USD" },
      ...{ amount: "20", quantity: "3", frequency: "quarterly" },
    });
    expect(ruleOf(fixed({ billing_mode: "in_arrear" }))).toMatchObject({ billing: "in_arrears" });
    expect(ruleOf(fixed({ billed_in_advance: false }))).toMatchObject({ billing: "in_arrears" });
    expect(ruleOf(fixed({ cadence: "one_time" }))).toMatchObject({
      type: "one_time",
      amount: "20",
      quantity: "3",
    });
    expect(must(fromOrbPrice(fixed({}), options)).notes.map(({ path }) => path)).toEqual(["billing_mode"]);
    const packs = price("package", { package_amount: "1", package_size: 5 }, { price_type: "fixed_price" });
    expect(refused(packs)).toEqual(["price_not_expressible model_type"]);
    expect(
      refused(
        price("unit", { unit_amount: "0.005" }, { price_type: "fixed_price", billing_mode: "in_advance" }),
      ),
    ).toEqual(["amount_scale_exceeds_currency unit_config.unit_amount"]);
  });

  it("reads cadences, also by their length", () => {
    const billed = (fields: object) => refused(price("unit", unit, fields));
    const cycle = (duration: number, duration_unit: string) => ({ duration, duration_unit });
    expect(billed({ cadence: "custom" })).toEqual([]);
    expect(billed({ cadence: "custom", billing_cycle_configuration: null })).toEqual([
      "price_not_expressible cadence",
    ]);
    expect(billed({ cadence: "custom", billing_cycle_configuration: cycle(45, "day") })).toEqual([
      "price_not_expressible billing_cycle_configuration",
    ]);
    expect(billed({ cadence: "annual", billing_cycle_configuration: null })).toEqual([
      "price_not_expressible cadence",
    ]);
    expect(billed({ cadence: "annual" })).toEqual([
      "price_not_expressible billing_cycle_configuration",
      "price_not_expressible cadence",
    ]);
    expect(billed({ cadence: "hourly" })).toEqual(["price_not_expressible cadence"]);
    expect(billed({ cadence: "one_time" })).toEqual(["price_not_expressible cadence"]);
    expect(billed({ invoicing_cycle_configuration: cycle(1, "day") })).toEqual([
      "price_not_expressible invoicing_cycle_configuration",
    ]);
    const { notes } = must(fromOrbPrice(price("unit", unit), { metric: "requests" }));
    expect(notes.map(({ path }) => path)).toEqual(["cadence"]);
  });

  it("refuses by name what a rule cannot say", () => {
    for (const model of [
      "percent",
      "event_output",
      "threshold_total_amount",
      "matrix_with_allocation",
      "cumulative_grouped_bulk",
    ])
      expect(refused(price(model, {}))).toEqual(["price_not_expressible model_type"]);
    for (const field of ["credit_allocation", "dimensional_price_configuration", "composite_price_filters"])
      expect(refused(price("unit", unit, { [field]: { a: 1 } }))).toEqual([`price_not_expressible ${field}`]);
    expect(refused(price("unit", unit, { bulk_config: { tiers: [1] } }))).toEqual([
      "price_not_expressible bulk_config",
    ]);
    expect(refused(price("unit", unit, { conversion_rate: 2 }))).toEqual([
      "price_not_expressible conversion_rate",
    ]);
    const converted = {
      conversion_rate_config: { conversion_rate_type: "unit", unit_config: { unit_amount: "2" } },
    };
    expect(refused(price("unit", unit, converted))).toEqual(["price_not_expressible conversion_rate_config"]);
    expect(refused(price("unit", { ...unit, prorated: true }))).toEqual([
      "price_not_expressible unit_config.prorated",
    ]);
    expect(refused(price("unit", { ...unit, scaling_factor: 2 }))).toEqual([
      "price_not_expressible unit_config.scaling_factor",
    ]);
    expect(refused(price("unit", unit, { price_type: "composite_price" }))).toEqual([
      "price_not_expressible price_type",
    ]);
    expect(refused(price("unit", unit, { billing_mode: "in_advance" }))).toEqual([
      "price_not_expressible billing_mode",
    ]);
    expect(refused(price("unit", unit, { billed_in_advance: true }))).toEqual([
      "price_not_expressible billed_in_advance",
    ]);
  });

  it("says what is missing or wrong, with its path", () => {
    expect(told(fromOrbPrice({}))).toContain("field_missing model_type");
    expect(told(fromOrbPrice(price("unit", unit)))).toEqual(["option_missing options.metric"]);
    expect(refused(price("unit", {}))).toEqual(["field_missing unit_config.unit_amount"]);
    expect(refused({ ...price("unit", unit), unit_config: null })).toEqual(["field_missing unit_config"]);
    expect(refused(price("unit", unit, { surcharge: 1 }))).toEqual(["field_unknown surcharge"]);
    expect(refused(price("unit", { ...unit, tax: 1 }))).toEqual(["field_unknown unit_config.tax"]);
    expect(refused(price("tiered", { tiers: "all" }))).toContain("field_type tiered_config.tiers");
  });
});
