import { unixSecondsOf } from "./civilDays.ts";
import { contractOf, type DaySpan, type Days, daySpansIn } from "./daySpans.ts";
import { movedPoint, negatedDecimal, scaleOf, sumOfDecimals, wholeNumber } from "./decimals.ts";
import type { FormatResult } from "./formatIssue.ts";
import type { CheckedInvoice, CheckedLine } from "./invoiceShape.ts";
import { addIssue, type IssuesAt, issuesAt, issuesBelow, resultOf } from "./issuesAt.ts";
import { pricedStep } from "./pricedStep.ts";
import { readInvoice } from "./readInvoice.ts";
import { readOptions } from "./readOptions.ts";
import { stripeCurrency, stripeDigits } from "./stripeDigits.ts";
import {
  type StripeInvoiceLine,
  type StripeInvoiceLines,
  type StripeInvoiceOptions,
  type StripeTax,
  stripeInvoiceOptions,
} from "./stripeInvoiceLines.ts";

/** Decimals of a unit amount there. */
const unitDecimals = 12;

/**
 * The lines of an invoice in the shape of Stripe's invoice lines, and their totals.
 *
 * Amounts are whole minor units by Stripe's digits of the currency, periods seconds since 1970 by the contract's zone, the end
 * exclusive. A line of one price has its `unit_amount_decimal`, with the quantity that it prices; of others `pricing` is null. Taxes
 * that are rounded for the whole invoice stand in `total_taxes` alone.
 *
 * @param invoice - one of the contract's invoices, draft or final, or its JSON
 * @param options - the contract
 * @returns lines and totals; `amount_not_expressible` where an amount is no whole number of minor units (in currencies of three decimals:
 * of ten of them), or too large for a number of JSON, or a unit price has more than 12 decimals of a minor unit
 *
 * @example
 * const contract = {
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"],
 * };
 * const { invoice } = expectOk(previewInvoice({
 *   contract, events: [{ external_contract_id: "acme", event_id: "e1", metric: "calls", quantity: "2.5", timestamp: "2026-03-10T12:00:00Z" }],
 *   programs: [{ contract: "acme", version: 1, rules: [
 *     { id: "calls", name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.105" },
 *   ] }],
 *   at: "2026-03-31",
 * }));
 * const written = toStripeInvoiceLines(invoice, { contract });
 * const line = written.ok ? written.value.lines[0] : undefined;
 * [line?.amount, line?.quantity, line?.quantity_decimal, line?.pricing?.unit_amount_decimal]; // => [26, null, "2.5", "10.5"]
 * line?.period; // => { start: 1772323200, end: 1775001600 }
 */
export function toStripeInvoiceLines(
  invoice: unknown,
  options: StripeInvoiceOptions,
): FormatResult<StripeInvoiceLines> {
  const at = issuesAt();
  const told = readOptions(options, stripeInvoiceOptions, at, "contract");
  const read = readInvoice(invoice, at);
  const contract = read && told && contractOf(told.contract, read, at);
  if (contract === undefined || read === undefined || told === undefined)
    return resultOf<StripeInvoiceLines>(at, undefined);
  const currency = stripeCurrency(read.currency, issuesBelow(at, "currency"));
  const digits = stripeDigits(currency, told.minorDigits, issuesBelow(at, "currency"));
  if (digits === undefined) return resultOf<StripeInvoiceLines>(at, undefined);
  return resultOf(at, written(read, { digits, at, spanOf: daySpansIn(contract) }));
}

interface Writing {
  readonly digits: number;
  readonly at: IssuesAt;
  readonly spanOf: (days: Days, at: IssuesAt) => DaySpan | undefined;
}

function written(invoice: CheckedInvoice, writing: Writing): StripeInvoiceLines {
  const minor = (name: keyof CheckedInvoice, amount: string): number => minorOf(amount, writing, name);
  const { subtotal, discount_total = "0", credit_total = "0", tax, total } = invoice;
  const owed = sumOfDecimals([subtotal, negatedDecimal(discount_total), negatedDecimal(credit_total), tax]);
  return {
    currency: invoice.currency.toLowerCase(),
    lines: invoice.line_items.map((line, place) => lineOf(line, place, invoice, writing)),
    totals: {
      subtotal: minor("subtotal", subtotal),
      discount: minor("discount_total", discount_total),
      credit: minor("credit_total", credit_total),
      tax: minor("tax", tax),
      carried: minor("carried", sumOfDecimals([total, negatedDecimal(owed)])),
      total: minor("total", total),
    },
    total_taxes: invoice.taxes.map((one, place): StripeTax => {
      const of = (name: "amount" | "taxable_amount"): number =>
        minorOf(one[name], writing, "taxes", place, name);
      return {
        amount: of("amount"),
        tax_behavior: one.inclusive ? "inclusive" : "exclusive",
        taxable_amount: of("taxable_amount"),
        tax: one.tax,
        percentage_decimal: movedPoint(one.rate, 2),
      };
    }),
  };
}

function lineOf(
  line: CheckedLine,
  place: number,
  invoice: CheckedInvoice,
  writing: Writing,
): StripeInvoiceLine {
  const at = issuesBelow(writing.at, "line_items", place);
  const minor = (amount: string, ...path: readonly (string | number)[]): number =>
    minorOf(amount, writing, "line_items", place, ...path);
  const priced = pricedStep(line);
  const quantity = priced?.quantity ?? line.quantity;
  const days = line.service_period ?? line.refers_to?.billing_period ?? invoice.billing_period;
  const span = writing.spanOf(days, issuesBelow(at, "service_period"));
  return {
    object: "line_item",
    amount: minor(line.amount, "amount"),
    currency: invoice.currency.toLowerCase(),
    description: line.description,
    quantity: wholeNumber(quantity) ?? null,
    quantity_decimal: quantity,
    pricing: priced === undefined ? null : pricingOf(line, priced.unit_price, writing, at),
    period: { start: unixSecondsOf(span?.start_at ?? ""), end: unixSecondsOf(span?.end_at ?? "") },
    discount_amounts: line.discounts.map(({ discount, amount }, index) => ({
      amount: minor(amount, "discounts", index, "amount"),
      discount,
    })),
    pretax_credit_amounts: line.credits.map(({ grant, amount }, index) => ({
      type: "credit_balance_transaction",
      amount: minor(amount, "credits", index, "amount"),
      credit_balance_transaction: grant,
    })),
    taxes: line.taxes.map(({ tax, amount }, index) => ({
      amount: minor(amount, "taxes", index, "amount"),
      tax,
    })),
    metadata: metadataOf(line),
  };
}

function pricingOf(
  { rule_id }: CheckedLine,
  price: string,
  { digits }: Writing,
  at: IssuesAt,
): StripeInvoiceLine["pricing"] {
  const unit_amount_decimal = movedPoint(price, digits);
  if (scaleOf(unit_amount_decimal) > unitDecimals) {
    const message = `must have at most ${unitDecimals} decimals of a minor unit, got ${unit_amount_decimal}`;
    addIssue(issuesBelow(at, "unit_price"), "amount_not_expressible", message);
  }
  return { type: "price_details", price_details: { price: rule_id }, unit_amount_decimal };
}

/** Zero after it has been said that it is no number of minor units. */
function minorOf(amount: string, { digits, at }: Writing, ...path: readonly (string | number)[]): number {
  const minor = wholeNumber(movedPoint(amount, digits));
  // Of three decimals Stripe takes only those that end in 0.
  const isTaken = minor !== undefined && (digits !== 3 || minor % 10 === 0);
  if (isTaken) return minor;
  const finest = digits === 3 ? "10^-2, as Stripe takes no third decimal" : `10^-${digits}`;
  const message = `must be a whole number of units of ${finest}, of at most 15 digits, got ${amount}`;
  addIssue(issuesBelow(at, ...path), "amount_not_expressible", message);
  return 0;
}

function metadataOf({ rule_id, version, kind, refers_to, group }: CheckedLine): { [key: string]: string } {
  return {
    ...(rule_id === null ? {} : { rule_id }),
    version: String(version),
    ...(kind === undefined ? {} : { kind }),
    ...(refers_to === undefined ? {} : { refers_to: refers_to.invoice }),
    ...(group === undefined ? {} : { group: JSON.stringify(group) }),
  };
}
