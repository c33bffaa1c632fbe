// What a caller gave beside a document, as reports read it.
import { type PriceCurve, parseContract, parseDecimal, parsePricingProgram } from "../index.ts";
import type { InvoiceHtmlOptions, InvoiceTextOptions } from "./invoiceOptions.ts";
import { type DayCharge, readCharges } from "./readCharges.ts";
import { itemsOf, readShape, type Shape } from "./readShape.ts";
import { valueAt } from "./valueAt.ts";

/** The options of all reports together. What was null is left out. */
export interface ReadOptions extends Omit<InvoiceHtmlOptions, "usage">, Pick<InvoiceTextOptions, "details"> {
  readonly usage?: readonly DayCharge[];
  readonly unit?: string;
  readonly currency?: string;
  readonly quantity?: string;
  readonly to?: string;
  readonly cell?: NonNullable<PriceCurve["cell"]>;
}

const plain: Shape = {
  title: "text?",
  seller: "text?",
  customer: "text?",
  note: "text?",
  grouping: "text?",
  lang: "text?",
  unit: "text?",
  currency: "text?",
  details: "flag?",
  to: "decimal?",
  cell: "cell?",
};

/**
 * Throws a `BillingError` for what is not what an option asks for. Contracts and programs are read by their parsers, so they need not have been
 * parsed. What `map` gives beside an element is no options, and harmless.
 */
export function readOptions(options: unknown): ReadOptions {
  if (typeof options !== "object") return {};
  const read = readShape(options, plain, "options");
  const given = options as { readonly [name: string]: unknown };
  const { contract = null, curves = null, usage = null, quantity = null } = given;
  return {
    ...read,
    ...(contract === null ? {} : { contract: valueAt(parseContract(contract), "options.contract") }),
    ...(curves === null ? {} : { curves: readPrograms(curves) }),
    ...(usage === null ? {} : { usage: readCharges(usage, "options.usage") }),
    ...(quantity === null ? {} : { quantity: valueAt(parseDecimal(quantity), "options.quantity") }),
  };
}

function readPrograms(input: unknown): NonNullable<ReadOptions["curves"]> {
  const path = "options.curves";
  return itemsOf(input, path).map((one, at) => valueAt(parsePricingProgram(one), `${path}[${at}]`));
}
