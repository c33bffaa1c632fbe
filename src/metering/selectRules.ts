// Which rules of a version an event falls under: all unscoped rules of its metric, or, where scoped rules match, the
// most specific of these in their place.
import type { CounterpartySide, UsageRule } from "../model/pricingProgram.ts";

/** What selection looks at. */
export interface Scope {
  readonly counterparty?: string | undefined;
  readonly counterparty_side?: CounterpartySide | undefined;
}

/** The rules of one metric. */
export interface Selection<T> {
  /** Most specific first. */
  readonly scoped: readonly { readonly rule: UsageRule; readonly entry: T }[];
  readonly unscoped: readonly T[];
}

/** Sorts entries by metric and specificity, once for a version. */
export function createSelections<T>(
  entries: Iterable<readonly [UsageRule, T]>,
): ReadonlyMap<string, Selection<T>> {
  const byMetric = new Map<string, { scoped: { rule: UsageRule; entry: T }[]; unscoped: T[] }>();
  for (const [rule, entry] of entries) {
    const selection = byMetric.get(rule.metric) ?? { scoped: [], unscoped: [] };
    byMetric.set(rule.metric, selection);
    if (specificity(rule) === 0) selection.unscoped.push(entry);
    else selection.scoped.push({ rule, entry });
  }
  for (const { scoped } of byMetric.values())
    scoped.sort((a, b) => specificity(b.rule) - specificity(a.rule));
  return byMetric;
}

/** What an event is charged under; none: nothing in the version prices it. */
export function selectRules<T>(selection: Selection<T> | undefined, event: Scope): readonly T[] {
  if (selection === undefined) return [];
  const scoped = selection.scoped.find(({ rule }) => matches(rule, event));
  return scoped === undefined ? selection.unscoped : [scoped.entry];
}

/** Counterparty and side, counterparty, side, nothing: each beats what comes after it. */
export function specificity(scope: Scope): number {
  return (scope.counterparty === undefined ? 0 : 2) + (scope.counterparty_side === undefined ? 0 : 1);
}

function matches(rule: UsageRule, event: Scope): boolean {
  if (rule.counterparty !== undefined && rule.counterparty !== event.counterparty) return false;
  return rule.counterparty_side === undefined || rule.counterparty_side === event.counterparty_side;
}
