// What is asked of the customer for one period.
import type { Group, Step } from "./charge.ts";

export type InvoiceStatus = "draft" | "sent" | "viewed" | "partial" | "paid" | "overdue" | "cancelled";

/** The bill of one contract for one period. All amounts are decimal strings. */
export interface Invoice {
  readonly object: "invoice";
  /** Prefix, year of the period's first day, and the period's place among the contract's periods of that year. */
  readonly number: string;
  readonly contract: string;
  readonly status: InvoiceStatus;
  /** Sum of the lines' amounts. */
  readonly subtotal: string;
  readonly tax: string;
  readonly total: string;
  readonly currency: string;
  /** Local dates; the end is inclusive. */
  readonly billing_period: { readonly start: string; readonly end: string };
  /** The period's first day. */
  readonly issued_date: string;
  readonly due_date: string;
  readonly paid_date: string | null;
  readonly metrics: readonly string[];
  readonly line_items: readonly LineItem[];
}

/** An invoice as it stands in lists: without its lines. */
export type InvoiceSummary = Omit<Invoice, "line_items">;

/** One rule's part of an invoice. */
export interface LineItem {
  /** The rule's name. */
  readonly description: string;
  readonly quantity: string;
  /** The price of a billable unit (for a percentage, the rate) where one price holds for all; null: see the steps. */
  readonly unit_price: string | null;
  /** `exact_amount` rounded once, to the currency's minor unit. */
  readonly amount: string;
  readonly rule_id: string;
  /** With `group_by`: the group that the line is about. */
  readonly group?: Group;
  /** The program version that introduced the rule's terms. */
  readonly version: number;
  /** The days on which these terms were in effect, the end inclusive; left out where it is the whole billing period. */
  readonly service_period?: { readonly start: string; readonly end: string };
  /** Unrounded: the sum of the steps' amounts. Of a group's share of one ladder: the share, which is of what was rounded. */
  readonly exact_amount: string;
  readonly steps: readonly Step[];
  /** Where one ladder prices all groups: what was shared out. The same on each of its lines. */
  readonly shared?: SharedTotal;
}

/** All groups of a rule together; `exact_amount`, rounded, is shared out by the quantities of the lines. */
export interface SharedTotal {
  readonly quantity: string;
  readonly exact_amount: string;
  readonly amount: string;
  readonly steps: readonly Step[];
}
