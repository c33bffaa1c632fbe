// Which fields a rule of a type and model has, which of them it needs, and how each is read.
import { cadences } from "../calendar/cadence.ts";
import type { Discount } from "../model/pricingProgram.ts";
import { add, below, type Findings, show } from "./findings.ts";
import {
  readAmount,
  readArray,
  readChoice,
  readId,
  readInteger,
  readObject,
  readRate,
  readText,
  refuseUnknown,
} from "./readField.ts";
import { readTiers } from "./readTiers.ts";

const ruleTypes = ["subscription", "usage", "one_time"] as const;
const ruleModels = ["flat", "per_unit", "percentage", "tiered"] as const;
export type RuleType = (typeof ruleTypes)[number];
export type RuleModel = (typeof ruleModels)[number];

type Reader = (value: unknown, findings: Findings) => unknown;

/** Fields of every rule. */
const common: readonly string[] = [
  "id",
  "name",
  "type",
  "model",
  "currency",
  "discounts",
  "minimum_amount",
  "maximum_amount",
  "monthly_cap",
];
const usage: readonly string[] = [
  "metric",
  "aggregation",
  "counterparty",
  "counterparty_side",
  "included_quantity",
  "included_mode",
  "negative_usage",
  "zero_usage",
];
const ofModel: { readonly [model in RuleModel]: readonly string[] } = {
  flat: ["amount", "frequency", "proration"],
  per_unit: ["unit_amount"],
  percentage: [
    "rate",
    "fixed_amount",
    "free_events",
    "free_amount",
    "per_event_minimum",
    "per_event_maximum",
  ],
  tiered: ["tiers_mode", "tiers"],
};
const neededByModel: { readonly [model in RuleModel]: readonly string[] } = {
  flat: ["amount"],
  per_unit: ["metric", "unit_amount"],
  percentage: ["metric", "rate"],
  tiered: ["metric", "tiers_mode", "tiers"],
};
const most = 1_000_000_000;

/** How each field is read, whatever rule it stands on. */
export const ruleReaders: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["id", (value, at) => readId(value, at)],
  ["name", (value, at) => readText(value, at, "rule_name_invalid")],
  ["type", (value, at) => readChoice(value, ruleTypes, at, "rule_type_invalid")],
  ["model", (value, at) => readChoice(value, ruleModels, at, "rule_model_invalid")],
  ["currency", (value, at) => readId(value, at)],
  ["discounts", readDiscounts],
  ["minimum_amount", (value, at) => readAmount(value, at)],
  ["maximum_amount", (value, at) => readAmount(value, at)],
  ["monthly_cap", (value, at) => readAmount(value, at)],
  ["metric", (value, at) => readId(value, at)],
  ["aggregation", (value, at) => readChoice(value, ["sum", "count"], at)],
  ["counterparty", (value, at) => readId(value, at)],
  ["counterparty_side", (value, at) => readChoice(value, ["maker", "taker"], at)],
  ["included_quantity", (value, at) => readAmount(value, at, "quantity_negative")],
  ["included_mode", (value, at) => readChoice(value, ["shift"], at)],
  ["negative_usage", (value, at) => readChoice(value, ["reject", "clamp", "credit"], at)],
  ["amount", (value, at) => readAmount(value, at)],
  ["frequency", (value, at) => readChoice(value, cadences, at, "frequency_invalid")],
  ["proration", (value, at) => readChoice(value, ["none"], at)],
  ["unit_amount", (value, at) => readAmount(value, at)],
  ["rate", readRate],
  ["fixed_amount", (value, at) => readAmount(value, at)],
  ["free_events", (value, at) => readInteger(value, { from: 0, to: most }, at)],
  ["free_amount", (value, at) => readAmount(value, at)],
  ["per_event_minimum", (value, at) => readAmount(value, at)],
  ["per_event_maximum", (value, at) => readAmount(value, at)],
  ["tiers_mode", (value, at) => readChoice(value, ["graduated", "volume"], at)],
  ["tiers", readTiers],
  ["zero_usage", (value, at) => readChoice(value, ["none", "first_tier"], at)],
]);

/** The fields that a rule may have; of any rule, where type or model could not be read. */
export function allowedFields(type: RuleType | undefined, model: RuleModel | undefined): ReadonlySet<string> {
  if (type === undefined || model === undefined) return new Set(ruleReaders.keys());
  const allowed = [...common, ...(type === "usage" ? usage : []), ...ofModel[model]];
  return new Set(type === "one_time" ? allowed.filter((key) => key !== "frequency") : allowed);
}

/** The fields that a rule must have. */
export function neededFields(type: RuleType | undefined, model: RuleModel | undefined): readonly string[] {
  const needed = ["name", "type", "model", ...(model === undefined ? [] : neededByModel[model])];
  return type === "subscription" ? [...needed, "frequency"] : needed;
}

function readDiscounts(value: unknown, findings: Findings): Discount[] | undefined {
  const items = readArray(value, findings);
  if (items === undefined) return undefined;
  if (items.length > 100)
    return add(findings, "discount_invalid", `must be at most 100, are ${items.length}`);
  return [...items.entries()].flatMap(([index, item]) => readDiscount(item, below(findings, index)) ?? []);
}

function readDiscount(value: unknown, findings: Findings): Discount | undefined {
  const fields = readObject(value, findings);
  if (fields === undefined) return undefined;
  refuseUnknown(fields, new Set(["amount", "percent"]), findings);
  const { size } = fields;
  if (fields.has("amount") === fields.has("percent")) {
    return add(
      findings,
      "discount_invalid",
      `must have either amount or percent, has ${size === 0 ? "none" : show(value)}`,
    );
  }
  if (fields.has("amount")) {
    const amount = readAmount(fields.get("amount"), below(findings, "amount"));
    return amount === undefined ? undefined : { amount };
  }
  const percent = readRate(fields.get("percent"), below(findings, "percent"));
  return percent === undefined ? undefined : { percent };
}
