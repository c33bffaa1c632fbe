// So many contracts, each with an id, a price list and terms of its own. Metrics and rules have the same names everywhere.
import { expectOk, parseContract, parsePricingProgram, resolveTerms, type Terms } from "../../src/index.ts";
import { graduated, packages, percentage, type RuleJson, volume } from "./priceLists.ts";
import { quantities } from "./quantities.ts";

export const year = 2026;
export const months = 12;

export function contractId(at: number): string {
  return `customer-${String(at).padStart(6, "0")}`;
}

/** `events`: how many all of them get in the year. */
export function createTerms(contracts: number, events: number): Terms[] {
  const perTotal = events / contracts / quantities.length / months;
  return Array.from({ length: contracts }, (_, at) =>
    termsOf(
      contractId(at),
      [percentage, graduated(tiersOf(at)), volume, packages].map((list) => list.rule(perTotal)),
    ),
  );
}

/** One contract in ten has a long list of tiers, ten contracts have a very long one. */
function tiersOf(at: number): number {
  if (at % 100 === 0 && at < 1_000) return 1_000;
  return at % 10 === 0 ? 50 : 5;
}

export function termsOf(id: string, rules: readonly RuleJson[]): Terms {
  const { contract, program } = documentsOf(id, rules);
  return expectOk(resolveTerms(expectOk(parseContract(contract)), [expectOk(parsePricingProgram(program))]));
}

/** As a caller would send them. */
export function documentsOf(
  id: string,
  rules: readonly RuleJson[],
): { readonly contract: RuleJson; readonly program: RuleJson } {
  return {
    contract: {
      id,
      customer_name: "Bench",
      status: "active",
      start_date: `${year}-01-01`,
      end_date: `${year + 1}-01-01`,
      currency: "USD",
      billing_cadence: "monthly",
      metrics: rules.map(({ metric }) => metric),
    },
    program: { contract: id, version: 1, rules },
  };
}
