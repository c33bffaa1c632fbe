// What holds at the end of one period holds at the beginning of the next, for rules that ask for it. A level goes on from one
// price to the next, too; a latest value stays with the price that found it, or one period would be billed for it twice.
import { canonicalJson } from "../model/canonicalJson.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import type { Span } from "./accumulator.ts";

/** One ladder's period. */
export interface Stretch {
  readonly rule: UsageRule;
  readonly version: number;
  readonly periodStart: string;
  readonly span: Span;
}

/** Whether what one stretch ends with is part of what the other begins with. */
export function carriesInto(before: Stretch, after: Stretch): boolean {
  const [a, b] = [before.rule, after.rule];
  if (a.carry_over !== true || b.carry_over !== true || levelOf(a) !== levelOf(b)) return false;
  if (before.periodStart === after.periodStart) return isLevel(b) && before.version < after.version;
  return before.periodStart < after.periodStart && receives(after);
}

/** Whether anything is carried in at all. */
export function receives({ rule, span }: Pick<Stretch, "rule" | "span">): boolean {
  return isLevel(rule) || span.fromStart;
}

/** A level goes on within a period, too. */
export function isLevel({ aggregation }: UsageRule): boolean {
  return aggregation === "weighted_sum";
}

/** What is the same level as long as it stays the same: of one metric, measured alike in one unit, and in the same groups. */
export function levelOf(rule: UsageRule): string {
  const { id, metric, aggregation, aggregate_property, quantity_transform, group_by = [] } = rule;
  const unit = quantity_transform?.stage === "per_event" ? quantity_transform : undefined;
  return canonicalJson([id, metric, aggregation, aggregate_property, unit, [...group_by].sort()]);
}
