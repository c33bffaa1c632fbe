// What the documents made of an invoice can be told beside the invoice itself.
import type { Charge, Contract, Invoice, PricingProgram } from "../index.ts";
import { minorDigits } from "./minorDigits.ts";
import { fieldsOf, readShape } from "./readShape.ts";

/** Of every form. */
export interface InvoiceTextOptions {
  /** The invoice's contract: the customer's name and, for a currency outside ISO 4217, its digits come from it. */
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
  /** Versions of the contract's program: below a line of usage stands the curve of its price, with the quantity marked; for the first hundred lines. */
  readonly curves?: readonly PricingProgram[];
  /** Charges: below a line of usage stands its usage by day; for the first hundred lines. Needs `contract`, as days are those of its zone. */
  readonly usage?: readonly Charge[];
}

const words = ["title", "seller", "note", "grouping", "lang", "unit"];

/** Throws a `BillingError` for options that a report would break on. What `map` gives beside an element is none, and harmless. */
export function checkOptions(options: unknown): void {
  if (typeof options !== "object") return;
  const given = fieldsOf(options, "options");
  for (const name of words) checkText(given, name, "options");
  // The contract names the customer then.
  if (given.customer !== null) checkText(given, "customer", "options");
  if (given.contract === undefined) return;
  checkText(fieldsOf(given.contract, "options.contract"), "customer_name", "options.contract");
}

function checkText(fields: ReturnType<typeof fieldsOf>, name: string, path: string): void {
  if (fields[name] !== undefined) readShape(fields, { [name]: "text" }, path);
}

/** How many digits the amounts of an invoice have at least. */
export function invoiceDigits({ currency }: Invoice, contract: Contract | undefined): number {
  return minorDigits(contract?.currency === currency ? contract : { currency });
}
