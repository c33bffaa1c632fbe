// What final invoices have billed: every line of theirs by the period that it is about.
import type { CreditDraw, Invoice, LineItem } from "../../../src/model/invoice.ts";
import { add, fraction, isZero, negate } from "../fraction.ts";
import { keyOf, type Stated } from "./statement.ts";
import { minus, noSums, type Sums, sumBy } from "./sums.ts";

/** A line of a final invoice that holds. */
export interface BilledLine extends Stated {
  readonly invoice: Invoice;
  /** First day of the period that it is about. */
  readonly about: string;
  readonly kind: "own" | "billed" | "correction";
  /** What each grant pays of it, one draw after the other. */
  readonly draws: readonly CreditDraw[];
  readonly credits: Sums;
}

/** An invoice that was withdrawn has billed nothing. */
export function isLive({ status }: Invoice): boolean {
  return status !== "cancelled";
}

/** First day of the period that a line is about: a correction is about another one than its invoice. */
export function aboutOf({ billing_period }: Invoice, { kind, refers_to }: LineItem): string {
  return (kind === "correction" ? refers_to?.billing_period.start : undefined) ?? billing_period.start;
}

export function linesOfInvoice(invoice: Invoice): BilledLine[] {
  return invoice.line_items.map((line) => ({
    invoice,
    about: aboutOf(invoice, line),
    kind: line.kind === "billed" || line.kind === "correction" ? line.kind : "own",
    key: keyOf(line),
    rule_id: line.rule_id,
    quantity: fraction(line.quantity),
    amount: fraction(line.amount),
    discounts: sumBy((line.discounts ?? []).map(({ discount, amount }) => [discount, fraction(amount)])),
    draws: line.credits ?? [],
    credits: sumBy((line.credits ?? []).map(({ grant, amount }) => [grant, fraction(amount)])),
  }));
}

/** Lines about a period on final invoices that hold, by period, then in the order in which they were made final. */
export function billedOf(invoices: readonly Invoice[], about: string): BilledLine[] {
  const ordered = invoices.filter(isLive).map((invoice, place) => ({ invoice, place }));
  ordered.sort((a, b) =>
    startOf(a.invoice) < startOf(b.invoice)
      ? -1
      : startOf(a.invoice) > startOf(b.invoice)
        ? 1
        : a.place - b.place,
  );
  return ordered.flatMap(({ invoice }) => linesOfInvoice(invoice)).filter((line) => line.about === about);
}

function startOf({ billing_period }: Invoice): string {
  return billing_period.start;
}

/** One line for each key: all of its lines together. */
export function merged(lines: readonly Stated[]): Stated[] {
  const byKey = new Map<string, Stated>();
  for (const line of lines) {
    const before = byKey.get(line.key);
    byKey.set(line.key, before === undefined ? line : together(before, line));
  }
  return [...byKey.values()];
}

function together(a: Stated, b: Stated): Stated {
  const { key, rule_id } = a;
  return {
    key,
    rule_id,
    quantity: add(a.quantity, b.quantity),
    amount: add(a.amount, b.amount),
    discounts: sumBy([...a.discounts, ...b.discounts]),
  };
}

export function negatedLine({ key, rule_id, quantity, amount, discounts }: Stated): Stated {
  return {
    key,
    rule_id,
    quantity: negate(quantity),
    amount: negate(amount),
    discounts: minus(noSums, discounts),
  };
}

/** What is still to be billed: what a period comes to now, less what has been billed of it, by key. */
export function unbilled(now: readonly Stated[], billed: readonly Stated[]): Stated[] {
  return merged([...now, ...billed.map(negatedLine)]).filter(
    ({ amount, discounts }) => !isZero(amount) || discounts.size > 0,
  );
}

/** What has been billed of each tax, by period. */
export function taxesOfInvoice({ taxes = [] }: Invoice): Sums {
  return sumBy(taxes.map(({ tax, period_start, amount }) => [`${period_start} ${tax}`, fraction(amount)]));
}

/** What is carried from an invoice, and has not been taken by another one yet, by the number of the one that it is from. */
export function outstandingCarries(invoices: readonly Invoice[]): Sums {
  return sumBy(
    invoices
      .filter(isLive)
      .flatMap(({ carried = [] }) =>
        carried.map(({ invoice, amount }) => [invoice, fraction(amount)] as const),
      ),
  );
}
