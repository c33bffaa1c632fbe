// Which rules an event falls under, for the oracle.

import type { Filter } from "../../src/model/measuring.ts";
import type { Rule, UsageRule } from "../../src/model/pricingProgram.ts";
import type { UsageEvent } from "../../src/model/usageEvent.ts";
import { hasInexact, textOf } from "./property.ts";

/** Of the rules that apply: the most specific scoped ones, or else all. */
export function selectAmong(rules: readonly Rule[], event: UsageEvent): UsageRule[] {
  const applying = rules.filter(isUsageRule).filter((rule) => applies(rule, event));
  const best = Math.max(0, ...applying.map(specificity));
  return applying.filter((rule) => specificity(rule) === best);
}

/** Whether a rule of the metric goes by the text of a number that may have lost digits. */
export function readsInexact(rules: readonly Rule[], event: UsageEvent): boolean {
  return rules.filter(isUsageRule).some((rule) => {
    if (rule.metric !== event.metric) return false;
    const names = [...(rule.group_by ?? []), ...(rule.filters ?? []).map((filter) => filter.property)];
    if (rule.model === "matrix") names.push(...rule.dimensions);
    if (rule.aggregation === "unique_count") names.push(...[rule.aggregate_property ?? []].flat());
    return hasInexact(event, names);
  });
}

/** Whether no event could be let through by the filters of both: each property is tried with all that they tell apart. */
export function excludeEachOther(a: readonly Filter[] = [], b: readonly Filter[] = []): boolean {
  const filters = [...a, ...b];
  return filters.some(({ property }) => {
    const own = filters.filter((filter) => filter.property === property);
    const texts = [null, ...own.flatMap((filter) => filter.in ?? filter.not_in)];
    return !texts.some((text) => own.every((filter) => admits(filter, text)));
  });
}

/** Two scoped rules of which an event could not tell which is meant. */
export function areAmbiguous(a: Rule, b: Rule): boolean {
  if (a.type !== "usage" || b.type !== "usage" || specificity(a) === 0) return false;
  const sameScope = a.counterparty === b.counterparty && a.counterparty_side === b.counterparty_side;
  return a.metric === b.metric && sameScope && !excludeEachOther(a.filters, b.filters);
}

export function isUsageRule(rule: Rule): rule is UsageRule {
  return rule.type === "usage";
}

function specificity(rule: UsageRule): number {
  return (rule.counterparty === undefined ? 0 : 2) + (rule.counterparty_side === undefined ? 0 : 1);
}

function applies(rule: UsageRule, event: UsageEvent): boolean {
  return (
    rule.metric === event.metric &&
    (rule.counterparty === undefined || rule.counterparty === event.counterparty) &&
    (rule.counterparty_side === undefined || rule.counterparty_side === event.counterparty_side) &&
    (rule.filters ?? []).every((filter) => letsThrough(filter, event))
  );
}

function letsThrough(filter: Filter, event: UsageEvent): boolean {
  return admits(filter, textOf(event, filter.property));
}

function admits(filter: Filter, text: string | null): boolean {
  if (filter.in !== undefined) return text !== null && filter.in.includes(text);
  return text === null || !filter.not_in.includes(text);
}
