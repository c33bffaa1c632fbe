// Which fields a rule of a type and model has, which of them it needs, and how each is read.
import { cadences } from "../calendar/cadence.ts";
import { compare, decimalOf, formatDecimal, one, zero } from "../decimal/decimal.ts";
import type { Discount } from "../model/discount.ts";
import { aggregationKinds } from "../model/measuring.ts";
import { neededByModel, type RuleModel, type RuleType, ruleModels, ruleTypes } from "../model/ruleModel.ts";
import { show } from "../model/show.ts";
import { add, below, type Findings } from "./findings.ts";
import { readCells } from "./readCells.ts";
import { readDiscount } from "./readDiscount.ts";
import {
  readAmount,
  readArray,
  readChoice,
  readDate,
  readDecimal,
  readId,
  readInteger,
  readText,
} from "./readField.ts";
import { priceReaders, readDefault } from "./readPrice.ts";
import { readFilters, readProperty, readPropertyNames, readTransform, readWindow } from "./readSelection.ts";
import { readWindows } from "./readWindows.ts";

type Reader = (value: unknown, findings: Findings) => unknown;

/** Fields of every rule. */
const common: readonly string[] = [
  "id",
  "name",
  "type",
  "model",
  "effective_from",
  "effective_to",
  "currency",
  "discounts",
  "minimum_amount",
  "maximum_amount",
  "monthly_cap",
];
const usage: readonly string[] = [
  "metric",
  "aggregation",
  "aggregate_property",
  "percentile",
  "denominator",
  "carry_over",
  "window",
  "filters",
  "group_by",
  "group_ladder",
  "counterparty",
  "counterparty_side",
  "quantity_transform",
  "included_quantity",
  "included_mode",
  "negative_usage",
  "zero_usage",
  "proration",
  "prorated",
];
const ofModel: { readonly [model in RuleModel]: readonly string[] } = {
  flat: ["amount", "quantity", "frequency", "billing", "proration"],
  per_unit: ["unit_amount"],
  percentage: [
    "rate",
    "fixed_amount",
    "free_events",
    "free_amount",
    "per_event_minimum",
    "per_event_maximum",
  ],
  bps: ["bps", "per_event_maximum"],
  package: ["package_size", "package_amount", "round"],
  tiered: ["tiers_mode", "tiers"],
  matrix: ["dimensions", "cells", "default"],
  time_of_day: ["windows", "default"],
  dynamic: ["amount_property", "multiplier"],
};
const most = 1_000_000_000;
const proratable = ["minimum_amount", "maximum_amount", "included_quantity", "tiers"] as const;

/** How each field is read, whatever rule it stands on. */
export const ruleReaders: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["id", (value, at) => readId(value, at)],
  ["name", (value, at) => readText(value, at, "rule_name_invalid")],
  ["type", (value, at) => readChoice(value, ruleTypes, at, "rule_type_invalid")],
  ["model", (value, at) => readChoice(value, ruleModels, at, "rule_model_invalid")],
  ["effective_from", readDate],
  ["effective_to", readDate],
  ["currency", (value, at) => readId(value, at)],
  ["discounts", readDiscounts],
  ["minimum_amount", (value, at) => readAmount(value, at)],
  ["maximum_amount", (value, at) => readAmount(value, at)],
  ["monthly_cap", (value, at) => readAmount(value, at)],
  ["metric", (value, at) => readId(value, at)],
  ["aggregation", (value, at) => readChoice(value, aggregationKinds, at)],
  ["aggregate_property", readProperty],
  ["percentile", readShare],
  ["denominator", (value, at) => readChoice(value, ["period", "elapsed"], at)],
  ["carry_over", readFlag],
  ["window", readWindow],
  ["filters", readFilters],
  ["group_by", (value, at) => readPropertyNames(value, at, "group_by_invalid")],
  ["group_ladder", (value, at) => readChoice(value, ["per_group", "shared"], at)],
  ["counterparty", (value, at) => readId(value, at)],
  ["counterparty_side", (value, at) => readChoice(value, ["maker", "taker"], at)],
  ["quantity_transform", readTransform],
  ["included_quantity", (value, at) => readAmount(value, at, "quantity_negative")],
  ["included_mode", (value, at) => readChoice(value, ["shift", "consume", "cliff"], at)],
  ["negative_usage", (value, at) => readChoice(value, ["reject", "clamp", "credit"], at)],
  ["amount", (value, at) => readAmount(value, at)],
  ["frequency", (value, at) => readChoice(value, cadences, at, "frequency_invalid")],
  ["quantity", (value, at) => readAmount(value, at, "quantity_negative")],
  ["billing", (value, at) => readChoice(value, ["in_advance", "in_arrears"], at)],
  ["proration", (value, at) => readChoice(value, ["none", "day", "second", "fixed_30"], at)],
  ["prorated", readProrated],
  ["unit_amount", priceReaders.unit_amount],
  ["rate", priceReaders.rate],
  ["fixed_amount", (value, at) => readAmount(value, at)],
  ["free_events", (value, at) => readInteger(value, { from: 0, to: most }, at)],
  ["free_amount", (value, at) => readAmount(value, at)],
  ["per_event_minimum", (value, at) => readAmount(value, at)],
  ["per_event_maximum", (value, at) => readAmount(value, at)],
  ["bps", readBasisPoints],
  ["package_size", priceReaders.package_size],
  ["package_amount", priceReaders.package_amount],
  ["round", priceReaders.round],
  ["dimensions", (value, at) => readPropertyNames(value, at, "dimensions_invalid")],
  ["cells", readCells],
  ["windows", readWindows],
  ["default", readDefault],
  ["amount_property", readProperty],
  ["multiplier", (value, at) => readAmount(value, at)],
  ["tiers_mode", priceReaders.tiers_mode],
  ["tiers", priceReaders.tiers],
  ["zero_usage", (value, at) => readChoice(value, ["none", "first_tier"], at)],
]);

/** What a fee that is due once has no use for. */
const recurring: ReadonlySet<string> = new Set(["frequency", "billing"]);

/** The fields that a rule may have; of any rule, where type or model could not be read. */
export function allowedFields(type: RuleType | undefined, model: RuleModel | undefined): ReadonlySet<string> {
  if (type === undefined || model === undefined) return new Set(ruleReaders.keys());
  const allowed = [...common, ...(type === "usage" ? usage : []), ...ofModel[model]];
  return new Set(type === "one_time" ? allowed.filter((key) => !recurring.has(key)) : allowed);
}

/** The fields that a rule must have. */
export function neededFields(type: RuleType | undefined, model: RuleModel | undefined): readonly string[] {
  const needed = ["name", "type", "model", ...(model === undefined ? [] : neededByModel[model])];
  return type === "subscription" ? [...needed, "frequency"] : needed;
}

function readFlag(value: unknown, findings: Findings): boolean | undefined {
  return typeof value === "boolean"
    ? value
    : add(findings, "field_type", `must be true or false, got ${show(value)}`);
}

/** Names that could not be read keep their place, so that paths stay right; with an issue the program is not used. */
function readProrated(value: unknown, findings: Findings): (string | undefined)[] | undefined {
  const items = readArray(value, findings);
  if (items?.length === 0)
    return add(findings, "rule_field_conflict", `must name at least one of ${proratable.join(", ")}`);
  return items?.map((item, at) => readChoice(item, proratable, below(findings, at)));
}

/** Above zero, at most one. */
function readShare(value: unknown, findings: Findings): string | undefined {
  const share = readDecimal(value, findings);
  if (share === undefined) return undefined;
  if (compare(share, zero) > 0 && compare(share, one) <= 0) return formatDecimal(share);
  const message = `must be a fraction above 0, at most 1 ("0.95" is the 95th percentile), got ${show(value)}`;
  return add(findings, "rate_out_of_range", message);
}

function readBasisPoints(value: unknown, findings: Findings): string | undefined {
  const points = readAmount(value, findings);
  if (points === undefined || compare(decimalOf(points), decimalOf("10000")) <= 0) return points;
  return add(
    findings,
    "rate_out_of_range",
    `must be 0 to 10000 basis points (10000 is the whole), got ${show(value)}`,
  );
}

function readDiscounts(value: unknown, findings: Findings): Discount[] | undefined {
  const items = readArray(value, findings);
  if (items === undefined) return undefined;
  if (items.length > 100)
    return add(findings, "discount_invalid", `must be at most 100, are ${items.length}`);
  return [...items.entries()].flatMap(([index, item]) => readDiscount(item, below(findings, index)) ?? []);
}
