// One verdict per event and every charge, each charge recomputed from the whole prefix before it.
import type { Contract } from "../../src/model/contract.ts";
import type { IssueCode } from "../../src/model/issueCode.ts";
import type { PricingProgram, Rule, UsageRule } from "../../src/model/pricingProgram.ts";
import type { UsageEvent } from "../../src/model/usageEvent.ts";
import { localMonth } from "./calendar.ts";
import { compare, type Fraction, fraction, one, subtract, sum, toText, zero } from "./fraction.ts";
import { contentOf, ladderOf, programAt } from "./ladders.ts";
import { isInContract, periodAt } from "./periods.ts";
import { chargesPerEvent, isPerEvent, priceOfTotal, pricesPerEvent } from "./price.ts";

/** Everything that is rated: the checked documents, and the first days of periods that are closed. */
export interface World {
  readonly contract: Contract;
  readonly programs: readonly PricingProgram[];
  readonly events: readonly UsageEvent[];
  readonly closed?: readonly string[];
}

export type Verdict = "accepted" | "duplicate" | IssueCode;

/** What one accepted event did under one rule. */
export interface Entry {
  readonly event_id: string;
  readonly rule: UsageRule;
  readonly version: number;
  readonly period_start: string;
  readonly month: string;
  readonly quantity: Fraction;
  readonly charge: Fraction;
  /** For rules that price each event: its own price, before any clamp. */
  readonly price: Fraction;
}

export interface OracleRating {
  readonly verdicts: readonly Verdict[];
  readonly entries: readonly Entry[];
}

/** Rates the events in the order given. */
export function rateByOracle(world: World): OracleRating {
  const remembered = new Map<string, string>();
  const entries: Entry[] = [];
  const verdicts = world.events.map((event) => {
    const verdict = judge(world, event, remembered);
    if (verdict !== "accepted") return verdict;
    remembered.set(event.event_id, fingerprint(event));
    for (const rule of selectRules(world, event)) entries.push(entryOf(world, event, rule, entries));
    return verdict;
  });
  return { verdicts, entries };
}

/** The rules that charge an event: the most specific match, or else every rule without a scope. */
export function selectRules(world: World, event: UsageEvent): UsageRule[] {
  const { programs, contract } = world;
  const rules = programAt(programs, contract.timezone, Date.parse(event.timestamp))?.rules ?? [];
  const matching = rules.filter(isUsageRule).filter((rule) => matches(rule, event));
  const best = Math.max(0, ...matching.map(specificity));
  return matching.filter((rule) => specificity(rule) === best);
}

function judge(world: World, event: UsageEvent, remembered: ReadonlyMap<string, string>): Verdict {
  const { contract, programs } = world;
  const instant = Date.parse(event.timestamp);
  if (event.external_contract_id !== contract.id) return "contract_unknown";
  const known = remembered.get(event.event_id);
  if (known !== undefined) return known === fingerprint(event) ? "duplicate" : "event_conflict";
  if (contract.status !== "active") return "contract_inactive";
  if (!contract.metrics.includes(event.metric)) return "metric_unknown";
  if (!isInContract(contract, instant)) return "timestamp_outside_contract";
  if (world.closed?.includes(periodAt(contract, instant).start) === true) return "period_closed";
  if (programAt(programs, contract.timezone, instant) === undefined) return "pricing_missing";
  const rules = selectRules(world, event);
  if (rules.length === 0) return "metric_not_priced";
  const refused = rules.some((rule) => (rule.negative_usage ?? "reject") === "reject");
  return refused && compare(fraction(event.quantity), zero) < 0 ? "quantity_negative" : "accepted";
}

function entryOf(world: World, event: UsageEvent, rule: UsageRule, entries: readonly Entry[]): Entry {
  const { contract, programs } = world;
  const instant = Date.parse(event.timestamp);
  const program = programAt(programs, contract.timezone, instant);
  const ladder = program && ladderOf(programs, program, rule.id);
  if (ladder === undefined) throw new Error("a selected rule has a ladder");
  const period_start = periodAt(contract, instant).start;
  const quantity = rule.aggregation === "count" ? one : fraction(event.quantity);
  const before = entries.filter(
    (entry) =>
      entry.rule.id === rule.id && entry.version === ladder.version && entry.period_start === period_start,
  );
  return {
    event_id: event.event_id,
    rule,
    version: ladder.version,
    period_start,
    month: localMonth(instant, contract.timezone),
    quantity,
    charge: chargeOf(
      rule,
      before.map((entry) => entry.quantity),
      quantity,
    ),
    price: isPerEvent(rule)
      ? (pricesPerEvent(rule, [...before.map((entry) => entry.quantity), quantity]).at(-1) ?? zero)
      : zero,
  };
}

function chargeOf(rule: UsageRule, before: readonly Fraction[], quantity: Fraction): Fraction {
  if (isPerEvent(rule)) return chargesPerEvent(rule, [...before, quantity]).at(-1) ?? zero;
  return subtract(priceOfTotal(rule, sum([...before, quantity])), priceOfTotal(rule, sum(before)));
}

function fingerprint(event: UsageEvent): string {
  const { metric, quantity, timestamp, properties, counterparty, counterparty_side } = event;
  return contentOf({
    metric,
    quantity: toText(fraction(quantity)),
    instant: Date.parse(timestamp),
    properties,
    counterparty,
    counterparty_side,
  });
}

function isUsageRule(rule: Rule): rule is UsageRule {
  return rule.type === "usage";
}

function matches(rule: UsageRule, event: UsageEvent): boolean {
  return (
    rule.metric === event.metric &&
    (rule.counterparty === undefined || rule.counterparty === event.counterparty) &&
    (rule.counterparty_side === undefined || rule.counterparty_side === event.counterparty_side)
  );
}

function specificity(rule: UsageRule): number {
  return (rule.counterparty === undefined ? 0 : 2) + (rule.counterparty_side === undefined ? 0 : 1);
}
