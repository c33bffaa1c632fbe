// Which drafts a contract has.
import type { Invoice } from "../../../src/model/invoice.ts";
import type { Period } from "../../../src/model/period.ts";
import { draftByOracle } from "../draft.ts";
import { compare, fraction, subtract } from "../fraction.ts";
import { programAt } from "../ladders.ts";
import { billedOf } from "./billed.ts";
import { type Books, begunPeriods, closedStarts, isClosed, lastPeriod, nextOpen, periodOn } from "./books.ts";
import { type ExpectedInvoice, expectedInvoice, type Kind } from "./expected.ts";
import { netOf, programAbove, ratingOf, usageStatementOf } from "./statement.ts";

export interface ExpectedDraft {
  readonly number: string;
  readonly kind: Kind;
  readonly period: Period;
  /** What it asks for, its lines in the order of the answer. */
  expected(like: Invoice): ExpectedInvoice;
}

/** Every draft that there is at an instant, by period. */
export function expectedDrafts(books: Books, now: number): ExpectedDraft[] {
  const used = ratingOf(books.world).entries.map(({ period_start }) => period_start);
  const starts = new Set([...begunPeriods(books, now).map(({ start }) => start), ...used]);
  const open = [...starts]
    .sort()
    .map((start) => periodOn(books, start))
    .filter((period) => !isClosed(books, period));
  const own = open.flatMap((period) => [
    draftOf(books, "regular", period, numberOf(books, period)),
    ...progressiveDraft(books, period, now),
  ]);
  return [...own, ...correctionDraft(books)];
}

/** The number of a period's own invoice. */
export function numberOf({ world }: Books, period: Period): string {
  return draftByOracle({ ...world, programs: [] }, [], period).number;
}

function draftOf(books: Books, kind: Kind, period: Period, number: string): ExpectedDraft {
  return { number, kind, period, expected: (like) => expectedInvoice(books, kind, period, like) };
}

/** There is one once enough of the period's usage is unbilled. */
function progressiveDraft(books: Books, period: Period, now: number): ExpectedDraft[] {
  const { world, invoices } = books;
  const lastInstant = Date.parse(period.end_at) - 1;
  const present = programAt(world.programs, world.contract.timezone, Math.min(now, lastInstant));
  const { progressive_threshold: threshold } = present ?? programAbove(world, period) ?? {};
  if (threshold === undefined) return [];
  const open = subtract(netOf(usageStatementOf(world, period)), netOf(billedOf(invoices, period.start)));
  if (compare(open, fraction(threshold)) < 0) return [];
  return [draftOf(books, "progressive", period, nextNumber(books, "progressive", period, "P"))];
}

/** There is one once something has to be asked for, or given back, that no period is left for. */
function correctionDraft(books: Books): ExpectedDraft[] {
  const last = lastPeriod(books);
  if (last === undefined || closedStarts(books).length === 0) return [];
  if (!isClosed(books, last)) return [];
  const draft = draftOf(books, "correction", last, nextNumber(books, "correction", last, "C"));
  const { lines, taxes, carried } = draft.expected(nothing);
  return lines.length + taxes.size + carried.size > 0 ? [draft] : [];
}

/** An answer without lines, so that the order of lines is the oracle's own. */
const nothing = { line_items: [] } as unknown as Invoice;

function nextNumber(books: Books, type: Invoice["type"], period: Period, letter: string): string {
  const before = books.invoices.filter(
    (invoice) => invoice.type === type && invoice.billing_period.start === period.start,
  );
  return `${numberOf(books, period)}-${letter}${before.length + 1}`;
}

/** Whether something is left over for the period's own invoice, or, without a period, for none. */
export function hasNext(books: Books, period: Period): boolean {
  return nextOpen(books, period) !== undefined;
}
