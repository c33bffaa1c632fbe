// What final invoices have billed of a period, line by line, wherever they billed it.
import { add, type Decimal, decimalOf, isZero, zero } from "../decimal/decimal.ts";
import type { Invoice, LineItem } from "../model/invoice.ts";
import { lineKey, periodOfLine } from "./lineKey.ts";
import { amountOf } from "./netOf.ts";

/** All that was billed under one key. */
export interface Billed {
  /** The last line of it: what it is about stands there. */
  readonly line: LineItem;
  readonly quantity: Decimal;
  readonly amount: Decimal;
  /** By discount. */
  readonly discounts: ReadonlyMap<string, Decimal>;
  /** By grant, in the order in which they were drawn. */
  readonly credits: ReadonlyMap<string, Decimal>;
  /** By tax; only taxes that are rounded line by line. */
  readonly taxes: ReadonlyMap<string, Decimal>;
}

/** Those that ask for something: a cancelled invoice is as if it had never been. */
export function liveInvoices(invoices: readonly Invoice[]): readonly Invoice[] {
  return invoices.filter(({ status }) => status !== "cancelled");
}

/** By line key. */
export function billedOf(invoices: readonly Invoice[], periodStart: string): ReadonlyMap<string, Billed> {
  const billed = new Map<string, Billed>();
  for (const invoice of liveInvoices(invoices)) {
    for (const line of invoice.line_items) {
      if (periodOfLine(line, invoice) !== periodStart) continue;
      const key = lineKey(line);
      billed.set(key, addLine(billed.get(key), line));
    }
  }
  return billed;
}

export function addLine(before: Billed | undefined, line: LineItem): Billed {
  const { discounts = [], credits = [], taxes = [] } = line;
  return {
    line,
    quantity: add(before?.quantity ?? zero, decimalOf(line.quantity)),
    amount: add(before?.amount ?? zero, amountOf(line)),
    discounts: addTo(before?.discounts, discounts, ({ discount }) => discount),
    credits: addTo(before?.credits, credits, ({ grant }) => grant),
    taxes: addTo(before?.taxes, taxes, ({ tax }) => tax),
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
