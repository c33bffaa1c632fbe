// Which drafts a contract has.
import type { Invoice } from "../../../src/model/invoice.ts";
import type { Period } from "../../../src/model/period.ts";
import { draftByOracle } from "../draft.ts";
import { compare, fraction, subtract } from "../fraction.ts";
import { programAt } from "../ladders.ts";
import { agreedIn } from "./agreedIn.ts";
import { billedOf } from "./billed.ts";
import {
  type Books,
  begunPeriods,
  closedPeriods,
  isClosed,
  lastPeriod,
  nextOpen,
  periodOn,
} from "./books.ts";
import { type ExpectedInvoice, expectedInvoice, type Kind } from "./expected.ts";
import { netOf, ratingOf, usageStatementOf } from "./statement.ts";

export interface ExpectedDraft {
  readonly number: string;
  readonly kind: Kind;
  readonly period: Period;
  /** Whether it is there for certain: one of a period that is yet to begin, without usage and with nothing to settle, need not be. */
  readonly certain: boolean;
  /** What it asks for, its lines in the order of the answer. */
  expected(like: Invoice): ExpectedInvoice;
}

/** Every draft that there is at an instant, by period. */
export function expectedDrafts(books: Books, now: number): ExpectedDraft[] {
  const used = ratingOf(books.world).entries.map(({ period_start }) => period_start);
  const known = new Set([...begunPeriods(books, now).map(({ start }) => start), ...used]);
  const settling = closedPeriods(books).flatMap((period) => nextOpen(books, period)?.start ?? []);
  const open = [...new Set([...known, ...settling])]
    .sort()
    .map((start) => periodOn(books, start))
    .filter((period) => !isClosed(books, period));
  const own = open.flatMap((period) => {
    const draft = draftOf(books, "regular", period, numberOf(books, period));
    const certain = known.has(period.start) || settles(draft, period);
    const cut = progressiveDraft(books, period, now);
    // What is carried in from earlier periods is there without events of the period.
    return [{ ...draft, certain }, ...cut.map((one) => ({ ...one, certain: used.includes(period.start) }))];
  });
  return [...own, ...correctionDraft(books)];
}

/** Whether there is something on it that is not about its own period. */
function settles({ expected }: ExpectedDraft, own?: Period): boolean {
  const { lines, taxes, carried } = expected(nothing);
  const taxed = [...taxes.keys()].map((name) => name.slice(0, 10));
  const about = [...taxed, ...lines.map((line) => line.about)];
  return carried.size > 0 || about.some((start) => start !== own?.start);
}

/** The number of a period's own invoice. */
export function numberOf({ world }: Books, period: Period): string {
  return draftByOracle({ ...world, programs: [] }, [], period).number;
}

function draftOf(books: Books, kind: Kind, period: Period, number: string): ExpectedDraft {
  return {
    number,
    kind,
    period,
    certain: true,
    expected: (like) => expectedInvoice(books, kind, period, like),
  };
}

/** There is one once enough of the period's usage is unbilled. */
function progressiveDraft(books: Books, period: Period, now: number): ExpectedDraft[] {
  const { world, invoices } = books;
  const lastInstant = Date.parse(period.end_at) - 1;
  const present = programAt(world.programs, world.contract.timezone, Math.min(now, lastInstant));
  const { progressive_threshold: threshold } = present ?? agreedIn(world, period) ?? {};
  if (threshold === undefined) return [];
  const open = subtract(netOf(usageStatementOf(world, period)), netOf(billedOf(invoices, period.start)));
  if (compare(open, fraction(threshold)) < 0) return [];
  return [draftOf(books, "progressive", period, nextNumber(books, "progressive", period, "P"))];
}

/** There is one once something has to be asked for, or given back, that no period is left for. */
function correctionDraft(books: Books): ExpectedDraft[] {
  const last = lastPeriod(books);
  if (last === undefined || !isClosed(books, last)) return [];
  const draft = draftOf(books, "correction", last, nextNumber(books, "correction", last, "C"));
  return settles(draft) ? [draft] : [];
}

/** An answer without lines, so that the order of lines is the oracle's own. */
const nothing = { line_items: [] } as unknown as Invoice;

function nextNumber(books: Books, type: Invoice["type"], period: Period, letter: string): string {
  const before = books.invoices.filter(
    (invoice) => invoice.type === type && invoice.billing_period.start === period.start,
  );
  return `${numberOf(books, period)}-${letter}${before.length + 1}`;
}
