// What a rule selects, groups, transforms and aggregates: every issue at once, where it stands and with what would be right.
import { describe, it } from "vitest";
import { type Case, expectIssues, named, perUnit } from "./issuesOf.ts";

const selections: readonly Case[] = [
  [
    "filters of every wrong kind",
    {
      ...perUnit,
      filters: [
        { property: "a" },
        { property: "a", in: ["x"], not_in: ["y"] },
        { property: "a", in: [] },
        { property: "", in: ["x"] },
        { property: "a", in: "x" },
        { property: "a", not_in: ["ok", null, {}] },
        { property: "a", in: ["x"], equals: "x" },
        { property: "a", in: Array.from({ length: 1001 }, (_, at) => String(at)) },
      ],
    },
    ["filters_invalid", "filters[0]", "must have either in or not_in"],
    ["filters_invalid", "filters[1]", "must have either in or not_in"],
    ["filters_invalid", "filters[2].in", "must be 1 to 1000 values"],
    ["text_invalid", "filters[3].property", "must be 1 to 255 characters"],
    ["field_type", "filters[4].in", "must be an array"],
    [
      "filters_invalid",
      "filters[5].not_in[1]",
      "must be text of at most 255 characters, a number or a boolean",
    ],
    [
      "filters_invalid",
      "filters[5].not_in[2]",
      "must be text of at most 255 characters, a number or a boolean",
    ],
    ["field_unknown", "filters[6].equals", "equals"],
    ["filters_invalid", "filters[7].in", "must be 1 to 1000 values"],
  ],
  [
    "too many filters",
    { ...perUnit, filters: Array.from({ length: 101 }, () => ({ property: "a", in: ["x"] })) },
    ["filters_invalid", "filters", "must be 1 to 100 filters, are 101"],
  ],
  ["no filters", { ...perUnit, filters: [] }, ["filters_invalid", "filters", "must be 1 to 100 filters"]],
  [
    "groups of nothing",
    { ...perUnit, group_by: [] },
    ["group_by_invalid", "group_by", "must be 1 to 8 names"],
  ],
  ["too many groups", { ...perUnit, group_by: [..."abcdefghi"] }, ["group_by_invalid", "group_by", "are 9"]],
  [
    "equal groups",
    { ...perUnit, group_by: ["a", "a"] },
    ["group_by_invalid", "group_by", "must be different names"],
  ],
  [
    "groups by no names",
    { ...perUnit, group_by: ["a", 1, ""] },
    ["field_type", "group_by[1]", "must be text"],
    ["text_invalid", "group_by[2]", "must be 1 to 255 characters"],
  ],
  [
    "a transform of nothing",
    { ...perUnit, quantity_transform: { stage: "total" } },
    ["rule_field_missing", "quantity_transform", "must have divide_by, round, or both"],
  ],
  [
    "a transform that is wrong all over",
    { ...perUnit, quantity_transform: { divide_by: "0", round: "ceil", scale: 19, stage: "before" } },
    ["quantity_not_positive", "quantity_transform.divide_by", "must be above zero"],
    ["value_invalid", "quantity_transform.round", "must be one of up, down, nearest"],
    ["integer_invalid", "quantity_transform.scale", "must be a whole number from 0 to 18"],
    ["value_invalid", "quantity_transform.stage", "must be one of per_event, total"],
  ],
  [
    "places without rounding",
    { ...perUnit, quantity_transform: { divide_by: "2", scale: 1 } },
    ["rule_field_conflict", "quantity_transform.scale", "give round too"],
  ],
  [
    "a window of another size",
    { ...perUnit, window: { size: "minute", combine: "average" } },
    ["value_invalid", "window.size", "must be one of hour, day"],
    ["value_invalid", "window.combine", "must be one of sum, max"],
  ],
  [
    "a window without size, of which it is not told what it stands beside",
    { ...perUnit, aggregation: "weighted_sum", window: { combine: "sum" } },
    ["value_invalid", "window.size", "must be one of hour, day, got nothing"],
  ],
  [
    "a window that combines nothing, of which it is not told what it stands beside",
    { ...perUnit, aggregation: "weighted_sum", window: { size: "hour" } },
    ["value_invalid", "window.combine", "must be one of sum, max, got nothing"],
  ],
  [
    "an aggregation of no name",
    { ...perUnit, aggregation: "median" },
    ["value_invalid", "aggregation", "percentile"],
  ],
  [
    "carrying over, perhaps",
    { ...perUnit, carry_over: "yes" },
    ["field_type", "carry_over", "must be true or false"],
  ],
];

describe("parsePricingProgram", () => {
  it.each(named(selections))("tells every issue of $what", ({ rule, told }) => {
    expectIssues(rule, told);
  });
});
