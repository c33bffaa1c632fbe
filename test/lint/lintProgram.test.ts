// Each warning about a rule, where it stands, and the rule just beside it that gives none. Those about tiers: lintTiers.test.ts.
import { describe, expect, it } from "vitest";
import { warningCodes } from "../../src/index.ts";
import { type Case, calls, eu, matrix, notEu, perUnit, told, warningsOf } from "./told.ts";

const filters: readonly Case[] = [
  {
    what: "filters that contradict each other",
    rule: { ...perUnit, filters: [eu, notEu] },
    warns: [["unreachable_rule", "filters[1]"]],
  },
  {
    what: "lists without a common value",
    rule: { ...perUnit, filters: [eu, { property: "size", in: ["l"] }, { property: "region", in: ["us"] }] },
    warns: [["unreachable_rule", "filters[2]"]],
  },
  {
    what: "filters on the same property that leave a value",
    rule: { ...perUnit, filters: [{ property: "region", in: ["eu", "us"] }, notEu] },
    warns: [],
  },
  {
    what: "filters on different properties",
    rule: { ...perUnit, filters: [eu, { property: "country", not_in: ["eu"] }] },
    warns: [],
  },
  {
    what: "a cell that the filters keep everything from",
    rule: { ...matrix, filters: [notEu] },
    warns: [["unreachable_cell", "cells[1].when"]],
  },
  {
    what: "cells that the filters leave usage for",
    rule: {
      ...matrix,
      filters: [
        { property: "region", in: ["eu", "us"] },
        { property: "size", in: ["l"] },
      ],
    },
    warns: [],
  },
];

const adjustments: readonly Case[] = [
  {
    what: "a cap below the minimum",
    rule: { ...perUnit, minimum_amount: "10", monthly_cap: "9.99" },
    warns: [["minimum_above_maximum", "minimum_amount"]],
  },
  {
    what: "a cap that is the minimum",
    rule: { ...perUnit, minimum_amount: "10", monthly_cap: "10" },
    warns: [],
  },
  {
    what: "a cap below the minimum in periods that reach into two months",
    terms: { billing_anchor_date: "2026-01-15" },
    rule: { ...perUnit, minimum_amount: "20", monthly_cap: "10" },
    warns: [],
  },
  {
    what: "two months' caps below the minimum",
    terms: { billing_anchor_date: "2026-01-15" },
    rule: { ...perUnit, minimum_amount: "20.01", monthly_cap: "10" },
    warns: [["minimum_above_maximum", "minimum_amount"]],
  },
  {
    what: "a cap below the minimum of a week, which two months can have parts of",
    terms: { billing_cadence: "weekly" },
    rule: { ...perUnit, minimum_amount: "20", monthly_cap: "10" },
    warns: [],
  },
  {
    what: "a cap below the minimum of a day",
    terms: { billing_cadence: "daily" },
    rule: { ...perUnit, minimum_amount: "20", monthly_cap: "10" },
    warns: [["minimum_above_maximum", "minimum_amount"]],
  },
  {
    what: "three months' caps that come to the minimum of a quarter",
    terms: { billing_cadence: "quarterly", billing_anchor_date: "2026-01-01" },
    rule: { ...perUnit, minimum_amount: "30", monthly_cap: "10" },
    warns: [],
  },
  {
    what: "three months' caps that do not",
    terms: { billing_cadence: "quarterly", billing_anchor_date: "2026-01-01" },
    rule: { ...perUnit, minimum_amount: "30.01", monthly_cap: "10" },
    warns: [["minimum_above_maximum", "minimum_amount"]],
  },
  {
    what: "a fee whose cap is below its minimum",
    rule: {
      name: "Platform",
      type: "subscription",
      model: "flat",
      amount: "5",
      frequency: "monthly",
      minimum_amount: "10",
      monthly_cap: "9",
    },
    warns: [["minimum_above_maximum", "minimum_amount"]],
  },
  {
    what: "percentages that add up to more than the whole",
    rule: { ...perUnit, discounts: [{ percent: "0.6" }, { amount: "1" }, { percent: "0.41" }] },
    warns: [["discount_above_whole", "discounts"]],
  },
  {
    what: "percentages that add up to the whole",
    rule: { ...perUnit, discounts: [{ percent: "0.6" }, { percent: "0.4" }] },
    warns: [],
  },
];

const free = { ...calls, model: "percentage", rate: "0.1" };
const needsEvents = [["aggregation_needs_events", ""]];
const hour = { size: "hour", combine: "sum" };
const aggregations: readonly Case[] = [
  { what: "max", rule: { ...perUnit, aggregation: "max" }, warns: needsEvents },
  { what: "min", rule: { ...perUnit, aggregation: "min" }, warns: needsEvents },
  { what: "latest", rule: { ...perUnit, aggregation: "latest" }, warns: needsEvents },
  { what: "windows", rule: { ...perUnit, window: hour }, warns: needsEvents },
  {
    what: "weighted_sum over the time elapsed",
    rule: { ...perUnit, aggregation: "weighted_sum", denominator: "elapsed" },
    warns: needsEvents,
  },
  { what: "free events", rule: { ...free, free_events: 1 }, warns: needsEvents },
  { what: "a free amount", rule: { ...free, free_amount: "1" }, warns: needsEvents },
  { what: "weighted_sum over the period", rule: { ...perUnit, aggregation: "weighted_sum" }, warns: [] },
  { what: "a percentage without a free part", rule: { ...free, fixed_amount: "1" }, warns: [] },
  ...["sum", "count", "unique_count", "average"].map((aggregation) => ({
    what: aggregation,
    rule: { ...perUnit, aggregation },
    warns: [],
  })),
  {
    what: "percentile",
    rule: { ...perUnit, aggregation: "percentile", percentile: "0.95" },
    warns: [],
  },
];

describe("lintProgram", () => {
  it.each(filters)("looks at filters: $what", ({ rule, warns }) => {
    expect(told(rule)).toEqual(warns);
  });

  it.each(adjustments)("looks at adjustments: $what", ({ rule, terms, warns }) => {
    expect(told(rule, terms)).toEqual(warns);
  });

  it("says what a period of several months can have at most", () => {
    const rule = { ...perUnit, minimum_amount: "20.01", monthly_cap: "10" };
    const [warning] = warningsOf([rule], ["calls"], { billing_anchor_date: "2026-01-15" });
    expect(warning?.message).toBe(
      "is above monthly_cap 10 in each of 2 months, which comes after it and wins: 20.01 is never billed",
    );
  });

  it.each(aggregations)("tells what cannot be taken back alone: $what", ({ rule, warns }) => {
    expect(told(rule)).toEqual(warns);
  });

  it("compares the metrics of contract and program, both ways", () => {
    const warnings = warningsOf(
      [perUnit, { ...perUnit, name: "Tokens", metric: "tokens" }],
      ["calls", "pages"],
    );
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([
      ["metric_without_rule", "contract.metrics[1]"],
      ["rule_metric_unknown", "program.rules[1].metric"],
    ]);
    expect(warningsOf([perUnit, { ...perUnit, name: "Again" }])).toEqual([]);
  });

  it("goes on after the first rule and the first warning", () => {
    const rules = [
      {
        ...perUnit,
        aggregation: "max",
        discounts: [{ percent: "1" }, { percent: "1" }],
        filters: [eu, notEu],
      },
      { ...perUnit, name: "Peak", aggregation: "max" },
    ];
    expect(warningsOf(rules).map(({ code, path }) => [code, path])).toEqual([
      ["discount_above_whole", "program.rules[0].discounts"],
      ["aggregation_needs_events", "program.rules[0]"],
      ["unreachable_rule", "program.rules[0].filters[1]"],
      ["aggregation_needs_events", "program.rules[1]"],
    ]);
  });

  it("says in words what is the matter", () => {
    for (const { message } of warningsOf([{ ...perUnit, metric: "tokens" }])) expect(message).toContain(" ");
  });

  it("says nothing of a program that looks right", () => {
    expect(warningsOf([perUnit, { ...matrix, name: "Regions" }])).toEqual([]);
  });

  it("has a case for every code", () => {
    const shown = new Set([...filters, ...adjustments, ...aggregations].flatMap(({ warns }) => warns.flat()));
    const elsewhere = [
      "volume_cliff",
      "package_misaligned",
      "metric_without_rule",
      "rule_metric_unknown",
      "open_tier_free",
    ];
    expect(warningCodes.filter((code) => !shown.has(code)).sort()).toEqual(elsewhere.sort());
  });
});
