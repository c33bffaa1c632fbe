// Fees by the days for which they hold: every day of a fee's own period is asked which terms it has, for the oracle.

import type { Cadence } from "../../src/model/contract.ts";
import type { Period } from "../../src/model/period.ts";
import type { SubscriptionRule } from "../../src/model/pricingProgram.ts";
import type { Proration } from "../../src/model/proration.ts";
import { addDays, boundaryDate, boundaryIndex, dayNumber, startOfDay } from "./calendar.ts";
import { currencyDigits } from "./currency.ts";
import { type Due, feeOn, isProrated } from "./feeOn.ts";
import { divide, type Fraction, fraction, isZero, multiply, round, subtract } from "./fraction.ts";
import type { World } from "./rate.ts";

/** An occurrence of a cadence: its first day, and the first day after it. */
export interface Occurrence {
  readonly cadence: Cadence;
  readonly start: string;
  readonly end: string;
  readonly k: number;
}

/** All parts of the prorated fee that are due in the period. */
export function partsOfFee(world: World, ruleId: string, period: Period): Due[] {
  const seen = new Set<string>();
  const parts: Due[] = [];
  for (let day = period.start; day <= period.end; day = addDays(day, 1)) {
    const fee = feeOn(world, ruleId, day);
    if (fee === undefined || !isProrated(fee.rule)) continue;
    const occurrence = occurrenceOf(world, fee.rule.frequency, day);
    const key = `${fee.version} ${occurrence.start}`;
    if (seen.has(key)) continue;
    seen.add(key);
    parts.push(partWithin(world, fee.rule, fee.version, occurrence));
  }
  return parts.filter(({ day }) => day >= period.start && day <= period.end);
}

export function occurrenceOf({ contract }: World, cadence: Cadence, day: string): Occurrence {
  const anchor = contract.billing_anchor_date;
  const k = boundaryIndex(anchor, cadence, day);
  return { cadence, start: boundaryDate(anchor, cadence, k), end: boundaryDate(anchor, cadence, k + 1), k };
}

function partWithin(world: World, rule: SubscriptionRule, version: number, occurrence: Occurrence): Due {
  const days: string[] = [];
  for (let day = occurrence.start; day < occurrence.end; day = addDays(day, 1)) {
    if (feeOn(world, rule.id, day)?.version === version) days.push(day);
  }
  const from = days[0] ?? occurrence.end;
  const to = addDays(days.at(-1) ?? occurrence.end, 1);
  const amount = subtract(earned(world, rule, occurrence, to), earned(world, rule, occurrence, from));
  return { rule, version, day: rule.billing === "in_arrears" ? addDays(to, -1) : from, amount };
}

/** What the fee has come to when a day of the occurrence begins, rounded. */
function earned({ contract }: World, rule: SubscriptionRule, occurrence: Occurrence, day: string): Fraction {
  const whole = multiply(fraction(rule.quantity ?? "1"), fraction(rule.amount));
  const share = shareBy(contract, rule.proration, occurrence, day);
  return round(multiply(whole, share), currencyDigits(contract), contract.rounding);
}

/** How much of an occurrence has gone by when a day of it begins. */
export function shareBy(
  contract: World["contract"],
  proration: Proration | undefined,
  occurrence: Occurrence,
  day: string,
): Fraction {
  const count = (to: string) => fraction(goneBy(contract, proration, occurrence, to));
  const whole = count(occurrence.end);
  // A day that a zone skips has no seconds.
  return isZero(whole) ? whole : divide(count(day), whole);
}

function goneBy(
  { timezone, billing_anchor_date }: World["contract"],
  proration: Proration | undefined,
  { cadence, start, k }: Occurrence,
  day: string,
): number {
  if (proration === "day") return dayNumber(day) - dayNumber(start);
  if (proration === "second") return startOfDay(day, timezone) - startOfDay(start, timezone);
  const months = { daily: 0, weekly: 0, monthly: 1, quarterly: 3, semiannual: 6, annual: 12 }[cadence];
  let days = 0;
  for (let month = 0; month < months; month += 1) {
    const first = boundaryDate(billing_anchor_date, "monthly", k * months + month);
    const next = boundaryDate(billing_anchor_date, "monthly", k * months + month + 1);
    const inMonth = Math.min(30, Math.max(0, dayNumber(day) - dayNumber(first)));
    days += day >= next ? 30 : inMonth;
  }
  return days;
}
