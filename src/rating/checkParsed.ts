// Documents that skipped the parsers are told so, before anything is computed from what they lack.
import type { Contract } from "../model/contract.ts";
import type { PricingProgram, Rule } from "../model/pricingProgram.ts";
import type { Issue } from "../model/result.ts";
import { neededByModel } from "../model/ruleModel.ts";

const contractFields = [
  "id",
  "status",
  "start_date",
  "end_date",
  "currency",
  "billing_cadence",
  "metrics",
  "timezone",
  "billing_anchor_date",
  "rounding",
  "net_days",
] as const;
/** Fields of rules and tiers that are decimals, and therefore text in a parsed document. */
const decimals: ReadonlySet<string> = new Set([
  "amount",
  "quantity",
  "unit_amount",
  "flat_amount",
  "rate",
  "fixed_amount",
  "free_amount",
  "per_event_minimum",
  "per_event_maximum",
  "included_quantity",
  "package_size",
  "package_amount",
  "divide_by",
  "percentile",
  "bps",
  "multiplier",
  "minimum_amount",
  "maximum_amount",
  "monthly_cap",
  "percent",
]);

/** What shows that a contract has not been parsed. */
export function checkParsedContract(contract: Contract): Issue[] {
  if (!isObject(contract)) return [unparsed("contract", "parseContract")];
  return contractFields
    .filter((field) => contract[field] === undefined)
    .map((field) => unparsed(`contract.${field}`, "parseContract"));
}

/** What shows that a version of a program has not been parsed. */
export function checkParsedProgram(program: PricingProgram, path: string): Issue[] {
  if (!isObject(program) || !Array.isArray(program.rules)) return [unparsed(path, "parsePricingProgram")];
  if (program.effective_date === undefined)
    return [unparsed(`${path}.effective_date`, "parsePricingProgram")];
  return program.rules.flatMap((rule, at) => {
    const own = `${path}.rules[${at}]`;
    if (typeof rule?.id !== "string") return [unparsed(`${own}.id`, "parsePricingProgram")];
    const lacking = missingIn(rule);
    if (lacking.length > 0) return lacking.map((field) => unparsed(`${own}.${field}`, "parsePricingProgram"));
    return numbersIn(rule).map((field) => unparsed(`${own}.${field}`, "parsePricingProgram"));
  });
}

function missingIn(rule: Rule): string[] {
  const needed: readonly string[] | undefined = Object.hasOwn(neededByModel, rule.model)
    ? neededByModel[rule.model]
    : undefined;
  if (needed === undefined) return ["model"];
  const percentile = rule.type === "usage" && rule.aggregation === "percentile" ? ["percentile"] : [];
  return [...needed, ...percentile].filter(
    (field) => (rule as unknown as Record<string, unknown>)[field] === undefined,
  );
}

function numbersIn(value: object): string[] {
  return Object.entries(value).flatMap(([key, field]) => {
    if (Array.isArray(field)) return field.filter(isObject).flatMap((item) => numbersIn(item).map(() => key));
    if (isObject(field) && key !== "when") return numbersIn(field).map((inner) => `${key}.${inner}`);
    return decimals.has(key) && typeof field !== "string" ? [key] : [];
  });
}

function unparsed(path: string, parser: string): Issue {
  return { code: "field_type", path, message: `must be as ${parser} makes it: parse the document first` };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
