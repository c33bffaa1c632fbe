// What grants have paid of a line on earlier invoices, draw by draw, so that it can be taken back in the opposite order.
import {
  add,
  compare,
  type Decimal,
  decimalOf,
  isNegative,
  isZero,
  minimum,
  negate,
  subtract,
  zero,
} from "../decimal/decimal.ts";
import type { CreditDraw, Invoice, LineItem } from "../model/invoice.ts";
import { lineKey, periodOfLine } from "./lineKey.ts";
import type { PastInvoices } from "./pastInvoices.ts";

export interface PastDraw {
  readonly grant: string;
  readonly amount: Decimal;
}

/** Of one line key of one period. */
export interface PastDraws {
  /** What has not been given back, in the order in which it was drawn. Each above zero. */
  readonly drawn: PastDraw[];
  /** By grant: what was given back for draws that have been withdrawn since. */
  readonly owed: Map<string, Decimal>;
}

/** The draws that a line of an invoice of that period undoes; the same for all its lines of one key, so that each is undone once. */
export function createPastDraws(
  past: PastInvoices,
  billing_period: Invoice["billing_period"],
): (line: LineItem) => PastDraws {
  const known = new Map<string, ReadonlyMap<string, PastDraws>>();
  return (line) => {
    const start = periodOfLine(line, { billing_period });
    const ofPeriod = known.get(start) ?? drawsAbout(past.linesAbout(start));
    known.set(start, ofPeriod);
    return ofPeriod.get(lineKey(line)) ?? { drawn: [], owed: new Map() };
  };
}

function drawsAbout(lines: readonly LineItem[]): ReadonlyMap<string, PastDraws> {
  const draws = new Map<string, PastDraws>();
  for (const line of lines) {
    const ofKey = draws.get(lineKey(line)) ?? { drawn: [], owed: new Map<string, Decimal>() };
    draws.set(lineKey(line), ofKey);
    for (const draw of line.credits ?? []) count(ofKey, draw);
  }
  return draws;
}

function count({ drawn, owed }: PastDraws, { grant, amount: text }: CreditDraw): void {
  const amount = decimalOf(text);
  if (!isNegative(amount)) {
    const settled = minimum(amount, owed.get(grant) ?? zero);
    owed.set(grant, subtract(owed.get(grant) ?? zero, settled));
    if (compare(amount, settled) > 0) drawn.push({ grant, amount: subtract(amount, settled) });
    return;
  }
  let back = negate(amount);
  for (let at = drawn.length - 1; at >= 0 && !isZero(back); at -= 1) {
    const one = drawn[at] as PastDraw;
    if (one.grant !== grant) continue;
    const taken = minimum(back, one.amount);
    drawn.splice(
      at,
      1,
      ...(compare(taken, one.amount) < 0 ? [{ grant, amount: subtract(one.amount, taken) }] : []),
    );
    back = subtract(back, taken);
  }
  owed.set(grant, add(owed.get(grant) ?? zero, back));
}
