// Taxes on what a period comes to, from the lines that are taxed.
import type { Contract } from "../../../src/model/contract.ts";
import type { Tax } from "../../../src/model/tax.ts";
import { add, divide, type Fraction, fraction, multiply, one, sum } from "../fraction.ts";
import { isFor, rounded } from "./money.ts";
import { amountOf, type Sums, sumBy } from "./sums.ts";

/** A line as taxes see it: what is left after discounts and credits. */
export interface Taxable {
  readonly key: string;
  readonly rule_id: string | null;
  readonly amount: Fraction;
}

/** Each tax on all of a period's lines together. */
export function taxesOn(contract: Contract, taxes: readonly Tax[], lines: readonly Taxable[]): Sums {
  return sumBy(taxes.map((tax) => [tax.id, taxOn(contract, taxes, tax, lines)]));
}

function taxOn(contract: Contract, taxes: readonly Tax[], tax: Tax, lines: readonly Taxable[]): Fraction {
  const scoped = lines.filter(({ rule_id }) => isFor(tax.rules, rule_id));
  const byKey = sumBy(scoped.map(({ key, amount }) => [key, amount]));
  const ruleOf = new Map(scoped.map(({ key, rule_id }) => [key, rule_id]));
  const exact = [...byKey.keys()].map((key) =>
    multiply(divide(amountOf(byKey, key), gross(taxes, ruleOf.get(key) ?? null)), fraction(tax.rate)),
  );
  if (tax.rounding === "line") return sum(exact.map((amount) => rounded(contract, amount)));
  return rounded(contract, sum(exact));
}

/** What a price of one comes to with the taxes that prices include: both kinds are shares of what is without them. */
function gross(taxes: readonly Tax[], ruleId: string | null): Fraction {
  const included = taxes.filter(({ inclusive, rules }) => inclusive === true && isFor(rules, ruleId));
  return included.reduce((whole, { rate }) => add(whole, fraction(rate)), one);
}
