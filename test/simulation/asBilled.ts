// Whether an invoice asks for what the oracle says, and whether all invoices together ask for what all usage comes to.
import type { Invoice } from "../../src/model/invoice.ts";
import { billedOf, linesOfInvoice, merged } from "../oracle/above/billed.ts";
import type { Books } from "../oracle/above/books.ts";
import { expectedInvoice } from "../oracle/above/expected.ts";
import { type Stated, statementOf } from "../oracle/above/statement.ts";
import { sumBy } from "../oracle/above/sums.ts";
import { type Fraction, isNegative, toText } from "../oracle/fraction.ts";
import { periodFrom } from "./booksOf.ts";

/** How the invoice differs from what these books ask for; undefined where it does not. */
export function faultOfInvoice(books: Books, invoice: Invoice): string | undefined {
  const period = periodFrom(books, invoice.billing_period.start);
  const expected = expectedInvoice(books, invoice.type ?? "regular", period, invoice);
  const said = inText(linesOfInvoice(invoice));
  const wanted = inText(expected.lines);
  if (said !== wanted) return `${invoice.number} says ${said}, and should say ${wanted}`;
  const total = isNegative(expected.result) ? "0" : toText(expected.result);
  return invoice.total === total ? undefined : `${invoice.number} asks for ${invoice.total}, not ${total}`;
}

interface Line {
  readonly kind: string;
  readonly about: string;
  readonly key: string;
  readonly amount: Fraction;
}

/** What asks for nothing is left out; several lines about the same are taken together. */
function inText(lines: readonly Line[]): string {
  const sums = sumBy(lines.map(({ kind, about, key, amount }) => [`${kind} ${about} ${key}`, amount]));
  return JSON.stringify([...sums].map(([name, amount]) => [name, toText(amount)]).sort());
}

/** L52: what has been billed of each period, and what drafts bill of it, is what its usage comes to. */
export function whatIsLost(books: Books, drafts: readonly Invoice[]): string[] {
  const { invoices, world } = books;
  const starts = new Set([...invoices, ...drafts].map(({ billing_period }) => billing_period.start));
  return [...starts].flatMap((start): string[] => {
    const coming = drafts.flatMap(linesOfInvoice).filter(({ about }) => about === start);
    const asked = byKey([...billedOf(invoices, start), ...coming]);
    const due = byKey(statementOf(world, periodFrom(books, start)));
    return asked === due ? [] : [`of the period from ${start}, ${asked} is asked for, and ${due} is due`];
  });
}

function byKey(lines: readonly Stated[]): string {
  const sums = merged(lines).map(({ key, amount }) => [key, toText(amount)] as const);
  return JSON.stringify(sums.filter(([, amount]) => amount !== "0").sort());
}
