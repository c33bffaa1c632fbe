// A contract's books: what was used and agreed, and which invoices have been made final. Which periods are closed.
import type { CreditGrant } from "../../../src/model/creditGrant.ts";
import type { Invoice } from "../../../src/model/invoice.ts";
import type { Period } from "../../../src/model/period.ts";
import { addDays, startOfDay } from "../calendar.ts";
import { isInContract, periodAt, periodsBetween } from "../periods.ts";
import type { World } from "../rate.ts";

export interface Books {
  /** What rating is told: events that were taken back are not among them. */
  readonly world: World;
  /** Final invoices as they are now, in the order in which they were made final. */
  readonly invoices: readonly Invoice[];
  /** In the order of granting. */
  readonly grants: readonly CreditGrant[];
}

/** Periods of the contract from its first day to the one that holds the instant, or its last. */
export function begunPeriods({ world }: Books, now: number): Period[] {
  const { contract } = world;
  const first = contract.start_date;
  if (first === null) throw new Error("the oracle of invoices needs a first day");
  const last = new Date(now).toISOString().slice(0, 10);
  return periodsBetween(contract, first, addDays(last, 1)).filter(
    ({ start_at }) => Date.parse(start_at) <= now,
  );
}

/** A final invoice of a period closes it, whatever becomes of the invoice. */
export function closedStarts({ invoices }: Books): string[] {
  return invoices.filter(({ type }) => type === undefined).map(({ billing_period }) => billing_period.start);
}

export function isClosed(books: Books, { start }: Period): boolean {
  return closedStarts(books).includes(start);
}

export function periodOn({ world: { contract } }: Books, start: string): Period {
  return periodAt(contract, startOfDay(start, contract.timezone));
}

/** Whether a change of the period that begins then would change a final one: itself, or a later one that looks back on it. */
export function reachesFinal(books: Books, start: string): boolean {
  const rules = books.world.programs.flatMap((program) => program.rules);
  const carries = rules.some((rule) => rule.type === "usage" && rule.carry_over === true);
  const caps = rules.some((rule) => rule.type === "usage" && rule.monthly_cap !== undefined);
  const lastMonth = periodOn(books, start).end.slice(0, 7);
  return closedStarts(books).some(
    (other) => other === start || (other > start && (carries || (caps && other.slice(0, 7) <= lastMonth))),
  );
}

export function closedPeriods(books: Books): Period[] {
  return closedStarts(books)
    .sort()
    .map((start) => periodOn(books, start));
}

/** The first period after one that is not closed, where the contract has one. */
export function nextOpen(books: Books, period: Period): Period | undefined {
  let next = following(books, period);
  while (next !== undefined && isClosed(books, next)) next = following(books, next);
  return next;
}

export function following({ world: { contract } }: Books, { end_at }: Period): Period | undefined {
  const instant = Date.parse(end_at);
  return isInContract(contract, instant) ? periodAt(contract, instant) : undefined;
}

/** The last period of a contract that ends. */
export function lastPeriod({ world: { contract } }: Books): Period | undefined {
  if (contract.end_date === null) return undefined;
  return periodAt(contract, startOfDay(contract.end_date, contract.timezone) - 1);
}
