// An invoice from outside as a checked one: the fields that converters use are there, and its amounts add up.
import { negatedDecimal, sumOfDecimals } from "./decimals.ts";
import { type CheckedInvoice, invoiceShape } from "./invoiceShape.ts";
import { addIssue, type IssuesAt, issuesBelow } from "./issuesAt.ts";
import { decimalReaderOf } from "./longDecimals.ts";
import { largeDocument, readInput } from "./readInput.ts";
import { readShape } from "./readShape.ts";

/** One of ours, also as its JSON; `isOfText` says that a value has been read from text. */
export function readInvoice(input: unknown, at: IssuesAt, isOfText = false): CheckedInvoice | undefined {
  const before = at.found.count;
  const copy = readInput(input, at, largeDocument);
  const decimal = decimalReaderOf(input, isOfText);
  const read = copy === undefined ? undefined : readShape(copy.value, invoiceShape, at, decimal);
  if (read === undefined || at.found.count > before) return undefined;
  // The shape is that of the type, field by field.
  const invoice = read as unknown as CheckedInvoice;
  checkSums(invoice, at);
  return at.found.count > before ? undefined : invoice;
}

function checkSums(invoice: CheckedInvoice, at: IssuesAt): void {
  const { line_items: lines, taxes, carried, credit_note: note } = invoice;
  const sums = {
    subtotal: sumOfAmounts(lines),
    discount_total: sumOfAmounts(lines.flatMap(({ discounts }) => discounts)),
    credit_total: sumOfAmounts(lines.flatMap(({ credits }) => credits)),
    tax: sumOfAmounts(taxes.filter(({ inclusive }) => !inclusive)),
  };
  const total = sumOfDecimals([
    ...[sums.subtotal, negatedDecimal(sums.discount_total), negatedDecimal(sums.credit_total), sums.tax],
    ...[sumOfAmounts(carried), note?.amount ?? "0"],
  ]);
  for (const [name, sum] of Object.entries({ ...sums, total })) {
    const said = invoice[name as keyof typeof sums | "total"] ?? "0";
    if (sumOfDecimals([said]) !== sum)
      addIssue(
        issuesBelow(at, name),
        "invoice_inconsistent",
        `must be what the invoice adds up to, ${sum}, got ${said}`,
      );
  }
}

export function sumOfAmounts(items: readonly { readonly amount: string }[]): string {
  return sumOfDecimals(items.map(({ amount }) => amount));
}
