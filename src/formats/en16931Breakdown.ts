// The VAT breakdown of an e-invoice: what is taxed, and the tax, for each tax and rate.
import { currencyDigits } from "../index.ts";
import { compareDecimals, movedPoint, negatedDecimal, productOfDecimals, sumOfDecimals } from "./decimals.ts";
import type { En16931Options, En16931Vat } from "./en16931Lines.ts";
import type { CheckedInvoice } from "./invoiceShape.ts";
import { addIssue, type IssuesAt, issuesBelow } from "./issuesAt.ts";
import { sumOfAmounts } from "./readInvoice.ts";

type TaxLine = CheckedInvoice["taxes"][number];
/** A tax of the invoice, and its place there. */
type Part = TaxLine & { readonly place: number };

/** Of corrected periods there are taxes of the same kind more than once. */
export function en16931Breakdown(
  invoice: CheckedInvoice,
  { vatCategory = "S" }: En16931Options,
  at: IssuesAt,
): En16931Vat[] {
  const kinds = new Map<string, Part[]>();
  invoice.taxes.forEach((tax, place) => {
    const key = JSON.stringify([tax.tax, tax.rate]);
    const parts = kinds.get(key) ?? [];
    parts.push({ ...tax, place });
    kinds.set(key, parts);
  });
  const named = new Set(invoice.line_items.flatMap(({ taxes }) => taxes.map(({ tax }) => tax)));
  return [...kinds.values()].map((parts) => {
    const { tax, name, rate } = parts.at(-1) as Part;
    const whole = {
      taxable_amount: sumOfDecimals(parts.map(({ taxable_amount }) => taxable_amount)),
      amount: sumOfAmounts(parts),
    };
    const isByLine = named.has(tax) || parts.every(({ amount }) => amount === "0");
    const roundings = parts.length + (isByLine ? invoice.line_items.length : 0);
    if (compareDecimals(offBy({ ...whole, rate }), mostOff(roundings, invoice.currency)) > 0)
      refuse(parts, whole, at);
    // The standard rate is never zero.
    const category = vatCategory === "S" && compareDecimals(rate, "0") === 0 ? "Z" : vatCategory;
    const { taxable_amount, amount } = whole;
    return { name, category, rate: movedPoint(rate, 2), taxable_amount, tax_amount: amount };
  });
}

/**
 * How far a tax may be from rate × base. Each tax of a period, or of a line where it is rounded by line, is what is due, rounded, less
 * what was billed before, rounded the same way: two halves of a smallest unit, or less than one of it where all is rounded up or down.
 * One more is for the base, from which rounded taxes that amounts include have been taken. A currency that ISO 4217 does not know
 * may have no digits.
 */
function mostOff(roundings: number, currency: string): string {
  return movedPoint(String(roundings + 1), -(currencyDigits(currency) ?? 0));
}

/** Never below zero. */
function offBy({
  rate,
  taxable_amount,
  amount,
}: Pick<TaxLine, "rate" | "taxable_amount" | "amount">): string {
  const difference = sumOfDecimals([amount, negatedDecimal(productOfDecimals(rate, taxable_amount))]);
  return difference.startsWith("-") ? negatedDecimal(difference) : difference;
}

/** Names the part that is furthest from its own base. */
function refuse(
  parts: readonly Part[],
  { amount, taxable_amount }: Pick<TaxLine, "amount" | "taxable_amount">,
  at: IssuesAt,
): void {
  const worst = parts.reduce((one, other) => (compareDecimals(offBy(other), offBy(one)) > 0 ? other : one));
  addIssue(
    issuesBelow(at, "taxes", worst.place, "amount"),
    "tax_not_expressible",
    `must be ${worst.rate} of what is taxed: with this one, ${worst.name} is ${amount} of ${taxable_amount}, as after a change of rates for days that have been billed`,
  );
}
