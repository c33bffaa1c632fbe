// Fees in one period. A subscription's own periods are counted from the billing anchor; each is due once, on the
// first day in it on which the rule is in effect, at the price of the version in effect on that day.
import { type CalendarPeriod, dayIn } from "../calendar/billingCalendar.ts";
import { boundaryDay, boundaryIndex } from "../calendar/cadence.ts";
import { monthOfDay } from "../calendar/month.ts";
import type { Reign } from "../calendar/timeline.ts";
import { add, type Decimal, decimalOf, multiply, one, zero } from "../decimal/decimal.ts";
import type { FlatRule, SubscriptionRule } from "../model/pricingProgram.ts";
import type { Terms } from "../model/terms.ts";
import { type Ladder, laddersOf } from "../pricing/ladders.ts";
import { step } from "../pricing/price.ts";
import type { LadderUse } from "./ladderUse.ts";

/** A run of days on which one ladder of a fee is in effect. */
interface Span {
  readonly ladder: Ladder;
  readonly rule: FlatRule;
  readonly startDay: number;
  /** Exclusive. */
  readonly endDay: number;
}

/** The fees of one rule id that are due in a period, a use for each ladder that has any. */
export function feeUses(
  terms: Terms,
  timeline: readonly Reign[],
  ruleId: string,
  period: CalendarPeriod,
): LadderUse[] {
  const spans = spansOf(terms, timeline, ruleId);
  const anchor = dayIn(terms.contract.billing_anchor_date);
  const due = new Map<Ladder, number[]>();
  for (const span of spans) {
    const { ladder } = span;
    due.set(ladder, [...(due.get(ladder) ?? []), ...dueDays(span, spans, anchor, period)]);
  }
  return [...due].flatMap(([ladder, days]) => (days.length === 0 ? [] : [feeUse(ladder, days)]));
}

function spansOf(terms: Terms, timeline: readonly Reign[], ruleId: string): Span[] {
  return timeline.flatMap(({ program, startDay, endDay }) => {
    const ladder = laddersOf(terms.programs).get(program.version)?.get(ruleId);
    return ladder?.rule.model === "flat" ? [{ ladder, rule: ladder.rule, startDay, endDay }] : [];
  });
}

/** The days of the period on which the span's fee falls due. */
function dueDays(span: Span, spans: readonly Span[], anchor: number, period: CalendarPeriod): number[] {
  const from = Math.max(span.startDay, period.startDay);
  const to = Math.min(span.endDay, period.endDay);
  if (from >= to) return [];
  const { rule } = span;
  if (rule.type === "one_time") {
    const first = Math.min(
      ...spans.filter((other) => other.rule.type === "one_time").map(({ startDay }) => startDay),
    );
    return first >= from && first < to ? [first] : [];
  }
  const alike = spans.filter(
    (other) => isSubscription(other.rule) && other.rule.frequency === rule.frequency,
  );
  const days: number[] = [];
  const last = boundaryIndex(anchor, rule.frequency, to - 1);
  for (let k = boundaryIndex(anchor, rule.frequency, from); k <= last; k += 1) {
    const day = firstDayIn(
      alike,
      boundaryDay(anchor, rule.frequency, k),
      boundaryDay(anchor, rule.frequency, k + 1),
    );
    if (day >= from && day < to) days.push(day);
  }
  return days;
}

function isSubscription(rule: FlatRule): rule is SubscriptionRule {
  return rule.type === "subscription";
}

/** The first day of [from, to) that lies in one of the spans. */
function firstDayIn(spans: readonly Span[], from: number, to: number): number {
  const days = spans.map(({ startDay, endDay }) => {
    const day = Math.max(startDay, from);
    return day < Math.min(endDay, to) ? day : Infinity;
  });
  return Math.min(...days);
}

function feeUse(ladder: Ladder, days: readonly number[]): LadderUse {
  const price = decimalOf((ladder.rule as FlatRule).amount);
  let quantity: Decimal = zero;
  const parts = days.map((day) => {
    quantity = add(quantity, one);
    return { month: monthOfDay(day), amount: multiply(quantity, price) };
  });
  const amount = multiply(quantity, price);
  const steps = [step("flat", { quantity, unit_price: price, amount })];
  return { ladder, idle: false, quantity, unitPrice: price, steps, parts };
}
