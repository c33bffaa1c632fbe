// On which days which terms of a fee are in effect.
import type { Reign } from "../calendar/timeline.ts";
import type { FlatRule, SubscriptionRule } from "../model/pricingProgram.ts";
import type { Terms } from "../model/terms.ts";
import { type Ladder, ladderIn } from "../pricing/ladders.ts";

/** A run of days on which one ladder of a fee is in effect. */
export interface FeeSpan {
  readonly ladder: Ladder;
  readonly rule: FlatRule;
  readonly startDay: number;
  /** Exclusive. */
  readonly endDay: number;
}

/** In order of time; a ladder that goes on from one version to the next has one span. */
export function feeSpans({ programs }: Terms, timeline: readonly Reign[], ruleId: string): FeeSpan[] {
  const spans: FeeSpan[] = [];
  for (const reign of timeline) {
    const ladder = ladderIn(programs, reign, ruleId);
    if (ladder?.rule.model !== "flat") continue;
    const { startDay, endDay } = reign;
    const last = spans.at(-1);
    if (last?.ladder === ladder) spans.splice(-1, 1, { ...last, endDay });
    else spans.push({ ladder, rule: ladder.rule, startDay, endDay });
  }
  return spans;
}

export function isSubscription(rule: FlatRule): rule is SubscriptionRule {
  return rule.type === "subscription";
}
