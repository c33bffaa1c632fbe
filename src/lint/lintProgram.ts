import type { Contract } from "../model/contract.ts";
import { BillingError } from "../model/errors.ts";
import type { PricingProgram } from "../model/pricingProgram.ts";
import type { Warning } from "../model/warning.ts";
import { checkParsedContract, checkParsedProgram } from "../rating/checkParsed.ts";
import { lintCells } from "./lintCells.ts";
import { lintRule } from "./lintRule.ts";
import { lintTiers } from "./lintTiers.ts";

/**
 * What is legal in a program and likely not meant.
 *
 * `volume_cliff`: a total gets cheaper where a tier begins, with the quantity · `unreachable_cell`,
 * `unreachable_rule`: filters let no such event through · `minimum_above_maximum`: the caps of all months of a period are
 * below the minimum, and win · `package_misaligned`: packages do not end where a tier does · `metric_without_rule`: usage that the
 * contract takes and the program does not price · `rule_metric_unknown`: a rule for usage that the contract does not
 * take · `discount_above_whole`: percentages that add up to more than 100 %, though they apply one after another ·
 * `aggregation_needs_events`: to take an event back, its period has to be rated again from all events ·
 * `open_tier_free`: however much is used beyond the last bound, it costs nothing.
 *
 * @param contract - a checked contract
 * @param program - a checked version of its program
 * @throws BillingError `field_type` for documents that have not been parsed
 * @returns warnings in the order of the documents; none: nothing looks wrong
 *
 * @example
 * const contract = expectOk(parseContract({
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"],
 * }));
 * const program = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1,
 *   rules: [{
 *     name: "Calls", type: "usage", model: "tiered", tiers_mode: "volume", metric: "calls",
 *     tiers: [{ up_to: "100", unit_amount: "0.1" }, { up_to: null, unit_amount: "0.05" }],
 *   }],
 * }));
 * const [cliff] = lintProgram(contract, program);
 * [cliff.code, cliff.path, cliff.quantity]; // => ["volume_cliff", "program.rules[0].tiers[0].up_to", "100"]
 */
export function lintProgram(contract: Contract, program: PricingProgram): Warning[] {
  const issues = [...checkParsedContract(contract), ...checkParsedProgram(program, "program")];
  if (issues.length > 0) throw new BillingError(issues);
  const priced = new Set(program.rules.flatMap((rule) => (rule.type === "usage" ? [rule.metric] : [])));
  const unpriced = contract.metrics.flatMap((metric, at): Warning[] => {
    if (priced.has(metric)) return [];
    const message = `no rule prices ${JSON.stringify(metric)}: its usage is rejected with metric_not_priced`;
    return [{ code: "metric_without_rule", path: `contract.metrics[${at}]`, message }];
  });
  const ofRules = program.rules.flatMap((rule, at) => {
    const path = `program.rules[${at}]`;
    return [...lintRule(contract, rule, path), ...lintCells(rule, path), ...lintTiers(contract, rule, path)];
  });
  return [...unpriced, ...ofRules];
}
