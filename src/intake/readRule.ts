// One rule of a program: type and model first, for they decide which other fields it has.
import { compare, decimalOf } from "../decimal/decimal.ts";
import type { Rule } from "../model/pricingProgram.ts";
import { add, below, type Findings } from "./findings.ts";
import { readObject, refuseUnknown } from "./readField.ts";
import { allowedFields, neededFields, type RuleModel, type RuleType, ruleReaders } from "./ruleFields.ts";

const everyField: ReadonlySet<string> = new Set(ruleReaders.keys());

/** A rule without an id keeps none here: the program gives it one. */
export type RuleWithoutId = Omit<Rule, "id"> & { readonly id?: string };

export function readRule(value: unknown, findings: Findings): RuleWithoutId | undefined {
  const fields = readObject(value, findings);
  if (fields === undefined) return undefined;
  // "one_time" as the frequency of a one-time fee says nothing new, and nothing wrong.
  if (fields.get("type") === "one_time" && fields.get("frequency") === "one_time") fields.delete("frequency");
  refuseUnknown(fields, everyField, findings);
  const type = read("type") as RuleType | undefined;
  const model = read("model") as RuleModel | undefined;
  if (type !== undefined && model !== undefined && (type === "usage") === (model === "flat")) {
    add(
      below(findings, "model"),
      "rule_model_invalid",
      `does not go with type ${type}: usage is per_unit, percentage or tiered, a fee is flat`,
    );
    return undefined;
  }
  for (const key of neededFields(type, model)) {
    if (!fields.has(key)) add(below(findings, key), "rule_field_missing", "is required on this rule");
  }
  const allowed = allowedFields(type, model);
  const rule: Record<string, unknown> = {};
  for (const key of ruleReaders.keys()) {
    if (!fields.has(key)) continue;
    if (key === "type" || key === "model") rule[key] = fields.get(key);
    else if (allowed.has(key)) rule[key] = read(key);
    else
      add(below(findings, key), "rule_field_conflict", `does not belong to a ${type} rule of model ${model}`);
  }
  checkTogether(rule, findings);
  // With an issue the program is not used, so a half-read rule goes nowhere.
  return rule as unknown as RuleWithoutId;

  function read(key: string): unknown {
    return fields?.has(key) ? ruleReaders.get(key)?.(fields.get(key), below(findings, key)) : undefined;
  }
}

const perEventFields = [
  "fixed_amount",
  "free_events",
  "free_amount",
  "per_event_minimum",
  "per_event_maximum",
];

function checkTogether(rule: Record<string, unknown>, findings: Findings): void {
  checkOrder(rule, "minimum_amount", "maximum_amount", findings);
  checkOrder(rule, "per_event_minimum", "per_event_maximum", findings);
  if (rule.zero_usage === "first_tier" && rule.model !== "tiered") {
    add(below(findings, "zero_usage"), "rule_field_conflict", "must be none on a rule without tiers");
  }
  if (rule.included_quantity !== undefined && perEventFields.some((key) => rule[key] !== undefined)) {
    const message = `must not stand beside ${perEventFields.join(", ")}, which price each event on its own: use free_amount`;
    add(below(findings, "included_quantity"), "rule_field_conflict", message);
  }
}

function checkOrder(rule: Record<string, unknown>, low: string, high: string, findings: Findings): void {
  const [least, most] = [rule[low], rule[high]];
  if (typeof least !== "string" || typeof most !== "string") return;
  if (compare(decimalOf(least), decimalOf(most)) <= 0) return;
  add(below(findings, low), "minimum_above_maximum", `must not be above ${high} ${most}, got ${least}`);
}
