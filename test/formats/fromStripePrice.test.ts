// Prices of Stripe by hand: each field, and each that a rule cannot say.
import { describe, expect, it } from "vitest";
import { fromStripePrice, type StripePriceOptions } from "../../src/formats/index.ts";
import { expectOk, previewInvoice } from "../../src/index.ts";
import { must, told } from "./told.ts";

const metered = {
  interval: "month",
  interval_count: 1,
  usage_type: "metered",
  meter: "mtr_1",
  trial_period_days: null,
};
const price = {
  ...{ id: "price_1", object: "price", active: true, currency: "usd", nickname: "Calls", product: "prod_1" },
  ...{
    billing_scheme: "per_unit",
    type: "recurring",
    recurring: metered,
    unit_amount: 5,
    unit_amount_decimal: "5",
  },
  ...{ tiers_mode: null, transform_quantity: null, custom_unit_amount: null, lookup_key: null, metadata: {} },
};
const usage: StripePriceOptions = { metric: "calls", cadence: "monthly" };
const tiers = [
  { up_to: 100, unit_amount: 10, unit_amount_decimal: "10", flat_amount: 500, flat_amount_decimal: "500" },
  {
    up_to: null,
    unit_amount: null,
    unit_amount_decimal: "5.25",
    flat_amount: null,
    flat_amount_decimal: null,
  },
];
const tiered = {
  ...price,
  billing_scheme: "tiered",
  tiers_mode: "graduated",
  tiers,
  unit_amount: null,
  unit_amount_decimal: null,
};
const licensed = { ...price, recurring: { ...metered, usage_type: "licensed", meter: null } };
const ruleOf = (input: unknown, options = usage) => must(fromStripePrice(input, options)).rule;
const unitAmount = (fields: object, options = usage) => {
  const rule = ruleOf({ ...price, unit_amount: undefined, ...fields }, options);
  return "unit_amount" in rule ? rule.unit_amount : undefined;
};

describe("fromStripePrice", () => {
  it.each([0.5, Number.NaN, -1, 1e9])("refuses %s digits", (minorDigits) => {
    expect(told(fromStripePrice(price, { ...usage, minorDigits }))).toEqual([
      "value_invalid options.minorDigits",
    ]);
  });

  it("refuses fields of the other billing scheme", () => {
    const conflict = (fields: object) => told(fromStripePrice(fields, usage));
    expect(conflict({ ...price, tiers, tiers_mode: "volume" })).toEqual([
      "value_conflict tiers",
      "value_conflict tiers_mode",
    ]);
    expect(conflict({ ...tiered, unit_amount: 0 })).toEqual(["value_conflict unit_amount"]);
    expect(conflict({ ...tiered, unit_amount_decimal: "5" })).toEqual(["value_conflict unit_amount_decimal"]);
  });

  it("reads a metered price", () => {
    expect(ruleOf(price)).toEqual({
      ...{ id: "price_1", name: "Calls", type: "usage", model: "per_unit", metric: "calls", currency: "USD" },
      ...{ unit_amount: "0.05", negative_usage: "clamp" },
    });
    const named = ruleOf(price, {
      ...usage,
      id: "calls",
      name: "API calls",
      measuring: { aggregation: "latest" },
    });
    expect([named.id, named.name, "aggregation" in named && named.aggregation]).toEqual([
      "calls",
      "API calls",
      "latest",
    ]);
    expect(ruleOf({ ...price, nickname: null }).name).toBe("price_1");
  });

  it("bills a sum below zero as zero, and leaves other aggregations as they are", () => {
    const billed = (input: unknown, ...quantities: string[]) =>
      expectOk(
        previewInvoice({
          contract: {
            ...{ id: "acme", customer_name: "Acme", status: "active", currency: "USD" },
            ...{ billing_cadence: "monthly", metrics: ["calls"] },
          },
          programs: [{ contract: "acme", version: 1, rules: [ruleOf(input)] }],
          events: quantities.map((quantity, place) => ({
            ...{ external_contract_id: "acme", event_id: `e${place}`, metric: "calls", quantity },
            timestamp: `2026-03-1${place}T12:00:00Z`,
          })),
          at: "2026-03-31",
        }),
      ).invoice.total;
    expect(billed(price, "100", "-40")).toBe("3");
    expect(billed(price, "-40", "100")).toBe("3");
    expect(billed(price, "10", "-40")).toBe("0");
    expect(billed(tiered, "150", "-100")).toBe("10");
    expect(billed(tiered, "-100")).toBe("0");
    const below = (measuring: StripePriceOptions["measuring"], aggregate_usage: unknown = null) => {
      const input = { ...price, recurring: { ...metered, aggregate_usage } };
      const rule = ruleOf(input, { ...usage, ...(measuring === undefined ? {} : { measuring }) });
      return "negative_usage" in rule ? rule.negative_usage : undefined;
    };
    expect(below({ aggregation: "sum", aggregate_property: "bytes" })).toBe("clamp");
    expect(below(undefined, "sum")).toBe("clamp");
    for (const aggregation of ["count", "latest", "max"] as const)
      expect(below({ aggregation })).toBeUndefined();
    expect(below({ window: { size: "day", combine: "max" } })).toBeUndefined();
    for (const name of ["max", "last_during_period", "last_ever"])
      expect(below(undefined, name)).toBeUndefined();
  });

  it("reads tiers, with null or inf as the last bound", () => {
    const expected = [
      { up_to: "100", unit_amount: "0.1", flat_amount: "5" },
      { up_to: null, unit_amount: "0.0525" },
    ];
    expect(ruleOf(tiered)).toMatchObject({ model: "tiered", tiers_mode: "graduated", tiers: expected });
    const asked = { ...tiered, tiers_mode: "volume", tiers: [tiers[0], { ...tiers[1], up_to: "inf" }] };
    expect(ruleOf(asked)).toMatchObject({ tiers_mode: "volume", tiers: expected });
    expect(ruleOf(tiered, { ...usage, zeroUsage: "first_tier" })).toMatchObject({ zero_usage: "first_tier" });
  });

  it("moves the point by the currency's digits, as Stripe counts them", () => {
    const of = (currency: string, options: StripePriceOptions = {}) =>
      unitAmount({ currency, unit_amount_decimal: "1234.5" }, { ...usage, ...options });
    expect([of("usd"), of("jpy"), of("bhd"), of("isk"), of("mga"), of("huf")]).toEqual([
      ...["12.345", "1234.5", "1.2345", "12.345", "1234.5", "12.345"],
    ]);
    expect(told(fromStripePrice({ ...price, currency: "ugx" }, usage))).toEqual([
      "currency_ambiguous currency",
    ]);
    expect([of("ugx", { minorDigits: 2 }), of("ugx", { minorDigits: 0 })]).toEqual(["12.345", "1234.5"]);
    const digitsTold = (currency: string, minorDigits: number) =>
      told(fromStripePrice({ ...price, currency }, { ...usage, minorDigits }));
    const agreeing = [
      ["usd", 2],
      ["jpy", 0],
      ["bhd", 3],
      ["isk", 2],
      ["mga", 0],
    ] as const;
    for (const [currency, digits] of agreeing) {
      expect(digitsTold(currency, digits)).toEqual([]);
      expect(digitsTold(currency, digits + 1)).toEqual(["value_conflict options.minorDigits"]);
    }
    expect(digitsTold("jpy", 2)).toEqual(["value_conflict options.minorDigits"]);
    expect(digitsTold("ugx", 3)).toEqual(["value_conflict options.minorDigits"]);
    expect(digitsTold("credits", 3)).toEqual(["currency_unknown currency"]);
    expect(unitAmount({ unit_amount_decimal: "0.000000000001" })).toBe("0.00000000000001");
    expect(told(fromStripePrice({ ...price, currency: "credits" }, usage))).toEqual([
      "currency_unknown currency",
    ]);
  });

  it("reads a transform, and aggregations of prices without a meter", () => {
    const transformed = ruleOf({ ...price, transform_quantity: { divide_by: 5, round: "up" } });
    expect(transformed).toMatchObject({ quantity_transform: { divide_by: "5", round: "up" } });
    const counted = (aggregate_usage: string) =>
      ruleOf({ ...price, recurring: { ...metered, aggregate_usage } });
    expect(counted("sum")).not.toHaveProperty("aggregation");
    expect(counted("max")).toMatchObject({ aggregation: "max" });
    expect(counted("last_during_period")).toMatchObject({ aggregation: "latest" });
    expect(counted("last_ever")).toMatchObject({ aggregation: "latest", carry_over: true });
  });

  it("takes an option measuring that says what aggregate_usage says, and no other", () => {
    const measured = (aggregate_usage: string | null, measuring: object) =>
      fromStripePrice({ ...price, recurring: { ...metered, aggregate_usage } }, { ...usage, measuring });
    const conflict = ["value_conflict recurring.aggregate_usage"];
    expect(told(measured("max", { aggregation: "latest" }))).toEqual(conflict);
    expect(told(measured("sum", { aggregation: "latest" }))).toEqual(conflict);
    expect(told(measured("max", { aggregation: "sum" }))).toEqual(conflict);
    expect(told(measured("last_ever", { carry_over: false }))).toEqual(conflict);
    expect(told(measured("last_during_period", { carry_over: true }))).toEqual(conflict);
    expect(told(measured("last_ever", { aggregation: "max", carry_over: false }))).toEqual(conflict);
    expect(told(measured("sum", { window: { size: "day", combine: "max" } }))).toEqual(conflict);
    expect(told(measured("max", { window: { size: "day", combine: "max" } }))).toEqual([]);
    const ruleBy = (...of: Parameters<typeof measured>) => must(measured(...of)).rule;
    expect(ruleBy("sum", { aggregation: "sum" })).toMatchObject({ aggregation: "sum" });
    expect(ruleBy("last_ever", { carry_over: true })).toMatchObject({ carry_over: true });
    expect(ruleBy("last_ever", { aggregate_property: "seats" })).toMatchObject({
      ...{ aggregation: "latest", carry_over: true, aggregate_property: "seats" },
    });
    expect(ruleBy("last_during_period", { aggregation: "latest", carry_over: false })).toMatchObject({
      aggregation: "latest",
    });
    expect(ruleBy("max", { aggregation: null })).toEqual(ruleBy("max", {}));
    expect(ruleBy(null, { aggregation: null, carry_over: null })).toEqual(ruleBy(null, {}));
  });

  it("reads fees, for a quantity, by every interval that is a cadence", () => {
    expect(ruleOf(licensed, { quantity: "12" })).toEqual({
      ...{ id: "price_1", name: "Calls", type: "subscription", model: "flat", currency: "USD" },
      ...{ amount: "0.05", quantity: "12", frequency: "monthly" },
    });
    const every = (interval: string, interval_count: number) =>
      ruleOf({ ...licensed, recurring: { ...licensed.recurring, interval, interval_count } }, {});
    const lengths = [
      ["day", 1],
      ["week", 1],
      ["day", 7],
      ["month", 3],
      ["month", 6],
      ["year", 1],
      ["month", 12],
    ] as const;
    expect(lengths.map(([unit, count]) => (every(unit, count) as { frequency?: string }).frequency)).toEqual([
      ...["daily", "weekly", "weekly", "quarterly", "semiannual", "annual", "annual"],
    ]);
    const { usage_type: _, ...untold } = licensed.recurring;
    expect(ruleOf({ ...licensed, recurring: untold }, {})).toMatchObject({ type: "subscription" });
    const once = ruleOf({ ...price, type: "one_time", recurring: null }, {});
    expect(once).toMatchObject({ type: "one_time", model: "flat", amount: "0.05" });
  });

  it("notes what has to be seen to elsewhere", () => {
    const noted = must(
      fromStripePrice(
        { ...tiered, currency_options: { eur: { unit_amount: 4 } }, tax_behavior: "inclusive" },
        { metric: "calls" },
      ),
    ).notes;
    expect(noted.map(({ path }) => path)).toEqual([
      ...["recurring.interval", "currency_options", "tax_behavior", "tiers[0].flat_amount"],
    ]);
    expect(must(fromStripePrice(price, usage)).notes).toEqual([]);
  });

  it("refuses by name what a rule cannot say", () => {
    const refused = (fields: object, options = usage) =>
      told(fromStripePrice({ ...price, ...fields }, options));
    const recurring = (fields: object) => ({ recurring: { ...metered, ...fields } });
    expect(refused({ custom_unit_amount: { minimum: 1 } })).toEqual([
      "price_not_expressible custom_unit_amount",
    ]);
    expect(refused(recurring({ trial_period_days: 7 }))).toEqual([
      "price_not_expressible recurring.trial_period_days",
    ]);
    expect(refused(recurring({ interval: "month", interval_count: 2 }))).toEqual([
      "price_not_expressible recurring.interval",
    ]);
    expect(refused(recurring({ interval: "year" }))).toEqual(["price_not_expressible recurring.interval"]);
    expect(refused({ ...tiered, transform_quantity: { divide_by: 5, round: "up" } })).toEqual([
      "price_not_expressible transform_quantity",
    ]);
    expect(told(fromStripePrice({ ...tiered, recurring: licensed.recurring }))).toEqual([
      "price_not_expressible tiers",
    ]);
    const packs = { ...licensed, transform_quantity: { divide_by: 5, round: "up" } };
    expect(told(fromStripePrice(packs))).toEqual(["price_not_expressible transform_quantity"]);
    const fine = { ...licensed, unit_amount: null, unit_amount_decimal: "0.5" };
    expect(told(fromStripePrice(fine))).toEqual(["amount_scale_exceeds_currency unit_amount_decimal"]);
    expect(told(fromStripePrice(price))).toEqual(["option_missing options.metric"]);
  });

  it("refuses what goes with usage on a price of seats", () => {
    const of = (fields: object) =>
      told(fromStripePrice({ ...licensed, recurring: { interval: "month", ...fields } }));
    expect(of({})).toEqual([]);
    expect(of({ meter: "mtr_1" })).toEqual(["value_conflict recurring.meter"]);
    expect(of({ meter: "mtr_1", usage_type: "licensed" })).toEqual(["value_conflict recurring.meter"]);
    expect(of({ aggregate_usage: "max" })).toEqual(["value_conflict recurring.aggregate_usage"]);
    expect(of({ meter: null, aggregate_usage: null })).toEqual([]);
  });

  it("takes a trial of no days", () => {
    for (const trial_period_days of [0, "0", null])
      expect(ruleOf({ ...price, recurring: { ...metered, trial_period_days } })).toEqual(ruleOf(price));
    for (const trial_period_days of [1, -1, "14", true, { a: 1 }])
      expect(
        told(fromStripePrice({ ...price, recurring: { ...metered, trial_period_days } }, usage)),
      ).toEqual(["price_not_expressible recurring.trial_period_days"]);
  });

  it("names the field that an amount is written in", () => {
    const { unit_amount_decimal: _, ...whole } = price;
    const of = (fields: object) => told(fromStripePrice({ ...whole, ...fields }, usage));
    expect(of({ unit_amount: -10 })).toEqual(["amount_negative unit_amount"]);
    expect(of({ unit_amount: -10, unit_amount_decimal: null })).toEqual(["amount_negative unit_amount"]);
    expect(of({ unit_amount: null, unit_amount_decimal: "-10" })).toEqual([
      "amount_negative unit_amount_decimal",
    ]);
    const once = { type: "one_time", recurring: null };
    expect(of({ ...once, unit_amount: -10 })).toEqual(["amount_negative unit_amount"]);
    expect(of({ ...once, unit_amount: 0.5 })).toEqual(["amount_scale_exceeds_currency unit_amount"]);
    const inTier = (fields: object) =>
      told(fromStripePrice({ ...tiered, tiers: [{ up_to: null, ...fields }] }, usage));
    expect(inTier({ unit_amount: -10 })).toEqual(["amount_negative tiers[0].unit_amount"]);
    expect(inTier({ unit_amount_decimal: "-10" })).toEqual(["amount_negative tiers[0].unit_amount_decimal"]);
    expect(inTier({ unit_amount: 1, flat_amount_decimal: "-10" })).toEqual([
      "amount_negative tiers[0].flat_amount_decimal",
    ]);
  });

  it("says what is wrong at once, with its path", () => {
    const refused = (fields: object) => told(fromStripePrice({ ...price, ...fields }, usage));
    expect(refused({ unit_amount: null, unit_amount_decimal: null })).toEqual(["field_missing unit_amount"]);
    expect(refused({ unit_amount_decimal: "5.5" })).toEqual(["value_conflict unit_amount_decimal"]);
    expect(refused({ unit_amount: -5, unit_amount_decimal: "-5" })).toEqual([
      "amount_negative unit_amount_decimal",
    ]);
    expect(refused({ billing_scheme: "odd", recurring: null })).toEqual([
      "value_invalid billing_scheme",
      "field_missing recurring",
    ]);
    expect(refused({ type: "one_time" })).toEqual(["value_conflict recurring"]);
    expect(refused({ type: "weekly" })).toEqual(["value_invalid type"]);
    expect(refused({ surcharge: 5 })).toEqual(["field_unknown surcharge"]);
    expect(refused({ recurring: { ...metered, usage_type: "odd" } })).toEqual([
      "value_invalid recurring.usage_type",
    ]);
    expect(refused({ recurring: { ...metered, aggregate_usage: "odd" } })).toEqual([
      "value_invalid recurring.aggregate_usage",
    ]);
    expect(refused({ transform_quantity: { divide_by: 0, round: "near" } })).toEqual([
      "value_invalid transform_quantity.round",
      "quantity_not_positive transform_quantity.divide_by",
    ]);
    const ladder = (...list: unknown[]) => told(fromStripePrice({ ...tiered, tiers: list }, usage));
    expect(told(fromStripePrice({ ...tiered, tiers: undefined }, usage))).toEqual(["field_missing tiers"]);
    expect(ladder({ up_to: 5, unit_amount: 1 })).toEqual(["tier_last_must_be_unbounded tiers[0].up_to"]);
    expect(ladder({ up_to: 5, unit_amount: 1 }, { up_to: 5, unit_amount: 1 }, { up_to: null })).toEqual([
      "tiers_not_ascending tiers[1].up_to",
      "tier_price_missing tiers[2]",
    ]);
    expect(ladder(5)).toContain("field_type tiers[0]");
    expect(told(fromStripePrice("price"))).toEqual(["field_type"]);
  });
});
