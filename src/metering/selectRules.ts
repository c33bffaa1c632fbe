// Which rules of a version an event falls under: all unscoped rules of its metric that let it through, or, where scoped
// rules match, the most specific of these in their place.
import type { CounterpartySide, UsageRule } from "../model/pricingProgram.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { createFilter } from "./filters.ts";

/** Whom a rule is about. */
export interface Scope {
  readonly counterparty?: string | undefined;
  readonly counterparty_side?: CounterpartySide | undefined;
}

/** One rule, and what it lets through. */
interface Candidate<T> {
  readonly rule: UsageRule;
  readonly entry: T;
  readonly lets: ((event: UsageEvent) => boolean) | undefined;
}

/** The rules of one metric. */
export interface Selection<T> {
  /** Most specific first. */
  readonly scoped: readonly Candidate<T>[];
  readonly unscoped: readonly Candidate<T>[];
  /** All unscoped ones, where none of them filters. */
  readonly unfiltered: readonly T[] | undefined;
  /** The properties whose text decides: what is filtered, grouped, told apart or priced by. */
  readonly compared: readonly string[];
}

/** Sorts entries by metric and specificity, once for a version. */
export function createSelections<T>(
  entries: Iterable<readonly [UsageRule, T]>,
): ReadonlyMap<string, Selection<T>> {
  const byMetric = new Map<string, Candidate<T>[]>();
  for (const [rule, entry] of entries) {
    const candidate = { rule, entry, lets: rule.filters && createFilter(rule.filters) };
    const ofMetric = byMetric.get(rule.metric);
    if (ofMetric === undefined) byMetric.set(rule.metric, [candidate]);
    else ofMetric.push(candidate);
  }
  return new Map([...byMetric].map(([metric, candidates]) => [metric, createSelection(candidates)]));
}

function createSelection<T>(candidates: readonly Candidate<T>[]): Selection<T> {
  const unscoped = candidates.filter(({ rule }) => specificity(rule) === 0);
  const scoped = candidates.filter(({ rule }) => specificity(rule) > 0);
  scoped.sort((a, b) => specificity(b.rule) - specificity(a.rule));
  const plain = unscoped.every(({ lets }) => lets === undefined);
  const compared = [...new Set(candidates.flatMap(({ rule }) => comparedBy(rule)))];
  return { scoped, unscoped, unfiltered: plain ? unscoped.map(({ entry }) => entry) : undefined, compared };
}

function comparedBy(rule: UsageRule): string[] {
  const { filters = [], group_by = [], aggregation, aggregate_property: counted } = rule;
  return [
    ...filters.map(({ property }) => property),
    ...group_by,
    ...(rule.model === "matrix" ? rule.dimensions : []),
    ...(aggregation === "unique_count" && counted !== undefined ? [counted] : []),
  ];
}

/** What an event is charged under; none: nothing in the version prices it. */
export function selectRules<T>(selection: Selection<T> | undefined, event: UsageEvent): readonly T[] {
  if (selection === undefined) return [];
  const scoped = selection.scoped.find((candidate) => matches(candidate, event));
  if (scoped !== undefined) return [scoped.entry];
  if (selection.unfiltered !== undefined) return selection.unfiltered;
  return selection.unscoped.flatMap(({ lets, entry }) => (lets === undefined || lets(event) ? [entry] : []));
}

/** Counterparty and side, counterparty, side, nothing: each beats what comes after it. */
export function specificity(scope: Scope): number {
  return (scope.counterparty === undefined ? 0 : 2) + (scope.counterparty_side === undefined ? 0 : 1);
}

function matches<T>({ rule, lets }: Candidate<T>, event: UsageEvent): boolean {
  if (rule.counterparty !== undefined && rule.counterparty !== event.counterparty) return false;
  if (rule.counterparty_side !== undefined && rule.counterparty_side !== event.counterparty_side)
    return false;
  return lets === undefined || lets(event);
}
