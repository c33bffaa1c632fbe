// The running totals that raters by hand have opened, in the order of contracts, months and rules.
import type { IntakeByHand, RuleAccount } from "./intakeByHand.ts";

export interface OpenTotal {
  readonly account: RuleAccount;
  /** First day of the month. */
  readonly period: string;
  readonly total: number;
}

export function* totalsByHand(
  { contracts }: IntakeByHand,
  starts: readonly string[],
  of: Iterable<string> = contracts.keys(),
): Generator<OpenTotal> {
  for (const contract of of) {
    const rules = [...(contracts.get(contract)?.rules.values() ?? [])];
    for (const [month, period] of starts.entries()) {
      for (const account of rules) {
        const total = account.totals[month] as number;
        if (total >= 0) yield { account, period, total };
      }
    }
  }
}
