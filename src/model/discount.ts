// What is taken off an amount, of a rule or of an invoice.

/** Taken off an amount: a fixed sum (never more than there is) or a share of it (`"0.1"` is 10 %). */
export type Discount =
  | { readonly amount: string; readonly percent?: never }
  | { readonly percent: string; readonly amount?: never };

/** A discount on an invoice; a fixed one is spread over the lines, and never takes more than there is. */
export type InvoiceDiscount = Discount & {
  readonly id: string;
  readonly name?: string;
  /** Only lines of these rules; left out: every line. */
  readonly rules?: readonly string[];
};
