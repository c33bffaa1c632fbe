// Money that a customer can use before paying: granted once, drawn down by invoices.

/** A sum that invoices of one contract draw on. Its balance is the amount less all draws of final invoices. */
export interface CreditGrant {
  readonly object: "credit_grant";
  /** Unique in its contract. */
  readonly id: string;
  readonly contract: string;
  readonly name?: string;
  readonly amount: string;
  /** The lower is drawn first; 50 unless told. */
  readonly priority: number;
  /** Paid for, or given away; `paid` unless told. */
  readonly category: "paid" | "promotional";
  /** First local day on which it can be used; null: from the beginning. It is for periods that it shares a day with. */
  readonly effective_date: string | null;
  /** First local day on which it no longer can; null: never. */
  readonly expiry_date: string | null;
  /** Only for lines of these rules; left out: for every line. */
  readonly rules?: readonly string[];
}
