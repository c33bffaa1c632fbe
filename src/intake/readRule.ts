// One rule of a program: type and model first, for they decide which other fields it has.
import type { Rule } from "../model/pricingProgram.ts";
import type { RuleModel, RuleType } from "../model/ruleModel.ts";
import { checkFee, checkLimits, checkUsageRule } from "./checkRule.ts";
import { add, below, type Findings } from "./findings.ts";
import { readObject, refuseUnknown } from "./readField.ts";
import { allowedFields, neededFields, ruleReaders } from "./ruleFields.ts";

const everyField: ReadonlySet<string> = new Set(ruleReaders.keys());

/** A rule without an id keeps none here: the program gives it one. */
export type RuleWithoutId = Omit<Rule, "id"> & { readonly id?: string };

export function readRule(value: unknown, findings: Findings): RuleWithoutId | undefined {
  const fields = readObject(value, findings);
  if (fields === undefined) return undefined;
  // "one_time" as the frequency of a one-time fee says nothing new, and nothing wrong.
  if (fields.get("type") === "one_time" && fields.get("frequency") === "one_time") fields.delete("frequency");
  refuseUnknown(fields, everyField, findings);
  const read = (key: string): unknown =>
    fields.has(key) ? ruleReaders.get(key)?.(fields.get(key), below(findings, key)) : undefined;
  const type = read("type") as RuleType | undefined;
  const model = read("model") as RuleModel | undefined;
  if (type !== undefined && model !== undefined && (type === "usage") === (model === "flat")) {
    add(
      below(findings, "model"),
      "rule_model_invalid",
      `does not go with type ${type}: a fee is flat, and usage anything but that`,
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
  if (type === "usage") checkUsageRule(rule, findings);
  else checkFee(rule, findings);
  checkLimits(rule, findings);
  // With an issue the program is not used, so a half-read rule goes nowhere.
  return rule as unknown as RuleWithoutId;
}
