// Prices of other systems that leave things out: what then holds, and what has to be there or of another type.
import { describe, expect, it } from "vitest";
import { fromLagoCharge, fromOrbPrice, fromStripePrice, type PriceOptions } from "../../src/formats/index.ts";
import { must, told } from "./told.ts";

const options: PriceOptions = { metric: "requests", cadence: "monthly" };
const unit = { unit_amount: "0.5" };

function orb(model_type: string, config: object, fields: object = {}) {
  const head = { id: "p1", name: "Requests", model_type, price_type: "usage_price", cadence: "monthly" };
  return fromOrbPrice({ ...head, currency: "USD", [`${model_type}_config`]: config, ...fields }, options);
}

function lago(charge_model: string, properties: object, fields: object = {}) {
  return fromLagoCharge({
    lago_id: "c1",
    billable_metric_code: "calls",
    charge_model,
    properties,
    ...fields,
  });
}

describe("a price of Orb that leaves something out", () => {
  it("is one of usage, without a currency of its own, and has no limit", () => {
    expect(must(orb("unit", unit, { price_type: undefined })).rule.type).toBe("usage");
    const fee = { price_type: "fixed_price", fixed_price_quantity: 1, currency: undefined };
    expect(must(orb("unit", unit, fee)).rule).toEqual({
      ...{ id: "p1", name: "Requests", type: "subscription", model: "flat", amount: "0.5" },
      ...{ frequency: "monthly", quantity: "1" },
    });
    const bps = {
      id: "p1",
      name: "Requests",
      type: "usage",
      model: "bps",
      currency: "USD",
      metric: "requests",
    };
    expect(must(orb("bps", { bps: "5" })).rule).toEqual({ ...bps, bps: "5" });
    expect(must(orb("bps", { bps: "5", per_unit_maximum: "2" })).rule).toEqual({
      ...{ ...bps, bps: "5", per_event_maximum: "2" },
    });
  });

  it.each<[string, ReturnType<typeof orb>]>([
    ["field_missing cadence", orb("unit", unit, { cadence: undefined })],
    ["field_type cadence", orb("unit", unit, { cadence: 7 })],
    ["field_type cadence", orb("unit", unit, { cadence: "" })],
    [
      "field_type currency",
      orb("unit", unit, { price_type: "fixed_price", fixed_price_quantity: 1, currency: 7 }),
    ],
    ["field_missing discount.discount_type", orb("unit", unit, { discount: {} })],
    ["value_invalid discount.discount_type", orb("unit", unit, { discount: { discount_type: "x" } })],
    ["field_missing tiered_config.tiers", orb("tiered", {})],
    ["field_type tiered_config.tiers[0]", orb("tiered", { tiers: [7] })],
    ["field_missing unit_with_percent_config.percent", orb("unit_with_percent", { unit_amount: "2" })],
    [
      "field_missing matrix_config.dimensions",
      orb("matrix", { dimensions: [], matrix_values: [], default_unit_amount: "1" }),
    ],
    [
      "field_type matrix_config.matrix_values[0]",
      orb("matrix", { dimensions: ["a"], matrix_values: [7], default_unit_amount: "1" }),
    ],
  ])("is refused with %s", (issue, result) => {
    expect(told(result)).toEqual([issue]);
  });
});

describe("a charge of Lago that leaves something out", () => {
  it("has no flat amounts and nothing that is free", () => {
    const last = { from_value: "0", to_value: null, per_unit_amount: "1" };
    const { rule } = must(lago("graduated", { graduated_ranges: [last] }));
    expect(rule).toMatchObject({ model: "tiered", tiers: [{ up_to: null, unit_amount: "1" }] });
    expect(rule).not.toHaveProperty("zero_usage");
    const head = {
      id: "c1",
      name: "calls",
      type: "usage",
      metric: "calls",
      model: "percentage",
      rate: "0.01",
    };
    const free = (free_units_per_events: number) =>
      must(lago("percentage", { rate: "1", free_units_per_events }));
    expect([free(0).rule, free(3).rule]).toEqual([head, { ...head, free_events: 3 }]);
  });

  it("is one that gives nothing back, where its shares are in cells", () => {
    const filters = [{ values: { a: ["x"] }, properties: { rate: "2" } }];
    const { rule } = must(lago("percentage", { rate: "1" }, { filters }));
    expect(rule).toEqual({
      ...{ id: "c1", name: "calls", type: "usage", metric: "calls", model: "matrix", dimensions: ["a"] },
      ...{ cells: [{ when: { a: "x" }, rate: "0.02" }], default: { rate: "0.01" } },
    });
  });

  it.each<[string, ReturnType<typeof lago>]>([
    ["field_type filters[0]", lago("standard", { amount: "1" }, { filters: [7] })],
    [
      "field_missing properties.graduated_ranges[0].from_value",
      lago("graduated", {
        graduated_ranges: [
          { to_value: "5", per_unit_amount: "1" },
          { from_value: "5", per_unit_amount: "1" },
        ],
      }),
    ],
    [
      "tier_unbounded_not_last properties.graduated_ranges[0].to_value",
      lago("graduated", {
        graduated_ranges: [
          { from_value: "0", per_unit_amount: "1" },
          { from_value: "5", per_unit_amount: "1" },
        ],
      }),
    ],
    [
      "field_type properties.graduated_ranges[0]",
      lago("graduated", { graduated_ranges: [7, { from_value: "5", per_unit_amount: "1" }] }),
    ],
  ])("is refused with %s", (issue, result) => {
    expect(told(result)).toEqual([issue]);
  });
});

describe("a price of Stripe that leaves something out", () => {
  it("is refused where it divides by nothing", () => {
    const recurring = { interval: "month", usage_type: "metered" };
    const price = {
      id: "p1",
      currency: "usd",
      billing_scheme: "per_unit",
      unit_amount: 5,
      type: "recurring",
      recurring,
    };
    const result = fromStripePrice({ ...price, transform_quantity: { round: "up" } }, { metric: "requests" });
    expect(told(result)).toEqual(["field_missing transform_quantity.divide_by"]);
  });

  it("is refused where it is none", () => {
    for (const none of ["x", null, 7]) expect(told(fromStripePrice(none, options))).not.toEqual([]);
  });
});
