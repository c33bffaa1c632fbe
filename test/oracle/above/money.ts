// In what a contract's money is counted, for the oracle.
import type { Contract } from "../../../src/model/contract.ts";
import { currencyDigits } from "../currency.ts";
import { type Fraction, larger, round, smaller, sum, zero } from "../fraction.ts";
import { shareOut } from "../share.ts";

/** The amount in whole minor units, as the contract rounds. */
export function rounded(contract: Contract, amount: Fraction): Fraction {
  return round(amount, currencyDigits(contract), contract.rounding);
}

/** Takes an amount off what is left of some places, in proportion, and never more than there is above zero. */
export function takenFrom(contract: Contract, wanted: Fraction, left: readonly Fraction[]): Fraction[] {
  const above = left.map((amount) => larger(zero, amount));
  const taken = larger(zero, smaller(wanted, sum(above)));
  return shareOut(taken, above, currencyDigits(contract));
}

/** Whether something that is for some rules, or for all, is for a line. */
export function isFor(rules: readonly string[] | undefined, ruleId: string | null): boolean {
  return rules === undefined || (ruleId !== null && rules.includes(ruleId));
}
