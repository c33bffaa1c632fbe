// What holds for a part of a period is there in part. What has been earned by a day is rounded, and every part is a difference
// of two such amounts: so the parts of any cut add up to the whole, to the last digit.
import { elapsedShare, type OwnPeriod } from "../calendar/elapsedShare.ts";
import {
  type Decimal,
  decimalOf,
  divide,
  isZero,
  multiply,
  type Rounding,
  subtract,
  zero,
} from "../decimal/decimal.ts";
import type { Proration } from "../model/proration.ts";

/** Whether something is due for parts of a period in part. */
export function isByTime(proration: Proration | undefined): proration is Earning["proration"] {
  return proration !== undefined && proration !== "none";
}

/** A value that a whole period of its own is worth; not below zero. */
export interface Earning {
  readonly whole: Decimal;
  readonly proration: Exclude<Proration, "none">;
  readonly period: OwnPeriod;
  /** To how many places after the point, and how, that which has been earned by a day is rounded. */
  readonly places: number;
  readonly mode: Rounding;
}

/** A part of the whole, and what had gone by of the period before and after it, in parts of `of`. */
export interface Earned {
  readonly amount: Decimal;
  readonly before: Decimal;
  readonly after: Decimal;
  readonly of: Decimal;
}

/** What is earned from the start of one day to the start of another; below zero where that is the earlier one. */
export function earnedBetween(earning: Earning, from: number, to: number): Earned {
  const [before, after] = [earnedBy(earning, from), earnedBy(earning, to)];
  return {
    amount: subtract(after.amount, before.amount),
    before: before.elapsed,
    after: after.elapsed,
    of: after.of,
  };
}

function earnedBy(
  { whole, proration, period, places, mode }: Earning,
  day: number,
): { readonly amount: Decimal; readonly elapsed: Decimal; readonly of: Decimal } {
  const share = elapsedShare(proration, period, day);
  const [elapsed, of] = [decimalOf(String(share.elapsed)), decimalOf(String(share.of))];
  // A day that a zone skips has no seconds, so nothing is earned in it by seconds.
  const amount = isZero(of) ? zero : divide(multiply(whole, elapsed), of, places, mode);
  return { amount, elapsed, of };
}
