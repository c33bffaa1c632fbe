import { monthsOf } from "../calendar/cadence.ts";
import { minorDigits } from "../decimal/currencyDigits.ts";
import { decimalOf, scaleOf } from "../decimal/decimal.ts";
import { rivalsOf } from "../metering/rivalsOf.ts";
import { canonicalJson } from "../model/canonicalJson.ts";
import type { Contract } from "../model/contract.ts";
import { frozenCopy } from "../model/frozenCopy.ts";
import type { IssueCode } from "../model/issueCode.ts";
import type { PricingProgram, Rule } from "../model/pricingProgram.ts";
import { type Issue, mostIssues, type Result } from "../model/result.ts";
import { show } from "../model/show.ts";
import type { Terms } from "../model/terms.ts";
import { tiersIn } from "../pricing/tiersIn.ts";
import { amountsAbove } from "./amountsAbove.ts";
import { checkParsedContract, checkParsedProgram } from "./checkParsed.ts";

/**
 * Puts a contract and its program versions together: what usage is rated against.
 *
 * Versions are ordered by number; a later version must not take effect before an earlier one, and where
 * both begin on the same day the later one holds. The same version given twice with the same content counts
 * once. Every metric must be one of the contract's, every amount due as such (fees, tier flats, minimums,
 * maximums, caps) must be whole minor units of its currency; unit prices may be finer.
 *
 * @param contract - a checked contract
 * @param programs - checked versions of its program, in any order, at least one
 * @returns terms to rate with, frozen and independent of what was passed in; or every issue
 * (`contract_unknown`, `pricing_missing`, `version_conflict`, `version_not_ascending`, `metric_unknown`,
 * `currency_mismatch`, `amount_scale_exceeds_currency`, `rule_scope_ambiguous`, `rule_date_unknown`,
 * `rule_field_conflict` where months of thirty days are counted in a billing cadence without months)
 *
 * @example
 * const contract = expectOk(parseContract({
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"],
 * }));
 * const program = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1,
 *   rules: [{ name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.02" }],
 * }));
 * resolveTerms(contract, [program]).ok; // => true
 * resolveTerms(contract, []).ok; // => false
 */
export function resolveTerms(contract: Contract, programs: readonly PricingProgram[]): Result<Terms> {
  const issues: Issue[] = [...checkParsedContract(contract), ...checkPrograms(programs ?? [])];
  if (issues.length > 0) return { ok: false, issues: issues.slice(0, mostIssues) };
  const given = (programs ?? []).map(frozenCopy);
  const versions = orderVersions(given, issues);
  if (given.length === 0) {
    issues.push({ code: "pricing_missing", path: "programs", message: "must have at least one version" });
  }
  for (const program of versions) checkOnce(contract, program, `programs[${given.indexOf(program)}]`, issues);
  if (issues.length > 0) return { ok: false, issues: issues.slice(0, mostIssues) };
  const terms: Terms = { object: "terms", contract: frozenCopy(contract), programs: Object.freeze(versions) };
  return { ok: true, value: Object.freeze(terms) };
}

function checkPrograms(programs: readonly PricingProgram[]): Issue[] {
  if (Array.isArray(programs))
    return programs.flatMap((program, at) => checkParsedProgram(program, `programs[${at}]`));
  return [{ code: "field_type", path: "programs", message: `must be an array, got ${show(programs)}` }];
}

/** What of a contract each frozen version has passed against: a long history is not checked anew with every version. */
const passed: WeakMap<PricingProgram, string> = new WeakMap();

function checkOnce(contract: Contract, program: PricingProgram, path: string, issues: Issue[]): void {
  const { id, currency, currency_digits, billing_cadence, start_date, metrics } = contract;
  const key = JSON.stringify([id, currency, currency_digits, billing_cadence, start_date === null, metrics]);
  if (passed.get(program) === key) return;
  const before = issues.length;
  checkProgram(contract, program, path, issues);
  if (issues.length === before) passed.set(program, key);
}

function orderVersions(programs: readonly PricingProgram[], issues: Issue[]): PricingProgram[] {
  const ordered: PricingProgram[] = [];
  for (const program of [...programs].sort((a, b) => a.version - b.version)) {
    const before = ordered.at(-1);
    const at = `programs[${programs.indexOf(program)}]`;
    if (before?.version === program.version) {
      if (canonicalJson(before) === canonicalJson(program)) continue;
      const message = `version ${program.version} is there with other content: versions never change`;
      issues.push({ code: "version_conflict", path: `${at}.version`, message });
    } else if (before !== undefined && (program.effective_date ?? "") < (before.effective_date ?? "")) {
      const message = `version ${program.version} must not take effect before version ${before.version} (${before.effective_date}), has ${program.effective_date}`;
      issues.push({ code: "version_not_ascending", path: `${at}.effective_date`, message });
    }
    ordered.push(program);
  }
  return ordered;
}

function checkProgram(contract: Contract, program: PricingProgram, path: string, issues: Issue[]): void {
  if (program.contract !== contract.id) {
    const message = `must be ${contract.id}, the contract that it is resolved with, is ${program.contract}`;
    issues.push({ code: "contract_unknown", path: `${path}.contract`, message });
  }
  checkDigits(contract, amountsAbove(program), (field, code, message) =>
    issues.push({ code, path: `${path}.${field}`, message }),
  );
  if (
    program.minimum_commitment?.proration === "fixed_30" &&
    monthsOf[contract.billing_cadence] === undefined
  ) {
    const message = `must be day, second or none beside billing ${contract.billing_cadence}, which has no months`;
    issues.push({ code: "rule_field_conflict", path: `${path}.minimum_commitment.proration`, message });
  }
  const rivals = rivalsOf(program.rules.filter((rule) => rule.type === "usage"));
  program.rules.forEach((rule, at) => {
    const found = (field: string, code: IssueCode, message: string): void => {
      issues.push({ code, path: `${path}.rules[${at}].${field}`, message });
    };
    checkRule(contract, program, rule, found);
    if (rule.type !== "usage") return;
    const rival = rivals.get(rule);
    if (rival === undefined) return;
    const field = rule.counterparty === undefined ? "counterparty_side" : "counterparty";
    const message = `rule ${rival.id} has the same metric and scope, and filters that let the same event through`;
    found(field, "rule_scope_ambiguous", message);
  });
}

type Found = (field: string, code: IssueCode, message: string) => unknown;

function checkRule(contract: Contract, program: PricingProgram, rule: Rule, found: Found): void {
  const isUsage = rule.type === "usage";
  if (isUsage && !contract.metrics.includes(rule.metric)) {
    found("metric", "metric_unknown", `must be a metric of the contract, is ${JSON.stringify(rule.metric)}`);
  }
  if (rule.currency !== undefined && rule.currency !== contract.currency) {
    found(
      "currency",
      "currency_mismatch",
      `must be the contract's ${contract.currency}, is ${rule.currency}`,
    );
  }
  if (isUsage && rule.proration === "fixed_30" && monthsOf[contract.billing_cadence] === undefined) {
    const message = `must be day, second or none beside billing ${contract.billing_cadence}, which has no months`;
    found("proration", "rule_field_conflict", message);
  }
  const dated = rule.effective_from !== undefined || program.effective_date !== null;
  if (rule.type === "one_time" && contract.start_date === null && !dated) {
    const message =
      "is due on the first day of the rule: give it an effective_from, the program an effective_date or the contract a start_date";
    found("type", "rule_date_unknown", message);
  }
  checkDigits(contract, dueAmounts(rule), found);
}

function checkDigits(
  contract: Contract,
  amounts: readonly [string, string | undefined][],
  found: Found,
): void {
  const digits = minorDigits(contract);
  for (const [field, amount] of amounts) {
    if (amount === undefined || scaleOf(decimalOf(amount)) <= digits) continue;
    const message = `must have at most ${digits} decimal places in ${contract.currency}, is ${amount}`;
    found(field, "amount_scale_exceeds_currency", message);
  }
}

/** Amounts that are asked for as they stand, not multiplied by a quantity first. */
function dueAmounts(rule: Rule): [string, string | undefined][] {
  return [
    ["amount", rule.model === "flat" ? rule.amount : undefined],
    ["minimum_amount", rule.minimum_amount],
    ["maximum_amount", rule.maximum_amount],
    ["monthly_cap", rule.monthly_cap],
    ...tiersIn(rule).flatMap(({ path, price: { tiers } }) =>
      tiers.flatMap((tier, at): [string, string | undefined][] => [
        [`${path}tiers[${at}].flat_amount`, tier.flat_amount],
        [`${path}tiers[${at}].maximum_amount`, tier.maximum_amount],
      ]),
    ),
  ];
}
