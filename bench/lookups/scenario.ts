// A case at a size: the checked documents, and the events as often as they are asked for.
import {
  type Contract,
  expectOk,
  type PricingProgram,
  parseContract,
  parsePricingProgram,
  resolveTerms,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import type { BenchCase } from "./benchCase.ts";
import { contractId, eventBlocks, year } from "./workload.ts";

export interface Scenario {
  readonly contract: Contract;
  readonly program: PricingProgram;
  readonly terms: Terms;
  /** `2026-01` and so on: what a rater by hand knows of the calendar. */
  readonly months: readonly string[];
  /** How many. */
  readonly events: number;
  /** The same events at each call, as new objects. */
  blocks(): Iterable<readonly UsageEvent[]>;
}

export function createScenario({ seed, metrics, rules, months = 12 }: BenchCase, events: number): Scenario {
  const contract = expectOk(
    parseContract({
      id: contractId,
      customer_name: "Bench",
      status: "active",
      start_date: `${year}-01-01`,
      end_date: `${year + 1}-01-01`,
      currency: "USD",
      billing_cadence: "monthly",
      metrics: metrics.map(({ name }) => name),
    }),
  );
  const program = expectOk(
    parsePricingProgram({ contract: contractId, version: 1, rules: rules(events / months / metrics.length) }),
  );
  return {
    contract,
    program,
    terms: expectOk(resolveTerms(contract, [program])),
    months: Array.from({ length: months }, (_, at) => `${year}-${String(at + 1).padStart(2, "0")}`),
    events,
    blocks: () => eventBlocks({ seed, events, metrics, months }),
  };
}
