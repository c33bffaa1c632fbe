// An invoice as a list of amounts that add up to its total: its lines, and what stands beside and below them.
import type { AppliedDiscount, Carry, CreditDraw, CreditNote, TaxLine } from "../index.ts";
import { negatedDecimal } from "./decimals.ts";
import type { CheckedInvoice, CheckedLine } from "./invoiceShape.ts";

/** One amount, as it counts towards the total. */
export type InvoiceEntry =
  | { readonly sort: "line"; readonly amount: string; readonly line: CheckedLine }
  | {
      readonly sort: "discount";
      readonly amount: string;
      readonly line: CheckedLine;
      readonly of: AppliedDiscount;
    }
  | { readonly sort: "credit"; readonly amount: string; readonly line: CheckedLine; readonly of: CreditDraw }
  | { readonly sort: "tax"; readonly amount: string; readonly of: TaxLine }
  | { readonly sort: "carried"; readonly amount: string; readonly of: Carry }
  | { readonly sort: "credit_note"; readonly amount: string; readonly of: CreditNote };

/** Taxes that amounts include are no entries: they are in the lines. */
export function invoiceEntries(invoice: CheckedInvoice): InvoiceEntry[] {
  const { credit_note: note } = invoice;
  return [
    ...invoice.line_items.flatMap(lineEntries),
    ...invoice.taxes
      .filter(({ inclusive }) => !inclusive)
      .map((of) => ({ sort: "tax" as const, amount: of.amount, of })),
    ...invoice.carried.map((of) => ({ sort: "carried" as const, amount: of.amount, of })),
    ...(note === undefined ? [] : [{ sort: "credit_note" as const, amount: note.amount, of: note }]),
  ];
}

function lineEntries(line: CheckedLine): InvoiceEntry[] {
  return [
    { sort: "line", amount: line.amount, line },
    ...line.discounts.map((of) => ({
      sort: "discount" as const,
      amount: negatedDecimal(of.amount),
      line,
      of,
    })),
    ...line.credits.map((of) => ({ sort: "credit" as const, amount: negatedDecimal(of.amount), line, of })),
  ];
}
