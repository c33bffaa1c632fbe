// Credit grants pay lines. What a correction takes back goes back to the grants that paid it; then each grant in its order pays what
// it can of what is left.
import { type CalendarPeriod, dayIn } from "../calendar/billingCalendar.ts";
import {
  add,
  compare,
  type Decimal,
  formatDecimal,
  isNegative,
  isZero,
  maximum,
  minimum,
  negate,
  subtract,
  zero,
} from "../decimal/decimal.ts";
import { compareText } from "../model/compareText.ts";
import type { DrawdownComparator } from "../model/contract.ts";
import type { CreditGrant } from "../model/creditGrant.ts";
import type { CreditDraw, Invoice, LineItem } from "../model/invoice.ts";
import type { Desk } from "./desk.ts";
import { isInScope } from "./discountLines.ts";
import { amountOf, netOf, sumOf } from "./netOf.ts";
import { createPastDraws, type PastDraw, type PastDraws } from "./pastDraws.ts";
import type { PastInvoices } from "./pastInvoices.ts";
import { shareAmount } from "./shareAmount.ts";

/** What can be drawn of a grant after the final invoices. */
export function creditBalance(grant: CreditGrant, past: PastInvoices): Decimal {
  return drawable(grant, leftOf(grant, past));
}

function leftOf(grant: CreditGrant, past: PastInvoices): Decimal {
  return subtract(
    amountOf(grant),
    sumOf([...past.draws(grant.id).values()], (amount) => amount),
  );
}

/** Once an invoice is withdrawn, what others drew or gave back may not add up, until the next correction; that is not there to draw. */
function drawable(grant: CreditGrant, balance: Decimal): Decimal {
  return minimum(amountOf(grant), maximum(zero, balance));
}

/** What grants have left while an invoice is made. */
interface Purse {
  drawable(grant: string): Decimal;
  /** Below zero: gives back. */
  take(grant: string, amount: Decimal): void;
}

function openPurse(grants: readonly CreditGrant[], past: PastInvoices): Purse {
  const left = new Map(grants.map((grant) => [grant.id, { grant, balance: leftOf(grant, past) }]));
  return {
    drawable(id) {
      const known = left.get(id);
      return known === undefined ? zero : drawable(known.grant, known.balance);
    },
    take(id, amount) {
      const known = left.get(id);
      if (known !== undefined) known.balance = subtract(known.balance, amount);
    },
  };
}

/** A line, and what grants pay of it so far. */
interface Paid {
  readonly line: LineItem;
  /** The one that it is about, which a correction's own invoice is not of. */
  readonly period: Invoice["billing_period"];
  /** By grant. */
  readonly draws: Map<string, Decimal>;
  left: Decimal;
}

export function drawCredits(
  { terms, calendar, history, past, digits }: Desk,
  lines: readonly LineItem[],
  period: Invoice["billing_period"],
): readonly LineItem[] {
  const { grants = [] } = history ?? {};
  if (grants.length === 0) return lines;
  const purse = openPurse(grants, past);
  const paid = lines.map((line): Paid => {
    const { start } = line.refers_to?.billing_period ?? period;
    // The contract may end elsewhere since it was billed.
    const about = calendar.periodOn(dayIn(start)) as CalendarPeriod;
    return { line, period: about.period, draws: new Map(), left: netOf(line) };
  });
  const drawsOf = createPastDraws(past, period);
  for (const one of paid) if (one.line.kind !== undefined) one.left = unwind(one, drawsOf(one.line), purse);
  for (const grant of inOrder(grants, terms.contract.drawdown_order ?? stripeOrder))
    draw(grant, paid, purse, digits);
  return paid.map(({ line, draws }) => {
    // What is given back and what is drawn are not of one line, so none of them is zero.
    const credits = [...draws].map(([grant, amount]): CreditDraw => {
      return { grant, amount: formatDecimal(amount) };
    });
    return credits.length === 0 ? line : { ...line, credits };
  });
}

/**
 * A correction below zero gives back to grants before it gives back money, the last draw first. One above zero first takes what was
 * given back for a draw that has been withdrawn since, as far as nobody else has drawn it.
 */
function unwind({ draws, ...paid }: Paid, { drawn, owed }: PastDraws, purse: Purse): Decimal {
  let { left } = paid;
  const move = (grant: string, amount: Decimal): void => {
    draws.set(grant, add(draws.get(grant) ?? zero, amount));
    purse.take(grant, amount);
    left = subtract(left, amount);
  };
  while (isNegative(left) && drawn.length > 0) {
    const last = drawn.pop() as PastDraw;
    const back = minimum(negate(left), last.amount);
    if (compare(back, last.amount) < 0) drawn.push({ ...last, amount: subtract(last.amount, back) });
    move(last.grant, negate(back));
  }
  for (const [grant, amount] of owed) {
    const taken = minimum(minimum(maximum(zero, left), amount), purse.drawable(grant));
    owed.set(grant, subtract(amount, taken));
    if (!isZero(taken)) move(grant, taken);
  }
  return left;
}

function draw(grant: CreditGrant, paid: readonly Paid[], purse: Purse, digits: number): void {
  const weights = paid.map(({ line, left, period }) =>
    // What has been billed already is not paid again, whatever its sign.
    line.kind !== "billed" && isInScope(grant, line.rule_id) && isUsable(grant, period)
      ? maximum(zero, left)
      : zero,
  );
  const whole = sumOf(paid, ({ left }) => left);
  const most = minimum(
    sumOf(weights, (weight) => weight),
    maximum(zero, whole),
  );
  const drawn = minimum(most, purse.drawable(grant.id));
  if (isZero(drawn)) return;
  purse.take(grant.id, drawn);
  for (const [at, share] of shareAmount(drawn, weights, digits).entries()) {
    const one = paid[at];
    if (one === undefined || isZero(share)) continue;
    one.draws.set(grant.id, add(one.draws.get(grant.id) ?? zero, share));
    one.left = subtract(one.left, share);
  }
}

function isUsable(
  { effective_date, expiry_date }: CreditGrant,
  { start, end }: Invoice["billing_period"],
): boolean {
  return (effective_date ?? "") <= end && (expiry_date === null || expiry_date > start);
}

const stripeOrder: readonly DrawdownComparator[] = ["priority", "expiry", "category", "effective"];

const comparators: {
  readonly [name in DrawdownComparator]: (a: CreditGrant, b: CreditGrant) => number;
} = {
  priority: (a, b) => a.priority - b.priority,
  expiry: (a, b) => compareText(a.expiry_date ?? "9", b.expiry_date ?? "9"),
  category: (a, b) => (a.category === "paid" ? 1 : 0) - (b.category === "paid" ? 1 : 0),
  effective: (a, b) => compareText(a.effective_date ?? "", b.effective_date ?? ""),
  scope: (a, b) => (a.rules === undefined ? 1 : 0) - (b.rules === undefined ? 1 : 0),
};

/** The sort is stable, so what no comparator tells apart stays in the order of granting. */
function inOrder(grants: readonly CreditGrant[], order: readonly DrawdownComparator[]): CreditGrant[] {
  return [...grants].sort((a, b) => {
    for (const name of order) {
      const difference = comparators[name](a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}
