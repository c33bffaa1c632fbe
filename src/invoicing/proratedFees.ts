// Fees by the time for which they hold.
import { type CalendarPeriod, dayIn } from "../calendar/billingCalendar.ts";
import { boundaryIndex } from "../calendar/cadence.ts";
import { boundsOf, type OwnPeriod } from "../calendar/elapsedShare.ts";
import { monthOfDay } from "../calendar/month.ts";
import { minorDigits } from "../decimal/currencyDigits.ts";
import { add, type Decimal, decimalOf, formatDecimal, multiply, zero } from "../decimal/decimal.ts";
import type { Step } from "../model/charge.ts";
import type { Contract } from "../model/contract.ts";
import type { SubscriptionRule } from "../model/pricingProgram.ts";
import type { Proration } from "../model/proration.ts";
import type { Terms } from "../model/terms.ts";
import { type Earning, earnedBetween, isByTime } from "../pricing/earnedBetween.ts";
import { step } from "../pricing/price.ts";
import type { FeeSpan } from "./feeSpans.ts";
import type { LadderUse } from "./ladderUse.ts";

/** Time that is billed on a day. */
interface Due {
  readonly day: number;
  readonly own: OwnPeriod;
  readonly from: number;
  readonly to: number;
}

/** A subscription that is prorated. */
export type ProratedRule = SubscriptionRule & { readonly proration: Exclude<Proration, "none"> };

export function isProrated(rule: FeeSpan["rule"]): rule is ProratedRule {
  return rule.type === "subscription" && isByTime(rule.proration);
}

/** What a span's fee comes to in a period; undefined where nothing of it is due in it. */
export function proratedFees(
  terms: Terms,
  span: FeeSpan,
  rule: ProratedRule,
  period: CalendarPeriod,
): LadderUse | undefined {
  const dues = duesOf(terms.contract, span, rule, period);
  if (dues.length === 0) return undefined;
  let sum: Decimal = zero;
  const steps: Step[] = [];
  const parts = dues.map((due) => {
    const { amount, told } = priceOf(terms.contract, rule, due);
    sum = add(sum, amount);
    steps.push(told);
    return { month: monthOfDay(due.day), amount: sum };
  });
  const quantity = decimalOf(rule.quantity ?? "1");
  return { ladder: span.ladder, idle: false, quantity, unitPrice: null, steps, parts };
}

function duesOf(contract: Contract, span: FeeSpan, rule: ProratedRule, period: CalendarPeriod): Due[] {
  const anchor = dayIn(contract.billing_anchor_date);
  const { frequency: cadence } = rule;
  // Both are days of the period on which the span holds, unless it holds on none.
  const first = Math.max(span.startDay, period.startDay);
  const last = Math.min(span.endDay, period.endDay) - 1;
  const dues: Due[] = [];
  for (let k = boundaryIndex(anchor, cadence, first); k <= boundaryIndex(anchor, cadence, last); k += 1) {
    const own = { anchor, cadence, index: k, timezone: contract.timezone };
    const [start, end] = boundsOf(own);
    const from = Math.max(span.startDay, start);
    const to = Math.min(span.endDay, end);
    // Either way what is known to come is billed: terms that turn out to end sooner correct the period that was asked ahead.
    const day = rule.billing === "in_arrears" ? to - 1 : from;
    if (day >= period.startDay && day < period.endDay) dues.push({ day, own, from, to });
  }
  return dues;
}

function priceOf(
  contract: Contract,
  rule: ProratedRule,
  { own, from, to }: Due,
): { amount: Decimal; told: Step } {
  const [quantity, unitPrice] = [decimalOf(rule.quantity ?? "1"), decimalOf(rule.amount)];
  const earning: Earning = {
    whole: multiply(quantity, unitPrice),
    proration: rule.proration,
    period: own,
    places: minorDigits(contract),
    mode: contract.rounding,
  };
  const { amount, before, after, of } = earnedBetween(earning, from, to);
  const told: Step = {
    ...step("prorated", { quantity, unit_price: unitPrice, amount }),
    elapsed: [formatDecimal(before), formatDecimal(after)],
    of: formatDecimal(of),
  };
  return { amount, told };
}
