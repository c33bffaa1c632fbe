// Lines about one period, on however many invoices, added up by what they are about.
import { add, type Decimal, decimalOf, zero } from "../decimal/decimal.ts";
import type { AppliedDiscount, LineItem } from "../model/invoice.ts";
import { lineKey } from "./lineKey.ts";
import { amountOf } from "./netOf.ts";

/** All lines of one key. */
export interface Billed {
  /** The last line of it: what it is about stands there. */
  readonly line: LineItem;
  readonly quantity: Decimal;
  readonly amount: Decimal;
  /** By discount. */
  readonly discounts: ReadonlyMap<string, Decimal>;
}

/** Sums by line key. */
export function billedOf(lines: readonly LineItem[]): ReadonlyMap<string, Billed> {
  const billed = new Map<string, Billed>();
  for (const line of lines) {
    const key = lineKey(line);
    billed.set(key, addLine(billed.get(key), line));
  }
  return billed;
}

function addLine(before: Billed | undefined, line: LineItem): Billed {
  const { discounts = [] } = line;
  return {
    line,
    quantity: add(before?.quantity ?? zero, decimalOf(line.quantity)),
    amount: add(before?.amount ?? zero, amountOf(line)),
    discounts: addDiscounts(before?.discounts, discounts),
  };
}

function addDiscounts(
  before: ReadonlyMap<string, Decimal> | undefined,
  discounts: readonly AppliedDiscount[],
): ReadonlyMap<string, Decimal> {
  const sums = new Map(before);
  for (const one of discounts) sums.set(one.discount, add(sums.get(one.discount) ?? zero, amountOf(one)));
  return sums;
}
