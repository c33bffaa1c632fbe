// The minimum that a period has to come to, for the days that the version and the contract have of it.
import type { Contract } from "../../../src/model/contract.ts";
import type { MinimumCommitment } from "../../../src/model/minimumCommitment.ts";
import type { Period } from "../../../src/model/period.ts";
import type { Proration } from "../../../src/model/proration.ts";
import { addDays, boundaryDate, boundaryIndex, dayNumber, startOfDay } from "../calendar.ts";
import { divide, type Fraction, fraction, multiply, subtract, sum } from "../fraction.ts";
import { programOn } from "../ladders.ts";
import type { World } from "../rate.ts";
import { rounded } from "./money.ts";

/**
 * The commitment in a period, by the version in effect last in it. Prorated, it is the sum over the days of what the version
 * of each day asks for that day: the difference of what two days have earned.
 */
export function committed(
  { contract, programs }: World,
  { amount, proration = "none" }: MinimumCommitment,
  period: Period,
): Fraction {
  if (proration === "none") return fraction(amount);
  const days: Fraction[] = [];
  for (let day = period.start; day <= period.end; day = addDays(day, 1)) {
    const own = programOn(programs, day)?.minimum_commitment;
    if (own?.proration === undefined || own.proration === "none") continue;
    days.push(subtract(earned(contract, own, period, addDays(day, 1)), earned(contract, own, period, day)));
  }
  return sum(days);
}

/** What of a commitment a period has earned when a day begins, rounded. */
function earned(
  contract: Contract,
  { amount, proration = "none" }: MinimumCommitment,
  period: Period,
  day: string,
): Fraction {
  return rounded(contract, multiply(fraction(amount), shareUntil(contract, proration, period, day)));
}

/** How much of the whole period, as it would be without the contract's ends, has gone by when a day begins. */
function shareUntil(contract: Contract, proration: Proration, period: Period, day: string): Fraction {
  const { billing_anchor_date: anchor, billing_cadence: cadence } = contract;
  const k = boundaryIndex(anchor, cadence, period.start);
  const gone = (until: string) =>
    fraction(goneBy(contract, proration, boundaryDate(anchor, cadence, k), until));
  return divide(gone(day), gone(boundaryDate(anchor, cadence, k + 1)));
}

/** Time from one day to another; months of thirty days, where those are asked for, are of periods of one month. */
function goneBy(contract: Contract, proration: Proration, start: string, day: string): number {
  if (proration === "second")
    return startOfDay(day, contract.timezone) - startOfDay(start, contract.timezone);
  const days = dayNumber(day) - dayNumber(start);
  if (proration === "day") return days;
  const { billing_anchor_date: anchor } = contract;
  const next = boundaryDate(anchor, "monthly", boundaryIndex(anchor, "monthly", start) + 1);
  return day >= next ? 30 : Math.min(30, days);
}
