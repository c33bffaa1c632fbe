// Lines of a Stripe invoice: amounts are whole minor units, times seconds since 1970.
import { anyOption, digitsOption } from "./optionReaders.ts";
import type { OptionReaders } from "./readOptions.ts";

export interface StripeInvoiceLines {
  /** Lower case. */
  readonly currency: string;
  readonly lines: readonly StripeInvoiceLine[];
  /** In minor units: `total` = `subtotal` − `discount` − `credit` + `tax` + `carried`. */
  readonly totals: {
    readonly subtotal: number;
    readonly discount: number;
    readonly credit: number;
    /** Taxes that are added. */
    readonly tax: number;
    /** What other invoices leave to this one, and this one to others, a credit note among it. */
    readonly carried: number;
    readonly total: number;
  };
  /** Every tax of the invoice; lines have those that are rounded line by line. */
  readonly total_taxes: readonly StripeTax[];
}

export interface StripeInvoiceLine {
  readonly object: "line_item";
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  /** Null where it is no whole number. */
  readonly quantity: number | null;
  readonly quantity_decimal: string;
  /** Null where several prices, or none, hold for the line. */
  readonly pricing: {
    readonly type: "price_details";
    readonly price_details: { readonly price: string | null };
    /** In minor units. */
    readonly unit_amount_decimal: string;
  } | null;
  /** The end exclusive. */
  readonly period: { readonly start: number; readonly end: number };
  readonly discount_amounts: readonly { readonly amount: number; readonly discount: string }[];
  readonly pretax_credit_amounts: readonly {
    readonly type: "credit_balance_transaction";
    readonly amount: number;
    readonly credit_balance_transaction: string;
  }[];
  readonly taxes: readonly { readonly amount: number; readonly tax: string }[];
  readonly metadata: { readonly [key: string]: string };
}

export interface StripeTax {
  readonly amount: number;
  readonly tax_behavior: "inclusive" | "exclusive";
  readonly taxable_amount: number;
  readonly tax: string;
  /** In percent. */
  readonly percentage_decimal: string;
}

export interface StripeInvoiceOptions {
  /** The invoice's contract: its zone says when days begin. */
  readonly contract: unknown;
  /** How many digits of amounts stand behind the point, where Stripe's documents disagree: UGX. Others than they say are refused. */
  readonly minorDigits?: number;
}

export const stripeInvoiceOptions: OptionReaders<StripeInvoiceOptions> = {
  contract: anyOption,
  minorDigits: digitsOption,
};
