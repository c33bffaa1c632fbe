// Amounts by name, for the oracle.
import { add, type Fraction, isZero, negate, sum, toText, zero } from "../fraction.ts";

/** An amount for each name; what is not there is zero. */
export type Sums = ReadonlyMap<string, Fraction>;

export const noSums: Sums = new Map();

export function amountOf(sums: Sums, name: string): Fraction {
  return sums.get(name) ?? zero;
}

/** The pairs added up by name; names whose amounts cancel out are left out. */
export function sumBy(pairs: Iterable<readonly [name: string, amount: Fraction]>): Sums {
  const sums = new Map<string, Fraction>();
  for (const [name, amount] of pairs) sums.set(name, add(sums.get(name) ?? zero, amount));
  return new Map([...sums].filter(([, amount]) => !isZero(amount)));
}

export function minus(a: Sums, b: Sums): Sums {
  return sumBy([...a, ...negated(b)]);
}

export function negated(sums: Sums): Sums {
  return new Map([...sums].map(([name, amount]) => [name, negate(amount)]));
}

export function totalOfSums(sums: Sums): Fraction {
  return sum([...sums.values()]);
}

/** The sums as text, by name, so that they can be compared. */
export function inWords(sums: Sums): Record<string, string> {
  const names = [...sums.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, toText(amountOf(sums, name))]));
}
