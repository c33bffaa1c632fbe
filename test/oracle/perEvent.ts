// Rules that price each event on its own, for the oracle: percentages with terms for events, basis points, and events
// that bring their price.
import type {
  BpsRule,
  DynamicRule,
  FlatRule,
  PercentageRule,
  UsageRule,
} from "../../src/model/pricingProgram.ts";
import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  isNegative,
  larger,
  multiply,
  negate,
  smaller,
  subtract,
  sum,
  zero,
} from "./fraction.ts";
import { negativeUsageOf, type Reading } from "./reading.ts";

type PerEventRule = PercentageRule | BpsRule | DynamicRule;
type Share = PercentageRule | BpsRule;

/** Whether the rule prices each event on its own. */
export function isPerEvent(rule: UsageRule | FlatRule): rule is PerEventRule {
  if (rule.model === "bps" || rule.model === "dynamic") return true;
  if (rule.model !== "percentage") return false;
  const { fixed_amount, free_events, free_amount, per_event_minimum, per_event_maximum } = rule;
  return [fixed_amount, free_events, free_amount, per_event_minimum, per_event_maximum].some(
    (x) => x !== undefined,
  );
}

/** What each event adds to the rule's amount, in order of arrival, by walking through them. */
export function chargesPerEvent(
  rule: PerEventRule,
  readings: readonly Pick<Reading, "x" | "cost">[],
): Fraction[] {
  const prices = pricesPerEvent(rule, readings);
  const running = prices.map((_, index) => billedSum(rule, prices.slice(0, index + 1)));
  return running.map((amount, index) => subtract(amount, running[index - 1] ?? zero));
}

/** What the events come to together: with `clamp`, never less than nothing. */
export function billedSum(rule: PerEventRule, prices: readonly Fraction[]): Fraction {
  return negativeUsageOf(rule) === "clamp" ? larger(zero, sum(prices)) : sum(prices);
}

/** The price of each event, below zero for refunds. */
export function pricesPerEvent(
  rule: PerEventRule,
  readings: readonly Pick<Reading, "x" | "cost">[],
): Fraction[] {
  if (rule.model === "dynamic")
    return readings.map(({ cost }) => multiply(cost, fraction(rule.multiplier ?? "1")));
  const prices: Fraction[] = [];
  let count = 0;
  let before = zero;
  for (const { x: value } of readings) {
    if (isNegative(value)) {
      prices.push(negate(boundedPrice(rule, negate(value))));
      continue;
    }
    count += 1;
    prices.push(priceOfEvent(rule, value, count, before));
    before = add(before, value);
  }
  return prices;
}

function priceOfEvent(rule: Share, value: Fraction, place: number, before: Fraction): Fraction {
  if (rule.model === "bps") return boundedPrice(rule, value);
  const { free_events, free_amount } = rule;
  const left = free_amount === undefined ? undefined : subtract(fraction(free_amount), before);
  const hasFreePart = free_events !== undefined || left !== undefined;
  const eventsOver = free_events !== undefined && place > free_events;
  const amountOver = left !== undefined && compare(left, zero) <= 0;
  if (!hasFreePart || eventsOver || amountOver) return boundedPrice(rule, value);
  const free = left === undefined ? value : smaller(value, left);
  return compare(free, value) === 0 ? zero : boundedPrice(rule, subtract(value, free));
}

function boundedPrice(rule: Share, value: Fraction): Fraction {
  const { rate, fixed, least } = termsOf(rule);
  const price = add(multiply(value, rate), fixed);
  const raised = least === undefined ? price : larger(price, least);
  return rule.per_event_maximum === undefined ? raised : smaller(raised, fraction(rule.per_event_maximum));
}

function termsOf(rule: Share): { rate: Fraction; fixed: Fraction; least: Fraction | undefined } {
  if (rule.model === "bps")
    return { rate: divide(fraction(rule.bps), fraction(10000)), fixed: zero, least: undefined };
  const { per_event_minimum } = rule;
  const least = per_event_minimum === undefined ? undefined : fraction(per_event_minimum);
  return { rate: fraction(rule.rate), fixed: fraction(rule.fixed_amount ?? "0"), least };
}
