// The kinds of rules, and the fields without which each is none.

export const ruleTypes = ["subscription", "usage", "one_time"] as const;
export type RuleType = (typeof ruleTypes)[number];

export const ruleModels = [
  "flat",
  "per_unit",
  "percentage",
  "bps",
  "package",
  "tiered",
  "matrix",
  "time_of_day",
  "dynamic",
] as const;
export type RuleModel = (typeof ruleModels)[number];

/** With any of these, a percentage prices each event on its own. */
export const perEventFields = [
  "fixed_amount",
  "free_events",
  "free_amount",
  "per_event_minimum",
  "per_event_maximum",
] as const;

export const neededByModel: { readonly [model in RuleModel]: readonly string[] } = {
  flat: ["amount"],
  per_unit: ["metric", "unit_amount"],
  percentage: ["metric", "rate"],
  bps: ["metric", "bps"],
  package: ["metric", "package_size", "package_amount"],
  tiered: ["metric", "tiers_mode", "tiers"],
  matrix: ["metric", "dimensions", "cells", "default"],
  time_of_day: ["metric", "windows", "default"],
  dynamic: ["metric", "amount_property"],
};
