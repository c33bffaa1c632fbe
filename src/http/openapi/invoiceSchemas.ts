// Invoices, with and without their lines.
import { lineSchemas } from "./lineSchemas.ts";
import { arrayOf, choiceOf, exactly, objectOf, orNull, refTo, type Schemas, textOf } from "./schema.ts";

export const invoiceStatuses = [
  "draft",
  "sent",
  "viewed",
  "partial",
  "paid",
  "overdue",
  "cancelled",
] as const;

const moved = choiceOf(
  invoiceStatuses.filter((status) => status !== "draft"),
  "The status that it came to have.",
);
const required = [
  "object",
  "number",
  "contract",
  "status",
  "subtotal",
  "tax",
  "total",
  "currency",
  "billing_period",
  "issued_date",
  "due_date",
  "paid_date",
  "metrics",
];
const fields: Schemas = {
  object: exactly("invoice"),
  number: textOf("Prefix, year, place of the period in its year."),
  type: choiceOf(["progressive", "correction"], "Left out on a period's own invoice."),
  contract: refTo("Id"),
  status: choiceOf(invoiceStatuses, "A draft is made anew whenever it is asked for."),
  subtotal: refTo("Number"),
  discount_total: refTo("Number"),
  credit_total: refTo("Number"),
  tax: refTo("Number"),
  total: refTo("Number"),
  currency: textOf("The contract's."),
  billing_period: refTo("Days"),
  issued_date: refTo("Date"),
  due_date: refTo("Date"),
  paid_date: orNull(refTo("Date")),
  metrics: arrayOf(refTo("Id")),
  taxes: arrayOf(refTo("TaxLine")),
  carried: arrayOf(refTo("Carry")),
  credit_note: refTo("CreditNote"),
  amount_paid: refTo("Number"),
  history: arrayOf(refTo("InvoiceMove")),
};

export const invoiceSchemas: Schemas = {
  ...lineSchemas,
  InvoiceSummary: objectOf("An invoice as it stands in lists: without its lines.", required, fields),
  Invoice: objectOf("The bill of one contract for one period.", [...required, "line_items"], {
    ...fields,
    line_items: arrayOf(refTo("LineItem")),
  }),
  TaxLine: objectOf(
    "One tax on what an invoice asks for a period.",
    ["tax", "name", "rate", "inclusive", "period_start", "taxable_amount", "amount"],
    {
      tax: refTo("Id"),
      name: refTo("Name"),
      rate: refTo("Rate"),
      inclusive: { type: "boolean" },
      period_start: refTo("Date"),
      taxable_amount: refTo("Number"),
      amount: refTo("Number"),
    },
  ),
  Carry: objectOf("Money that goes from an invoice below zero to a later one.", ["invoice", "amount"], {
    invoice: textOf("The number of the invoice that was below zero."),
    amount: refTo("Number"),
  }),
  CreditNote: objectOf("Money that is owed to the customer.", ["object", "number", "amount"], {
    object: exactly("credit_note"),
    number: textOf("The invoice's number and -CN."),
    amount: refTo("Number"),
  }),
  InvoiceMove: objectOf("One move in the life of a final invoice.", ["status", "at"], {
    status: moved,
    at: refTo("Instant"),
    payment: objectOf("Money that came in.", ["id", "amount", "date"], {
      id: textOf("Given with the payment; made up where an invoice was only said to be paid."),
      amount: refTo("Number"),
      date: refTo("Date"),
    }),
  }),
};
