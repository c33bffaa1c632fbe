// How events become a quantity: accumulators that can be added to and merged, one for each aggregation.
import { add, type Decimal, one, zero } from "../decimal/decimal.ts";
import type { UsageRule } from "../model/pricingProgram.ts";

/** Order and grouping change nothing: `merge` is commutative and associative, and `empty` is its zero. */
export interface Aggregation {
  readonly empty: Decimal;
  /** The aggregate with one more event of that quantity. */
  add(aggregate: Decimal, quantity: Decimal): Decimal;
  merge(a: Decimal, b: Decimal): Decimal;
}

const sum: Aggregation = { empty: zero, add, merge: add };
const count: Aggregation = { empty: zero, add: (aggregate) => add(aggregate, one), merge: add };

/** The aggregation of a rule; `sum` where it names none. */
export function aggregationOf(rule: UsageRule): Aggregation {
  return rule.aggregation === "count" ? count : sum;
}
