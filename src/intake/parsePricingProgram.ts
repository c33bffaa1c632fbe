import type { PricingProgram, Rule } from "../model/pricingProgram.ts";
import type { Result } from "../model/result.ts";
import { show } from "../model/show.ts";
import { add, below, type Findings } from "./findings.ts";
import { type OpenDocument, openDocument, shapeOf } from "./openDocument.ts";
import { parseDocument } from "./parseDocument.ts";
import { readCommitment, readInvoiceDiscounts, readTaxes } from "./readAbove.ts";
import { readArray, readChoice, readDate, readId, readInteger, readPositive } from "./readField.ts";
import { type RuleWithoutId, readRule } from "./readRule.ts";

const shape = shapeOf(
  ["contract", "version", "rules"],
  ["object", "effective_date", "discounts", "minimum_commitment", "taxes", "progressive_threshold"],
);
const mostRules = 1000;
const mostVersions = 1_000_000;

/**
 * Reads one version of a pricing program: the checked document, or all that is wrong with it.
 *
 * `effective_date` defaults to null: in effect from the contract's start. A rule without `id` gets one of 8
 * hex digits that depends on its name alone, so the same name is the same rule in the next version. Numbers
 * are taken as decimal strings or as JSON numbers that are exact. A field that belongs to another model is
 * a `rule_field_conflict`, one that belongs to none is a `field_unknown`. What needs the contract (its
 * metrics, its currency) is checked by `resolveTerms`.
 *
 * @param input - any value, or JSON text of an object
 * @returns the program, or every issue
 *
 * @example
 * const program = expectOk(parsePricingProgram({
 *   contract: "acme-corp-2026", version: 1,
 *   rules: [{ name: "Usage Fee", type: "usage", model: "percentage", rate: 0.05, metric: "revenue_amount_invoiced" }],
 * }));
 * const [fee] = program.rules;
 * [fee.id, fee.model]; // => ["cbad06d8", "percentage"]
 */
export function parsePricingProgram(input: unknown): Result<PricingProgram> {
  return parseDocument(input, readPricingProgram);
}

export function readPricingProgram(input: unknown, findings: Findings): PricingProgram | undefined {
  const document = openDocument(input, shape, findings);
  if (document === undefined) return undefined;
  const { read } = document;
  read("object", (value, at) => readChoice(value, ["pricing_program"], at));
  const program = {
    object: "pricing_program",
    contract: read("contract", readId),
    version: read("version", (value, at) =>
      readInteger(value, { from: 1, to: mostVersions }, at, "version_invalid"),
    ),
    effective_date:
      read("effective_date", (value, at) => (value === null ? null : readDate(value, at))) ?? null,
    rules: read("rules", readRules),
    ...readAbove(document),
  };
  refuseStrangeRules(program as PricingProgram, findings);
  // A field that could not be read has left an issue, and with an issue the document is not used.
  return program as PricingProgram;
}

/** What there is beside the rules; what is left out stays out. */
function readAbove({ read }: OpenDocument): Partial<PricingProgram> {
  const discounts = read("discounts", readInvoiceDiscounts);
  const minimum_commitment = read("minimum_commitment", readCommitment);
  const taxes = read("taxes", readTaxes);
  const progressive_threshold = read("progressive_threshold", readPositive);
  return {
    ...(discounts === undefined ? {} : { discounts }),
    ...(minimum_commitment === undefined ? {} : { minimum_commitment }),
    ...(taxes === undefined ? {} : { taxes }),
    ...(progressive_threshold === undefined ? {} : { progressive_threshold }),
  };
}

/** A discount or tax for a rule that is not there would silently be for nothing. */
function refuseStrangeRules(
  { rules, discounts = [], taxes = [] }: Partial<PricingProgram>,
  findings: Findings,
): void {
  if (rules === undefined) return;
  const ids = new Set(rules.map(({ id }) => id));
  for (const [name, list] of Object.entries({ discounts, taxes })) {
    for (const [at, item] of list.entries()) {
      const strange = item.rules?.find((id) => !ids.has(id));
      if (strange === undefined) continue;
      const message = `must name rules of this version, has ${show(strange)}`;
      add(below(below(below(findings, name), at), "rules"), "rule_unknown", message);
    }
  }
}

function readRules(value: unknown, findings: Findings): Rule[] | undefined {
  const items = readArray(value, findings);
  if (items === undefined) return undefined;
  if (items.length === 0) return add(findings, "rules_empty", "must have at least one rule");
  if (items.length > mostRules) {
    return add(findings, "rules_too_many", `must have at most ${mostRules} rules, has ${items.length}`);
  }
  const rules: RuleWithoutId[] = [];
  const names = new Set<string>();
  const ids = new Set<string>();
  for (const [index, item] of items.entries()) {
    const at = below(findings, index);
    const rule = readRule(item, at);
    if (rule === undefined) continue;
    rules.push(rule);
    refuseRepeated(rule.name, names, below(at, "name"), "rule_name_duplicate");
    refuseRepeated(rule.id, ids, below(at, "id"), "rule_id_duplicate");
  }
  return rules.map((rule) => withId(rule, ids));
}

function refuseRepeated(
  value: string | undefined,
  seen: Set<string>,
  findings: Findings,
  code: "rule_name_duplicate" | "rule_id_duplicate",
): void {
  if (value === undefined) return;
  if (seen.has(value)) add(findings, code, `is there twice: ${show(value)}`);
  seen.add(value);
}

function withId(rule: RuleWithoutId, taken: Set<string>): Rule {
  // A rule whose name could not be read has left an issue; its program is not used.
  if (rule.id !== undefined || rule.name === undefined) return rule as Rule;
  let id = hexHash(rule.name);
  for (let turn = 2; taken.has(id); turn += 1) id = hexHash(`${rule.name}#${turn}`);
  taken.add(id);
  // The id stands first, as in documents that bring one.
  return { id, ...rule } as Rule;
}

/** 32 bits of FNV-1a, as 8 hex digits: a short name for a name, not a proof of anything. */
function hexHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
