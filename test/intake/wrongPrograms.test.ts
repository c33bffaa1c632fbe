// Rules that say something wrong get every issue at once, each where it stands and with what would be right. What
// is selected and measured: wrongSelections.test.ts; prices: wrongTiers.test.ts and wrongPrices.test.ts.
import { describe, expect, it } from "vitest";
import { type Case, expectIssues, issuesOf, named, perUnit, usage } from "./issuesOf.ts";

const bps = { ...usage, model: "bps", bps: "10" };
const hour = { size: "hour", combine: "sum" };
const perEvent = "each event on its own";

const fields: readonly Case[] = [
  ["no object", 7, ["field_type", "", "must be an object, got 7"]],
  ["a misspelt field", { ...perUnit, unit_amout: "1" }, ["field_unknown", "unit_amout", "unit_amout"]],
  [
    "a field of another model",
    { ...perUnit, package_size: "1" },
    ["rule_field_conflict", "package_size", "does not belong to a usage rule of model per_unit"],
  ],
  [
    "fields of usage on a fee",
    {
      name: "Fee",
      type: "subscription",
      model: "flat",
      amount: "1",
      frequency: "monthly",
      group_by: ["a"],
      filters: [],
    },
    ["rule_field_conflict", "filters", "does not belong to a subscription rule"],
    ["rule_field_conflict", "group_by", "does not belong to a subscription rule"],
  ],
  [
    "a model of no name",
    { ...usage, model: "slab" },
    ["rule_model_invalid", "model", "must be one of flat, per_unit,"],
  ],
  ["a type of no name", { ...perUnit, type: "metered" }, ["rule_type_invalid", "type", "must be one of"]],
  [
    "a fee of no model",
    { name: "Fee", type: "subscription", model: "slab", amount: "1", frequency: "monthly" },
    ["rule_model_invalid", "model", "must be one of flat, per_unit,"],
  ],
  [
    "discounts that say nothing, or two things",
    { ...perUnit, discounts: [{}, { amount: "1", percent: "0.1" }] },
    ["discount_invalid", "discounts[0]", "must have either amount or percent, has none"],
    ["discount_invalid", "discounts[1]", "must have either amount or percent, has an object"],
  ],
  ["no unit price", { ...usage, model: "per_unit" }, ["rule_field_missing", "unit_amount", "is required"]],
  ["no basis points", { ...usage, model: "bps" }, ["rule_field_missing", "bps", "is required"]],
  [
    "no amount of events",
    { ...usage, model: "dynamic" },
    ["rule_field_missing", "amount_property", "is required"],
  ],
  [
    "an empty package",
    { ...usage, model: "package" },
    ["rule_field_missing", "package_size", "is required"],
    ["rule_field_missing", "package_amount", "is required"],
  ],
  [
    "an empty matrix",
    { ...usage, model: "matrix" },
    ["rule_field_missing", "dimensions", "is required"],
    ["rule_field_missing", "cells", "is required"],
    ["rule_field_missing", "default", "is required"],
  ],
  [
    "no times of the day",
    { ...usage, model: "time_of_day" },
    ["rule_field_missing", "windows", "is required"],
    ["rule_field_missing", "default", "is required"],
  ],
  [
    "everything wrong at once",
    {
      ...usage,
      model: "package",
      package_size: "0",
      package_amount: "-1",
      round: "ceil",
      included_quantity: "-1",
      x: 1,
    },
    ["field_unknown", "x", "x"],
    ["quantity_negative", "included_quantity", "must not be negative"],
    ["quantity_not_positive", "package_size", "must be above zero"],
    ["amount_negative", "package_amount", "must not be negative"],
    ["value_invalid", "round", "must be one of up, down, nearest"],
  ],
  [
    "too many basis points",
    { ...bps, bps: "10001" },
    ["rate_out_of_range", "bps", "must be 0 to 10000 basis points"],
  ],
  ["basis points below zero", { ...bps, bps: "-1" }, ["amount_negative", "bps", "must not be negative"]],
  [
    "a minimum above the maximum",
    { ...perUnit, minimum_amount: "2", maximum_amount: "1" },
    ["minimum_above_maximum", "minimum_amount", "must not be above maximum_amount 1"],
  ],
];

const conflicts: readonly Case[] = [
  [
    "count and all that others have",
    {
      ...perUnit,
      aggregation: "count",
      aggregate_property: "x",
      percentile: "0.5",
      denominator: "period",
      carry_over: true,
      window: hour,
      quantity_transform: { round: "up", stage: "per_event" },
      zero_usage: "first_tier",
      group_ladder: "shared",
    },
    ["rule_field_conflict", "aggregate_property", "must not stand beside aggregation count"],
    ["rule_field_conflict", "percentile", "belongs to aggregation percentile"],
    ["rule_field_conflict", "denominator", "belongs to aggregation weighted_sum"],
    ["rule_field_conflict", "carry_over", "belongs to aggregation latest or weighted_sum"],
    ["rule_field_conflict", "window", "must not stand beside aggregation weighted_sum or carry_over"],
    ["rule_field_conflict", "zero_usage", "must be none on a rule without tiers"],
    ["rule_field_conflict", "group_ladder", "must be per_group on a rule without group_by"],
    ["rule_field_conflict", "quantity_transform", "must have stage total beside aggregation count"],
  ],
  [
    "included units that take their place in no ladder",
    { ...perUnit, included_quantity: "1", included_mode: "consume" },
    ["rule_field_conflict", "included_mode", "must be shift or cliff on a rule without tiers"],
  ],
  [
    "a way of including nothing",
    { ...perUnit, included_mode: "cliff" },
    ["rule_field_conflict", "included_mode", "included_quantity"],
  ],
  [
    "weighted_sum that refuses and has windows",
    { ...perUnit, aggregation: "weighted_sum", window: hour, negative_usage: "reject" },
    ["rule_field_conflict", "window", "must not stand beside aggregation weighted_sum or carry_over"],
    ["rule_field_conflict", "negative_usage", "must be clamp or credit beside aggregation weighted_sum"],
  ],
  [
    "latest that carries over windows",
    { ...perUnit, aggregation: "latest", carry_over: true, window: hour },
    ["rule_field_conflict", "window", "carry_over"],
  ],
  [
    "a percentile of no share",
    { ...perUnit, aggregation: "percentile" },
    ["rule_field_missing", "percentile", '"0.95"'],
  ],
  [
    "basis points of a total",
    {
      ...bps,
      aggregation: "max",
      window: hour,
      included_quantity: "1",
      group_by: ["a"],
      group_ladder: "shared",
      quantity_transform: { divide_by: "2" },
    },
    ["rule_field_conflict", "aggregation", `must be sum or count beside model bps, which prices ${perEvent}`],
    ["rule_field_conflict", "window", perEvent],
    ["rule_field_conflict", "included_quantity", perEvent],
    ["rule_field_conflict", "group_ladder", "must be per_group"],
    ["rule_field_conflict", "quantity_transform", "must have stage per_event"],
  ],
  [
    "basis points with a maximum, of a total",
    { ...bps, per_event_maximum: "1", aggregation: "max" },
    ["rule_field_conflict", "aggregation", `must be sum or count beside model bps, which prices ${perEvent}`],
  ],
  [
    "a free part of a total",
    {
      ...usage,
      model: "percentage",
      rate: "0.1",
      free_amount: "1",
      aggregation: "latest",
      included_quantity: "1",
    },
    ["rule_field_conflict", "aggregation", "must be sum or count"],
    ["rule_field_conflict", "included_quantity", "a percentage has free_amount"],
  ],
  [
    "prices of events of different values",
    { ...usage, model: "dynamic", amount_property: "p", aggregation: "unique_count" },
    ["rule_field_conflict", "aggregation", "must be sum or count beside model dynamic"],
  ],
  [
    "different values transformed one by one",
    { ...perUnit, aggregation: "unique_count", quantity_transform: { round: "up", stage: "per_event" } },
    ["rule_field_conflict", "quantity_transform", "must have stage total beside aggregation unique_count"],
  ],
];

describe("parsePricingProgram", () => {
  it.each(named([...fields, ...conflicts]))("tells every issue of $what", ({ rule, told }) => {
    expectIssues(rule, told);
  });

  it.each(["0", "95", "-0.5"])("tells that %s is no percentile", (percentile) => {
    const issues = issuesOf({ ...perUnit, aggregation: "percentile", percentile });
    expect(issues).toContainEqual(expect.objectContaining({ code: "rate_out_of_range", path: "percentile" }));
  });

  it("takes what stands just beside the conflicts", () => {
    const right = [
      { ...perUnit, aggregation: "percentile", percentile: "1" },
      { ...perUnit, aggregation: "latest", carry_over: true },
      { ...perUnit, aggregation: "latest", window: hour },
      { ...perUnit, aggregation: "max", carry_over: false },
      {
        ...perUnit,
        aggregation: "unique_count",
        aggregate_property: "user",
        quantity_transform: { round: "up" },
      },
      {
        ...perUnit,
        group_by: [..."abcdefgh"],
        group_ladder: "shared",
        included_mode: "cliff",
        included_quantity: "0",
      },
      {
        ...bps,
        bps: "10000",
        quantity_transform: { divide_by: "2", stage: "per_event" },
      },
      {
        ...usage,
        model: "percentage",
        rate: "0.1",
        aggregation: "max",
        window: hour,
        included_quantity: "1",
      },
    ];
    expect(right.flatMap((rule) => issuesOf(rule))).toEqual([]);
  });
});
