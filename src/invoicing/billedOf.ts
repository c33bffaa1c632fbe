// Lines about one period, on however many invoices, added up by what they are about.
import { add, type Decimal, decimalOf, isZero, zero } from "../decimal/decimal.ts";
import type { LineItem } from "../model/invoice.ts";
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
  /** By grant, in the order in which they were drawn. */
  readonly credits: ReadonlyMap<string, Decimal>;
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
  const { discounts = [], credits = [] } = line;
  return {
    line,
    quantity: add(before?.quantity ?? zero, decimalOf(line.quantity)),
    amount: add(before?.amount ?? zero, amountOf(line)),
    discounts: addTo(before?.discounts, discounts, ({ discount }) => discount),
    credits: addTo(before?.credits, credits, ({ grant }) => grant),
  };
}

function addTo<T extends { readonly amount: string }>(
  before: ReadonlyMap<string, Decimal> | undefined,
  items: readonly T[],
  nameOf: (item: T) => string,
): ReadonlyMap<string, Decimal> {
  const sums = new Map(before);
  for (const item of items) {
    const sum = add(sums.get(nameOf(item)) ?? zero, amountOf(item));
    // What has been given back altogether is drawn anew, later.
    if (isZero(sum)) sums.delete(nameOf(item));
    else sums.set(nameOf(item), sum);
  }
  return sums;
}
