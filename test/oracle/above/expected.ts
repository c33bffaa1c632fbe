// What an invoice has to ask for if it is made final now: lines, credits, taxes, and what is carried.
import type { Invoice } from "../../../src/model/invoice.ts";
import type { Period } from "../../../src/model/period.ts";
import { type Fraction, negate, subtract, sum } from "../fraction.ts";
import { agreedIn } from "./agreedIn.ts";
import {
  billedOf,
  isLive,
  linesOfInvoice,
  merged,
  negatedLine,
  outstandingCarries,
  taxesOfInvoice,
  unbilled,
} from "./billed.ts";
import { type Books, closedPeriods, nextOpen, periodOn } from "./books.ts";
import { creditsOn, type Payable } from "./credits.ts";
import { netOf, type Stated, statementOf, usageStatementOf } from "./statement.ts";
import { amountOf, minus, noSums, type Sums, sumBy, totalOfSums } from "./sums.ts";
import { type Taxable, taxesOn } from "./taxes.ts";

export type Kind = "regular" | "progressive" | "correction";

export interface ExpectedLine extends Payable {
  /** What each grant pays of it. */
  readonly credits: Sums;
}

export interface ExpectedInvoice {
  readonly kind: Kind;
  readonly period: Period;
  readonly lines: readonly ExpectedLine[];
  /** By first day of the period, then tax. */
  readonly taxes: Sums;
  /** What earlier invoices leave to it, by their numbers. */
  readonly carried: Sums;
  /** What it comes to before anything that is below zero goes elsewhere. */
  readonly result: Fraction;
}

type Bare = Omit<ExpectedLine, "credits">;

/**
 * The invoice of a kind for a period. Where shares of equal size fall is a matter of the order of lines, which is
 * that of the answer.
 */
export function expectedInvoice(books: Books, kind: Kind, period: Period, like: Invoice): ExpectedInvoice {
  const corrected = kind === "progressive" ? [] : correctedBy(books, kind === "regular" ? period : undefined);
  const bare = orderedLike(
    [
      ...(kind === "correction" ? [] : ownLines(books, kind, period)),
      ...corrected.flatMap((other) => correctionsOf(books, other)),
    ],
    like,
  );
  const purse = { contract: books.world.contract, grants: books.grants, invoices: books.invoices };
  const credits = creditsOn(purse, bare);
  const lines = bare.map((line, place) => ({ ...line, credits: credits[place] ?? noSums }));
  const about = kind === "correction" ? corrected : [period, ...corrected];
  const taxes = sumBy(about.flatMap((other) => [...taxesFor(books, other, lines)]));
  const carried = kind === "progressive" ? noSums : carriedTo(books, kind === "regular" ? period : undefined);
  const result = sum([
    netOf(lines),
    ...lines.map((line) => negate(totalOfSums(line.credits))),
    addedTax(books, taxes),
    totalOfSums(carried),
  ]);
  return { kind, period, lines, taxes, carried, result };
}

/** Taxes that are added, and not included: which of both a tax is, it is in every version. */
function addedTax({ world }: Books, taxes: Sums): Fraction {
  const all = world.programs.flatMap((program) => program.taxes ?? []);
  const included = new Set(all.filter(({ inclusive }) => inclusive === true).map(({ id }) => id));
  return sum([...taxes].filter(([name]) => !included.has(name.slice(11))).map(([, amount]) => amount));
}

/** Closed periods whose corrections belong on the period's own invoice; without one, where no period is left for them. */
function correctedBy(books: Books, period: Period | undefined): Period[] {
  return closedPeriods(books).filter((other) => nextOpen(books, other)?.start === period?.start);
}

function ownLines(books: Books, kind: Kind, period: Period): Bare[] {
  const { world, invoices } = books;
  const now = kind === "progressive" ? usageStatementOf(world, period) : statementOf(world, period);
  const before = merged(billedOf(invoices, period.start)).map(negatedLine);
  return [
    ...now.map((line) => ({ ...line, kind: "own" as const, about: period.start, days: period })),
    ...before.map((line) => ({ ...line, kind: "billed" as const, about: period.start, days: period })),
  ];
}

function correctionsOf({ world, invoices }: Books, period: Period): Bare[] {
  const difference = unbilled(statementOf(world, period), billedOf(invoices, period.start));
  return difference.map((line) => ({
    ...line,
    kind: "correction" as const,
    about: period.start,
    days: period,
  }));
}

/** What taxes a period has to pay with these lines, less what it has been billed. */
function taxesFor({ world, invoices }: Books, period: Period, lines: readonly ExpectedLine[]): Sums {
  const { start } = period;
  const own = lines.filter(({ about }) => about === start);
  const taxable = [...billedOf(invoices, start), ...own].map(taxed);
  const { taxes = [] } = agreedIn(world, period) ?? {};
  const due = [...taxesOn(world.contract, taxes, taxable)].map(
    ([id, amount]) => [`${start} ${id}`, amount] as const,
  );
  const billed = invoices.filter(isLive).flatMap((invoice) => [...taxesOfInvoice(invoice)]);
  return minus(sumBy(due), sumBy(billed.filter(([name]) => name.startsWith(`${start} `))));
}

function taxed(line: Stated & Pick<ExpectedLine, "credits">): Taxable {
  const amount = subtract(netOf([line]), totalOfSums(line.credits));
  return { key: line.key, rule_id: line.rule_id, amount };
}

/** The lines in the order of the answer; what the answer does not have stands last. */
function orderedLike(lines: readonly Bare[], like: Invoice): Bare[] {
  const names = linesOfInvoice(like).map(({ kind, about, key }) => `${kind} ${about} ${key}`);
  const placeOf = ({ kind, about, key }: Bare) => {
    const place = names.indexOf(`${kind} ${about} ${key}`);
    return place < 0 ? names.length : place;
  };
  return [...lines].sort((a, b) => placeOf(a) - placeOf(b));
}

/**
 * What earlier invoices leave to the period's own invoice: each carry that its invoice's next open period has to take. Without
 * a period: those that no period is left for.
 */
function carriedTo(books: Books, period: Period | undefined): Sums {
  const outstanding = outstandingCarries(books.invoices);
  const origins = [...outstanding.keys()].filter((number) => {
    const from = books.invoices.find((invoice) => invoice.number === number);
    return (
      from !== undefined &&
      nextOpen(books, periodOn(books, from.billing_period.start))?.start === period?.start
    );
  });
  return sumBy(origins.map((number) => [number, negate(amountOf(outstanding, number))]));
}
