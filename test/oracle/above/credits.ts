// What credit grants pay of an invoice's lines, and what corrections give back to them.
import type { Contract, DrawdownComparator } from "../../../src/model/contract.ts";
import type { CreditGrant } from "../../../src/model/creditGrant.ts";
import type { Invoice } from "../../../src/model/invoice.ts";
import type { Period } from "../../../src/model/period.ts";
import {
  compare,
  type Fraction,
  fraction,
  isNegative,
  larger,
  negate,
  smaller,
  subtract,
  sum,
  zero,
} from "../fraction.ts";
import { type BilledLine, billedOf, isLive } from "./billed.ts";
import { isFor, takenFrom } from "./money.ts";
import { netOf, type Stated } from "./statement.ts";
import { amountOf, noSums, type Sums, sumBy, totalOfSums } from "./sums.ts";

/** A line that credits can pay, or that gives some back. */
export interface Payable extends Stated {
  readonly about: string;
  /** It takes something of what was billed before away. */
  readonly corrects: boolean;
}

/** What all there is to know of grants: how they are granted, and how they were used. */
export interface Purse {
  readonly contract: Contract;
  readonly grants: readonly CreditGrant[];
  readonly invoices: readonly Invoice[];
}

/** What each grant pays of each line of an invoice for the period, in the order of the lines. */
export function creditsOn(purse: Purse, period: Period, lines: readonly Payable[]): Sums[] {
  let credits = lines.map((line) => (line.corrects ? givenBack(purse, line) : noSums));
  for (const grant of inOrder(purse).filter((one) => sharesDay(one, period))) {
    const left = lines.map((line, place) => leftOf(line, credits[place] ?? noSums));
    // What this invoice gives back can be used on it.
    const here = sum(credits.map((sums) => amountOf(sums, grant.id)));
    const wanted = smaller(subtract(balanceOf(purse, grant.id), here), larger(zero, sum(left)));
    const taken = takenFrom(
      purse.contract,
      wanted,
      left.map((amount, place) => (isFor(grant.rules, lines[place]?.rule_id ?? null) ? amount : zero)),
    );
    credits = credits.map((before, place) => sumBy([...before, [grant.id, taken[place] ?? zero]]));
  }
  return credits;
}

/** What is left of a grant: its amount, less what invoices that hold have drawn. */
export function balanceOf({ grants, invoices }: Purse, id: string): Fraction {
  const granted = grants.find((grant) => grant.id === id)?.amount ?? "0";
  return subtract(fraction(granted), amountOf(drawnFrom(invoices), id));
}

/** What invoices that hold have drawn from each grant. */
export function drawnFrom(invoices: readonly Invoice[]): Sums {
  const lines = invoices.filter(isLive).flatMap(({ line_items }) => line_items);
  return sumBy(
    lines.flatMap(({ credits = [] }) =>
      credits.map(({ grant, amount }) => [grant, fraction(amount)] as const),
    ),
  );
}

function leftOf(line: Stated, credits: Sums): Fraction {
  return subtract(netOf([line]), totalOfSums(credits));
}

/** A line below zero takes back what grants have paid of the same line of its period, the latest draw first. */
function givenBack({ invoices }: Purse, line: Payable): Sums {
  const due = negate(netOf([line]));
  if (compare(due, zero) <= 0) return noSums;
  const given: [string, Fraction][] = [];
  let left = due;
  for (const { grant, amount } of drawsThatHold(billedOf(invoices, line.about), line.key).reverse()) {
    const back = smaller(left, amount);
    given.push([grant, negate(back)]);
    left = subtract(left, back);
  }
  return sumBy(given);
}

interface Draw {
  readonly grant: string;
  readonly amount: Fraction;
}

/** The draws on a line, in order, less what has been given back: that undoes the latest of its grant. */
function drawsThatHold(billed: readonly BilledLine[], key: string): Draw[] {
  const changes = billed
    .filter((line) => line.key === key)
    .flatMap((line) => line.draws)
    .map(({ grant, amount }) => ({ grant, amount: fraction(amount) }));
  const draws = changes.filter(({ amount }) => !isNegative(amount));
  for (const { grant, amount } of changes) if (isNegative(amount)) undo(draws, grant, negate(amount));
  return draws;
}

function undo(draws: Draw[], grant: string, amount: Fraction): void {
  let left = amount;
  for (let place = draws.length - 1; place >= 0 && compare(left, zero) > 0; place -= 1) {
    const draw = draws[place];
    if (draw?.grant !== grant) continue;
    const undone = smaller(left, draw.amount);
    draws[place] = { grant, amount: subtract(draw.amount, undone) };
    left = subtract(left, undone);
  }
}

function sharesDay({ effective_date, expiry_date }: CreditGrant, { start, end }: Period): boolean {
  return (effective_date ?? "") <= end && (expiry_date ?? "~") > start;
}

const usualOrder: readonly DrawdownComparator[] = ["priority", "expiry", "category", "effective"];

function inOrder({ contract, grants }: Purse): CreditGrant[] {
  const order = contract.drawdown_order ?? usualOrder;
  return [...grants].sort((a, b) => {
    const told = order.map((by) => rank(by, a, b)).find((result) => result !== 0);
    return told ?? grants.indexOf(a) - grants.indexOf(b);
  });
}

function rank(by: DrawdownComparator, a: CreditGrant, b: CreditGrant): number {
  const byText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  switch (by) {
    case "priority":
      return a.priority - b.priority;
    case "expiry":
      return byText(a.expiry_date ?? "~", b.expiry_date ?? "~");
    case "category":
      return -byText(a.category, b.category);
    case "effective":
      return byText(a.effective_date ?? "", b.effective_date ?? "");
    case "scope":
      return Number(a.rules === undefined) - Number(b.rules === undefined);
  }
}
