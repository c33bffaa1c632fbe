// The days on which recurring and single fees fall due, found by asking every day, for the oracle.
import type { Period } from "../../src/model/period.ts";
import type { FlatRule, SubscriptionRule } from "../../src/model/pricingProgram.ts";
import { addDays, boundaryDate, boundaryIndex } from "./calendar.ts";
import { type Due, feeOn, isProrated } from "./feeOn.ts";
import { fraction, multiply } from "./fraction.ts";
import { partsOfFee } from "./proration.ts";
import type { World } from "./rate.ts";

/** Every time that the rule's fee falls due in the period, by version, then day. */
export function duesOf(world: World, ruleId: string, period: Period): Due[] {
  const dues: Due[] = [];
  for (let day = period.start; day <= period.end; day = addDays(day, 1)) {
    const fee = feeOn(world, ruleId, day);
    if (fee === undefined || isProrated(fee.rule)) continue;
    if (!isDueOn(world, fee.rule, day)) continue;
    const amount = multiply(fraction(fee.rule.quantity ?? "1"), fraction(fee.rule.amount));
    dues.push({ ...fee, day, amount });
  }
  return [...dues, ...partsOfFee(world, ruleId, period)];
}

/** In advance on the first day of an occurrence on which there is such a fee, in arrears on the last. */
function isDueOn(world: World, rule: FlatRule, day: string): boolean {
  const { contract, programs } = world;
  const known = programs.flatMap(({ effective_date }) => effective_date ?? []).sort()[0] ?? day;
  if (rule.type === "one_time")
    return !isHeld(world, rule, contract.start_date ?? earlier(known, day), addDays(day, -1));
  const anchor = contract.billing_anchor_date;
  const k = boundaryIndex(anchor, rule.frequency, day);
  if (rule.billing === "in_arrears")
    return !isHeld(world, rule, addDays(day, 1), addDays(boundaryDate(anchor, rule.frequency, k + 1), -1));
  return !isHeld(world, rule, boundaryDate(anchor, rule.frequency, k), addDays(day, -1));
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

/** Whether such a fee is in effect on one of the days, both inclusive. */
function isHeld(world: World, rule: FlatRule, from: string, to: string): boolean {
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const other = feeOn(world, rule.id, day)?.rule;
    if (other !== undefined && isSameFee(rule, other)) return true;
  }
  return false;
}

function isSameFee(rule: FlatRule, other: FlatRule): boolean {
  if (other.type === "one_time" || rule.type === "one_time") return other.type === rule.type;
  const billing = (one: SubscriptionRule) => one.billing ?? "in_advance";
  return other.frequency === rule.frequency && billing(other) === billing(rule) && !isProrated(other);
}
