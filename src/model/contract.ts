// The agreement that applies prices to a customer over time.

/** How often a contract is billed, or a subscription recurs. */
export type Cadence = "daily" | "weekly" | "monthly" | "quarterly" | "semiannual" | "annual";

/** Where a contract is in its life; only `active` takes new usage. */
export type ContractStatus = "draft" | "active" | "completed" | "cancelled" | "terminated";

/** How an exact amount becomes whole minor units; `half_up` is half away from zero. */
export type RoundingMode = "half_up" | "half_even" | "up" | "down" | "ceiling" | "floor";

/** A checked contract; `parseContract` makes one and fills what was left out. */
export interface Contract {
  readonly object: "contract";
  readonly id: string;
  readonly customer_name: string;
  readonly status: ContractStatus;
  /** First day, local; null: open, as far back as usage goes. */
  readonly start_date: string | null;
  /** First day that is no longer part of it (exclusive), local; null: open. */
  readonly end_date: string | null;
  /** ISO 4217, or any upper-case code together with `currency_digits`. */
  readonly currency: string;
  /** Digits of the minor unit; only for currencies outside ISO 4217 (credits, tokens). */
  readonly currency_digits?: number;
  readonly billing_cadence: Cadence;
  /** The metrics that usage may be submitted for. */
  readonly metrics: readonly string[];
  /** IANA name; days and periods begin at local midnight there. */
  readonly timezone: string;
  /** Boundary k of the periods is this date + k cadences, the day clamped to the month. */
  readonly billing_anchor_date: string;
  readonly rounding: RoundingMode;
  /** Days from the issued date to the due date. */
  readonly net_days: number;
  /** What invoice numbers begin with; `INV` unless told. */
  readonly invoice_prefix?: string;
  /** Local days after a period's end before its invoice can be made final; left out: it can at any time. */
  readonly grace_days?: number;
  /**
   * Whether what has been billed may still change: late usage, usage voided or amended, backdated program versions. `accept`
   * (default): the next open draft corrects it; `refuse`: the change is refused with `period_closed`. A fee that later terms move out
   * of a final period is corrected either way.
   */
  readonly corrections?: "accept" | "refuse";
  /**
   * What becomes of an invoice below zero. `carry_forward` (default): it asks for nothing, and the rest goes to the next; where none
   * can follow, and with `credit_note`, a credit note goes with it.
   */
  readonly negative_invoice?: "carry_forward" | "credit_note";
  /** In which order credit grants are drawn down; the first that tells two grants apart decides, at last the order of granting. */
  readonly drawdown_order?: readonly DrawdownComparator[];
}

/**
 * `priority`: the lower number first. `expiry`: what expires sooner first, what never does last. `category`: promotional before
 * paid. `effective`: what has been in effect longer first. `scope`: what is for some rules only before what is for all.
 */
export type DrawdownComparator = "priority" | "expiry" | "category" | "effective" | "scope";
