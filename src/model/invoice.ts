// What is asked of the customer for one period.
import type { Group, Step } from "./charge.ts";

export type InvoiceStatus = "draft" | "sent" | "viewed" | "partial" | "paid" | "overdue" | "cancelled";

/** The bill of one contract for one period. All amounts are decimal strings. */
export interface Invoice {
  readonly object: "invoice";
  /**
   * Prefix, year of the period's first day, and the period's place among the contract's periods of that year; for an invoice
   * that is not the period's own, then `-P1`, `-P2` … (`progressive`) or `-C1`, `-C2` … (`correction`).
   */
  readonly number: string;
  /**
   * Left out on a period's own invoice. `progressive`: what the period has come to so far, cut inside it because much is unbilled.
   * `correction`: what has to be corrected after the contract's last period has been billed.
   */
  readonly type?: "progressive" | "correction";
  readonly contract: string;
  readonly status: InvoiceStatus;
  /** Sum of the lines' amounts. */
  readonly subtotal: string;
  /** What discounts take off the lines; left out where there are none. */
  readonly discount_total?: string;
  /** What credit grants pay of the lines; left out where nothing is drawn. */
  readonly credit_total?: string;
  /** Taxes that are added; those that prices include stand in `taxes` only. */
  readonly tax: string;
  /** `subtotal` − `discount_total` − `credit_total` + `tax` + what is carried; or zero, with a credit note. */
  readonly total: string;
  readonly currency: string;
  /** Local dates; the end is inclusive. */
  readonly billing_period: { readonly start: string; readonly end: string };
  /** Of a draft: the period's first day (of a correction after the last period: the day after that). Of a final invoice: when it was made final, if that is later. */
  readonly issued_date: string;
  readonly due_date: string;
  /** The day of the payment that paid it in full. */
  readonly paid_date: string | null;
  readonly metrics: readonly string[];
  readonly line_items: readonly LineItem[];
  /** Every tax, by period and tax; left out where there are none. */
  readonly taxes?: readonly TaxLine[];
  /** What other invoices that came out below zero leave to this one, and what this one leaves to the next. */
  readonly carried?: readonly Carry[];
  /** What is owed to the customer, where the contract asks for credit notes. */
  readonly credit_note?: CreditNote;
  /** Of a final invoice: what has been paid. */
  readonly amount_paid?: string;
  /** Of a final invoice: each move, the first to `sent`. */
  readonly history?: readonly InvoiceMove[];
}

/** An invoice as it stands in lists: without its lines. */
export type InvoiceSummary = Omit<Invoice, "line_items">;

/** One rule's part of an invoice, or something that stands beside the rules. */
export interface LineItem {
  /**
   * Left out on what a rule comes to. `true_up`: what is missing to the minimum commitment. `correction`: what a period that has
   * been billed comes to now, less what was billed. `billed`: what an earlier invoice of the same period has billed already.
   */
  readonly kind?: "true_up" | "correction" | "billed";
  /** The rule's name. */
  readonly description: string;
  readonly quantity: string;
  /** The price of a billable unit (for a percentage, the rate) where one price holds for all; null: see the steps. */
  readonly unit_price: string | null;
  /** `exact_amount` rounded once, to the currency's minor unit. */
  readonly amount: string;
  /** Null: a line of no rule, as a true-up is. */
  readonly rule_id: string | null;
  /** With `group_by`: the group that the line is about. */
  readonly group?: Group;
  /** The program version that introduced the rule's terms; of a true-up, the version that asks for it. */
  readonly version: number;
  /** The days on which these terms were in effect, the end inclusive; left out where it is the whole billing period. */
  readonly service_period?: { readonly start: string; readonly end: string };
  /** Of a correction and of what is billed already: the invoice that billed it, and its period. */
  readonly refers_to?: InvoiceReference;
  /** Unrounded: the sum of the steps' amounts. Of a group's share of one ladder: the share, which is of what was rounded. */
  readonly exact_amount: string;
  readonly steps: readonly Step[];
  /** Where one ladder prices all groups: what was shared out. The same on each of its lines. */
  readonly shared?: SharedTotal;
  /** What each of the program's discounts takes off the line; below zero where a correction gives less. */
  readonly discounts?: readonly AppliedDiscount[];
  /** What each credit grant pays of the line; below zero where a correction gives credit back. */
  readonly credits?: readonly CreditDraw[];
  /** Taxes that are rounded line by line. What another rate alone changes of a billed line stands in the invoice's `taxes` only. */
  readonly taxes?: readonly LineTax[];
}

export interface InvoiceReference {
  readonly invoice: string;
  readonly billing_period: { readonly start: string; readonly end: string };
}

/** A program's discount on one line. */
export interface AppliedDiscount {
  readonly discount: string;
  readonly amount: string;
}

/** Money taken from one credit grant. */
export interface CreditDraw {
  readonly grant: string;
  readonly amount: string;
}

/** One tax on one line. */
export interface LineTax {
  readonly tax: string;
  readonly amount: string;
}

/** One tax on what an invoice asks for a period. */
export interface TaxLine {
  readonly tax: string;
  readonly name: string;
  readonly rate: string;
  /** The amounts include it. */
  readonly inclusive: boolean;
  /** First day of the billing period that it is about. */
  readonly period_start: string;
  /** What the lines that it is for come to, less discounts and credits. */
  readonly taxable_amount: string;
  readonly amount: string;
}

/** Money that goes from an invoice below zero to a later one. The amounts of all invoices with the same origin add up to zero. */
export interface Carry {
  /** Where it comes from: the number of the invoice that was below zero. */
  readonly invoice: string;
  /** Above zero on the invoice that leaves it, below zero on the one that takes it. */
  readonly amount: string;
}

/** Money that is owed to the customer. */
export interface CreditNote {
  readonly object: "credit_note";
  /** The invoice's number and `-CN`. */
  readonly number: string;
  readonly amount: string;
}

/** One move in the life of a final invoice. */
export interface InvoiceMove {
  readonly status: Exclude<InvoiceStatus, "draft">;
  /** RFC 3339 in UTC. */
  readonly at: string;
  /** The payment that made it. */
  readonly payment?: Payment;
}

/** Money that came in for an invoice. */
export interface Payment {
  /** Given by the caller; the same id again is the same payment. */
  readonly id: string;
  readonly amount: string;
  /** Local day. */
  readonly date: string;
}

/** All groups of a rule together; `exact_amount`, rounded, is shared out by the quantities of the lines. */
export interface SharedTotal {
  readonly quantity: string;
  readonly exact_amount: string;
  readonly amount: string;
  readonly steps: readonly Step[];
}
