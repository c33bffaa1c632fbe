// What is asked of both: the peer's answer to a vector, and ours.

/** What a peer expects, or what we answer: the same keys. */
export interface Answer extends PeriodAnswer, ProrationAnswer, InvoiceAnswer {
  readonly amount?: string;
  readonly amounts?: readonly string[];
  readonly quantity?: string;
  readonly quantities?: readonly string[];
  /** Price of a unit. */
  readonly per_unit?: string;
  /** What a minimum adds. */
  readonly true_up?: string;
  /** The same, before it is rounded to the currency. */
  readonly true_up_exact?: string;
  /** What is left of each grant. */
  readonly balances?: readonly string[];
  /** What grants did not cover. */
  readonly overage?: string;
  /** Units billed in each period. */
  readonly overage_units?: readonly string[];
  readonly breakdown?: readonly { readonly units: string; readonly amount: string }[];
  readonly error?: string;
}

/** Of vectors about the calendar. */
interface PeriodAnswer {
  /** Instants, the end exclusive. */
  readonly start?: string;
  readonly end?: string;
  readonly end_inclusive?: string;
  readonly to?: string;
  readonly next?: string;
  readonly periods?: number;
  readonly days?: number;
}

/** Of vectors about parts of fees. */
interface ProrationAnswer {
  /** The part, as a decimal or a fraction. */
  readonly factor?: string;
  readonly cycles?: string;
  readonly credit?: string;
  readonly charge?: string;
  readonly net?: string;
  readonly tax?: string;
  readonly total?: string;
}

/** Of vectors about invoices. */
interface InvoiceAnswer {
  readonly subtotal?: string;
  readonly discount_total?: string;
  readonly subtotal_after_discount?: string;
  readonly tax_total?: string;
  readonly credits_total?: string;
  readonly credit_balances?: readonly string[];
  readonly discounts?: readonly string[];
  readonly line_items?: readonly LineAnswer[];
}

interface LineAnswer {
  readonly id: string;
  readonly discount: string;
  readonly net?: string;
  readonly tax?: string;
}
