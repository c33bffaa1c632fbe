// Fees in one period. A subscription's own periods are counted from the billing anchor, whatever the billing periods are.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import type { Reign } from "../calendar/timeline.ts";
import type { Terms } from "../model/terms.ts";
import { feeSpans } from "./feeSpans.ts";
import type { LadderUse } from "./ladderUse.ts";
import { isProrated, proratedFees } from "./proratedFees.ts";
import { wholeFees } from "./wholeFees.ts";

/** The fees of one rule id that are due in a period, a use for each ladder that has any. */
export function feeUses(
  terms: Terms,
  timeline: readonly Reign[],
  ruleId: string,
  period: CalendarPeriod,
): LadderUse[] {
  const spans = feeSpans(terms, timeline, ruleId);
  const whole = spans.filter(({ rule }) => !isProrated(rule));
  return spans.flatMap((span) => {
    const { rule } = span;
    const use = isProrated(rule)
      ? proratedFees(terms, span, rule, period)
      : wholeFees(terms, span, whole, period);
    return use ?? [];
  });
}
