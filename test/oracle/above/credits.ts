// What credit grants pay of an invoice's lines, and what corrections give back to them.
import type { Contract, DrawdownComparator } from "../../../src/model/contract.ts";
import type { CreditGrant } from "../../../src/model/creditGrant.ts";
import type { Invoice } from "../../../src/model/invoice.ts";
import type { Period } from "../../../src/model/period.ts";
import {
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
  /** `billed` and `correction` are about what has been billed before. */
  readonly kind: "own" | "billed" | "correction";
  readonly about: string;
  /** The same period, with its last day. */
  readonly days: Period;
}

/** What all there is to know of grants: how they are granted, and how they were used. */
export interface Purse {
  readonly contract: Contract;
  readonly grants: readonly CreditGrant[];
  readonly invoices: readonly Invoice[];
}

/** What each grant pays of each line of an invoice, in the order of the lines. */
export function creditsOn(purse: Purse, lines: readonly Payable[]): Sums[] {
  let credits: Sums[] = [];
  for (const line of lines) credits.push(line.kind === "own" ? noSums : undone(purse, line, credits));
  for (const grant of inOrder(purse)) {
    const left = lines.map((line, place) => leftOf(line, credits[place] ?? noSums));
    // What this invoice gives back can be used on it.
    const here = sum(credits.map((sums) => amountOf(sums, grant.id)));
    const there = subtract(
      subtract(fraction(grant.amount), amountOf(drawnFrom(purse.invoices), grant.id)),
      here,
    );
    const wanted = smaller(drawable(grant, there), larger(zero, sum(left)));
    const taken = takenFrom(
      purse.contract,
      wanted,
      left.map((amount, place) => (canPay(grant, lines[place]) ? amount : zero)),
    );
    credits = credits.map((before, place) => sumBy([...before, [grant.id, taken[place] ?? zero]]));
  }
  return credits;
}

/** Nothing is paid for what has been billed already. */
function canPay(grant: CreditGrant, line: Payable | undefined): boolean {
  if (line === undefined || line.kind === "billed") return false;
  return isFor(grant.rules, line.rule_id) && sharesDay(grant, line.days);
}

/** What can be drawn of a grant: once an invoice is withdrawn, others may have drawn or given back more than there is. */
export function drawable({ amount }: CreditGrant, balance: Fraction): Fraction {
  return smaller(fraction(amount), larger(zero, balance));
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

/**
 * A line below zero takes back what grants have paid of the same line of its period, the latest draw first. One above zero is
 * paid by what was given back without a draw, as that has been withdrawn since; as far as the grant has it still, after the lines before.
 */
function undone({ invoices, grants }: Purse, line: Payable, before: readonly Sums[]): Sums {
  const net = netOf([line]);
  const { drawn, owed } = drawsThatHold(billedOf(invoices, line.about), line.key);
  const changes: [string, Fraction][] = [];
  let left = isNegative(net) ? negate(net) : net;
  const places = isNegative(net) ? drawn.reverse() : owed;
  for (const { grant, amount } of places) {
    const whole = grants.find(({ id }) => id === grant);
    const used = sum([drawnFrom(invoices), ...before].map((sums) => amountOf(sums, grant)));
    const there = whole === undefined ? zero : drawable(whole, subtract(fraction(whole.amount), used));
    const change = smaller(left, isNegative(net) ? amount : smaller(amount, there));
    changes.push([grant, isNegative(net) ? negate(change) : change]);
    left = subtract(left, change);
  }
  return sumBy(changes);
}

interface Draw {
  readonly grant: string;
  readonly amount: Fraction;
}

/** The draws on a line that were not given back, and what was given back without a draw; in order. */
function drawsThatHold(billed: readonly BilledLine[], key: string): { drawn: Draw[]; owed: Draw[] } {
  const [drawn, owed]: [Draw[], Draw[]] = [[], []];
  const changes = billed.filter((line) => line.key === key).flatMap((line) => line.draws);
  for (const { grant, amount } of changes) {
    const change = fraction(amount);
    if (isNegative(change)) owed.push({ grant, amount: takeOff(drawn, grant, negate(change)) });
    else drawn.push({ grant, amount: takeOff(owed, grant, change) });
  }
  // Among grants, the one that was first drawn on the line is the first to pay what it is owed for.
  const grants = changes.map(({ grant }) => grant);
  owed.sort((a, b) => grants.indexOf(a.grant) - grants.indexOf(b.grant));
  return { drawn, owed };
}

/** Takes an amount off the grant's draws, the latest first; what is left over. */
function takeOff(draws: Draw[], grant: string, amount: Fraction): Fraction {
  let left = amount;
  for (let place = draws.length - 1; place >= 0; place -= 1) {
    const draw = draws[place];
    if (draw?.grant !== grant) continue;
    const taken = smaller(left, draw.amount);
    draws[place] = { grant, amount: subtract(draw.amount, taken) };
    left = subtract(left, taken);
  }
  return left;
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
