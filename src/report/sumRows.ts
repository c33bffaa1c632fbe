// What stands between the lines of an invoice and its end.
import type { Invoice } from "../index.ts";
import { opposite } from "./formatNumber.ts";
import { exactText, fractionOf, minus } from "./fraction.ts";
import type { InvoiceRow } from "./invoiceRow.ts";

/** Everything between the lines and the total, and below it; a tax that is included stands below, as it adds nothing. */
export function sumRows(invoice: Invoice): InvoiceRow[] {
  const { subtotal, discount_total, credit_total, tax, taxes = [], total, carried = [] } = invoice;
  const added = taxes.filter(({ inclusive }) => !inclusive);
  return [
    sum("Subtotal", subtotal),
    ...(discount_total === undefined ? [] : [sum("Discounts", opposite(discount_total))]),
    ...(credit_total === undefined ? [] : [sum("Credits", opposite(credit_total))]),
    ...(added.length === 0 ? [sum("Tax", tax)] : added.map(({ name, amount }) => sum(name, amount))),
    ...carried.map(({ invoice: from, amount }) =>
      sum(from === invoice.number ? "Carried to a later invoice" : `Carried from ${from}`, amount),
    ),
    { kind: "total", text: "Total", amount: total },
    ...afterTotal(invoice),
  ];
}

function afterTotal(invoice: Invoice): InvoiceRow[] {
  const { taxes = [], credit_note, amount_paid } = invoice;
  const due = amountDue(invoice);
  return [
    ...taxes
      .filter(({ inclusive }) => inclusive)
      .map(({ name, amount }) => after(`includes ${name}`, amount)),
    ...(credit_note === undefined ? [] : [after(`Credit note ${credit_note.number}`, credit_note.amount)]),
    ...(amount_paid === undefined ? [] : [after("Paid", amount_paid)]),
    ...(due === undefined ? [] : [after("Amount due", due)]),
  ];
}

/** What is still to be paid of a final invoice; undefined for a draft, and for one that was cancelled. */
export function amountDue({ status, total, amount_paid }: Invoice): string | undefined {
  if (amount_paid === undefined || status === "cancelled") return undefined;
  return exactText(minus(fractionOf(total), fractionOf(amount_paid)));
}

function sum(text: string, amount: string): InvoiceRow {
  return { kind: "sum", text, amount };
}

function after(text: string, amount: string): InvoiceRow {
  return { kind: "after", text, amount };
}
