// Fees that are due whole: a subscription once in each of its own periods, a one-time fee once.
import { type CalendarPeriod, dayIn } from "../calendar/billingCalendar.ts";
import { boundaryDay, boundaryIndex } from "../calendar/cadence.ts";
import { monthOfDay } from "../calendar/month.ts";
import { add, type Decimal, decimalOf, multiply, zero } from "../decimal/decimal.ts";
import type { Terms } from "../model/terms.ts";
import { step } from "../pricing/price.ts";
import { type FeeSpan, isSubscription } from "./feeSpans.ts";
import type { LadderUse } from "./ladderUse.ts";

/** What a span's fee comes to in a period; undefined where it is not due in it. */
export function wholeFees(
  { contract }: Terms,
  span: FeeSpan,
  spans: readonly FeeSpan[],
  period: CalendarPeriod,
): LadderUse | undefined {
  const days = dueDays(span, spans, dayIn(contract.billing_anchor_date), period);
  if (days.length === 0) return undefined;
  const unitPrice = decimalOf(span.rule.amount);
  const once = decimalOf(span.rule.quantity ?? "1");
  let quantity: Decimal = zero;
  const parts = days.map((day) => {
    quantity = add(quantity, once);
    return { month: monthOfDay(day), amount: multiply(quantity, unitPrice) };
  });
  const amount = multiply(quantity, unitPrice);
  const steps = [step("flat", { quantity, unit_price: unitPrice, amount })];
  return { ladder: span.ladder, idle: false, quantity, unitPrice, steps, parts };
}

/** The days of the period on which the span's fee falls due. */
function dueDays(span: FeeSpan, spans: readonly FeeSpan[], anchor: number, period: CalendarPeriod): number[] {
  const from = Math.max(span.startDay, period.startDay);
  const to = Math.min(span.endDay, period.endDay);
  if (from >= to) return [];
  const { rule } = span;
  if (!isSubscription(rule)) {
    const first = Math.min(
      ...spans.filter((other) => !isSubscription(other.rule)).map(({ startDay }) => startDay),
    );
    return first >= from && first < to ? [first] : [];
  }
  const { frequency, billing = "in_advance" } = rule;
  const alike = spans.filter(({ rule: other }) => {
    return (
      isSubscription(other) && other.frequency === frequency && (other.billing ?? "in_advance") === billing
    );
  });
  const dueIn = billing === "in_advance" ? firstDayIn : lastDayIn;
  const days: number[] = [];
  const last = boundaryIndex(anchor, frequency, to - 1);
  for (let k = boundaryIndex(anchor, frequency, from); k <= last; k += 1) {
    const day = dueIn(alike, boundaryDay(anchor, frequency, k), boundaryDay(anchor, frequency, k + 1));
    if (day >= from && day < to) days.push(day);
  }
  return days;
}

/** The first day of [from, to) that lies in one of the spans. */
function firstDayIn(spans: readonly FeeSpan[], from: number, to: number): number {
  const days = spans.map(({ startDay, endDay }) => {
    const day = Math.max(startDay, from);
    return day < Math.min(endDay, to) ? day : Infinity;
  });
  return Math.min(...days);
}

/** The last day of [from, to) that lies in one of the spans. */
function lastDayIn(spans: readonly FeeSpan[], from: number, to: number): number {
  const days = spans.map(({ startDay, endDay }) => {
    const day = Math.min(endDay, to) - 1;
    return day >= Math.max(startDay, from) ? day : -Infinity;
  });
  return Math.max(...days);
}
