// Money that invoices below zero leave to later ones.
import { decimalOf, formatDecimal, negate } from "../decimal/decimal.ts";
import type { Carry } from "../model/invoice.ts";
import type { PastInvoices } from "./pastInvoices.ts";

/** What is outstanding, for the draft of the period that begins on `start`; undefined: for the one after the last period. */
export function carriedOver(past: PastInvoices, start: string | undefined): Carry[] {
  return past.outstanding
    .filter(({ from }) => past.nextOpen(from)?.period.start === start)
    .map(({ invoice, amount }) => ({ invoice, amount: formatDecimal(negate(decimalOf(amount))) }));
}
