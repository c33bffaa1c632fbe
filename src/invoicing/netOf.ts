// What lines come to, before and after what is taken off them.
import { add, type Decimal, decimalOf, subtract, zero } from "../decimal/decimal.ts";
import type { LineItem } from "../model/invoice.ts";

export function sumOf<T>(items: readonly T[], amountOf: (item: T) => Decimal): Decimal {
  return items.reduce((sum, item) => add(sum, amountOf(item)), zero);
}

export function amountOf({ amount }: { readonly amount: string }): Decimal {
  return decimalOf(amount);
}

export function discountOf({ discounts = [] }: LineItem): Decimal {
  return sumOf(discounts, amountOf);
}

export function creditOf({ credits = [] }: LineItem): Decimal {
  return sumOf(credits, amountOf);
}

/** What a line asks for, before taxes: its amount, less discounts and credits. */
export function netOf(line: LineItem): Decimal {
  return subtract(subtract(amountOf(line), discountOf(line)), creditOf(line));
}
