// What a quantity costs, written out from the words of the semantics, for the oracle.
import type {
  FlatRule,
  PercentageRule,
  Tier,
  TieredRule,
  UsageRule,
} from "../../src/model/pricingProgram.ts";
import {
  add,
  compare,
  type Fraction,
  fraction,
  larger,
  multiply,
  negate,
  smaller,
  subtract,
  sum,
  zero,
} from "./fraction.ts";

/** Whether the rule prices each event on its own. */
export function isPerEvent(rule: UsageRule | FlatRule): rule is PercentageRule {
  if (rule.model !== "percentage") return false;
  const { fixed_amount, free_events, free_amount, per_event_minimum, per_event_maximum } = rule;
  return [fixed_amount, free_events, free_amount, per_event_minimum, per_event_maximum].some(
    (x) => x !== undefined,
  );
}

/** The exact price of a period's total; for a fee, of so many occurrences. */
export function priceOfTotal(rule: UsageRule | FlatRule, total: Fraction): Fraction {
  if (rule.model === "flat") return multiply(fraction(rule.amount), total);
  if (compare(total, zero) < 0) {
    if (rule.negative_usage === "credit")
      return negate(priceOfUnits(rule, afterIncluded(rule, negate(total))));
    return priceOfTotal(rule, zero);
  }
  const billable = afterIncluded(rule, total);
  return compare(billable, zero) === 0 ? zeroUsageFlat(rule) : priceOfUnits(rule, billable);
}

/** What the rule asks for when nothing is billable. */
export function zeroUsageFlat(rule: UsageRule): Fraction {
  if (rule.model !== "tiered" || rule.zero_usage !== "first_tier") return zero;
  return fraction(rule.tiers[0]?.flat_amount ?? "0");
}

/** What each event adds to the rule's amount, in order of arrival, by walking through them. */
export function chargesPerEvent(rule: PercentageRule, values: readonly Fraction[]): Fraction[] {
  const prices = pricesPerEvent(rule, values);
  const running = prices.map((_, index) => billedSum(rule, prices.slice(0, index + 1)));
  return running.map((amount, index) => subtract(amount, running[index - 1] ?? zero));
}

/** What the events come to together: with `clamp`, never less than nothing. */
export function billedSum(rule: PercentageRule, prices: readonly Fraction[]): Fraction {
  return rule.negative_usage === "clamp" ? larger(zero, sum(prices)) : sum(prices);
}

/** The price of each event, below zero for refunds. */
export function pricesPerEvent(rule: PercentageRule, values: readonly Fraction[]): Fraction[] {
  const prices: Fraction[] = [];
  let count = 0;
  let before = zero;
  for (const value of values) {
    if (compare(value, zero) < 0) {
      prices.push(negate(boundedPrice(rule, negate(value))));
      continue;
    }
    count += 1;
    prices.push(priceOfEvent(rule, value, count, before));
    before = add(before, value);
  }
  return prices;
}

function priceOfEvent(rule: PercentageRule, value: Fraction, place: number, before: Fraction): Fraction {
  const { free_events, free_amount } = rule;
  const left = free_amount === undefined ? undefined : subtract(fraction(free_amount), before);
  const hasFreePart = free_events !== undefined || left !== undefined;
  const eventsOver = free_events !== undefined && place > free_events;
  const amountOver = left !== undefined && compare(left, zero) <= 0;
  if (!hasFreePart || eventsOver || amountOver) return boundedPrice(rule, value);
  const free = left === undefined ? value : smaller(value, left);
  return compare(free, value) === 0 ? zero : boundedPrice(rule, subtract(value, free));
}

function boundedPrice(rule: PercentageRule, value: Fraction): Fraction {
  const price = add(multiply(value, fraction(rule.rate)), fraction(rule.fixed_amount ?? "0"));
  const atLeast =
    rule.per_event_minimum === undefined ? price : larger(price, fraction(rule.per_event_minimum));
  return rule.per_event_maximum === undefined ? atLeast : smaller(atLeast, fraction(rule.per_event_maximum));
}

function afterIncluded(rule: UsageRule, quantity: Fraction): Fraction {
  return larger(zero, subtract(quantity, fraction(rule.included_quantity ?? "0")));
}

function priceOfUnits(rule: UsageRule, units: Fraction): Fraction {
  if (rule.model === "per_unit") return multiply(units, fraction(rule.unit_amount));
  if (rule.model === "percentage") return multiply(units, fraction(rule.rate));
  return sum(rule.tiers.map((tier, index) => priceInTier(rule, tier, index, units)));
}

function priceInTier(rule: TieredRule, tier: Tier, index: number, units: Fraction): Fraction {
  const lower = fraction(rule.tiers[index - 1]?.up_to ?? "0");
  const upper = tier.up_to === null ? units : fraction(tier.up_to);
  const flat = fraction(tier.flat_amount ?? "0");
  const price = fraction(tier.unit_amount ?? tier.rate ?? "0");
  if (compare(units, lower) <= 0) return zero;
  if (rule.tiers_mode === "graduated")
    return add(multiply(subtract(smaller(units, upper), lower), price), flat);
  return compare(units, upper) <= 0 ? add(multiply(units, price), flat) : zero;
}
