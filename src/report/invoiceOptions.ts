// What the documents made of an invoice can be told beside the invoice itself.
import type { Charge, Contract, Invoice, PricingProgram } from "../index.ts";
import { minorDigits } from "./minorDigits.ts";

/** Of every form. */
export interface InvoiceTextOptions {
  /** The invoice's contract, and no other: the customer's name and, for a currency outside ISO 4217, its digits come from it. */
  readonly contract?: Contract;
  /** Text only: show all that the invoice holds, as the other forms always do. */
  readonly details?: boolean;
}

/** Of HTML and Markdown. All of it is text, and is shown as it is. */
export interface InvoiceMarkdownOptions {
  readonly contract?: Contract;
  /** What the document is called; `Invoice` unless told (`Credit note` and so on are the caller's to say). */
  readonly title?: string;
  /** Name and address of who asks for the money; lines end with a line feed. */
  readonly seller?: string;
  /** Name and address of the customer; the contract's `customer_name` unless told. */
  readonly customer?: string;
  /** Stands below everything else. */
  readonly note?: string;
  /** Between groups of three digits before the point; nothing unless told. */
  readonly grouping?: string;
}

/** Of HTML. */
export interface InvoiceHtmlOptions extends InvoiceMarkdownOptions {
  /** A language tag for the document; `en` unless told, which is what its own words are. */
  readonly lang?: string;
  /**
   * Versions of the contract's program: below a line of usage stands the curve of its price, with the quantity marked; for the first hundred lines.
   * Those of other contracts are left out, so one list may serve several invoices.
   */
  readonly curves?: readonly PricingProgram[];
  /**
   * Charges: below a line of usage stands its usage by day; for the first hundred lines. Needs `contract`, as days are those of its zone;
   * charges of other contracts are left out. Give them as one run of rating returned them, not merged (see `usageByDay`).
   */
  readonly usage?: readonly Charge[];
}

/** How many digits the amounts of an invoice have at least. */
export function invoiceDigits({ currency }: Invoice, contract: Contract | undefined): number {
  return minorDigits(contract?.currency === currency ? contract : { currency });
}
