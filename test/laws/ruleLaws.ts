// Laws of prices and adjustments as functions: each throws when its law does not hold for the rule and the quantities.
import { expect } from "vitest";
import type { CellPrice, Rule, Tier, UsageRule } from "../../src/model/pricingProgram.ts";
import { type Frame, strip } from "../arbitraries/base.ts";
import { priceOf } from "../laws.ts";
import {
  compare,
  type Fraction,
  fraction,
  larger,
  multiply,
  one,
  smaller,
  subtract,
  sum,
  toText,
  zero,
} from "../oracle/fraction.ts";

type Usage = Frame<UsageRule>;

/** Amounts as text, so that a difference reads well. */
export function expectEqual(a: Fraction, b: Fraction): void {
  expect(toText(a)).toBe(toText(b));
}

/** L13: without usage nothing is due, but for the first tier's flat amount where the rule asks for it. */
export function nothingCostsNothing(rule: Usage): void {
  const first = rule.model === "tiered" && rule.zero_usage === "first_tier" ? rule.tiers[0] : undefined;
  const flat = fraction(first?.flat_amount ?? "0");
  const due = first?.maximum_amount === undefined ? flat : smaller(flat, fraction(first.maximum_amount));
  expectEqual(priceOf(rule, []), due);
}

/** L6: what events cost apart, and added up. */
export function costApart(rule: Usage, quantities: readonly string[]): Fraction {
  return sum(quantities.map((quantity) => priceOf(rule, [quantity])));
}

/** L23: all prices times k make k times the amount, exactly, whatever the quantities go through. */
export function scalesWithPrices(rule: Usage, k: string, quantities: readonly string[]): void {
  const scaled = withPrices(rule, (amount) => toText(multiply(fraction(amount), fraction(k))));
  expectEqual(priceOf(scaled, quantities), multiply(priceOf(rule, quantities), fraction(k)));
}

/** The rule with every price changed; quantities, bounds and sizes stay. */
export function withPrices(rule: Usage, change: (amount: string) => string): Usage {
  const price = <P extends CellPrice>(cell: P): P => pricesIn(cell, change);
  switch (rule.model) {
    case "per_unit":
    case "package":
    case "tiered":
      return price(rule);
    case "percentage":
      return { ...rule, rate: change(rule.rate), ...limitsIn(rule, change) };
    case "bps":
      return { ...rule, bps: change(rule.bps), ...limitsIn(rule, change) };
    case "dynamic":
      return { ...rule, multiplier: change(rule.multiplier ?? "1") };
    case "matrix":
      return { ...rule, cells: rule.cells.map(price), ...defaultIn(rule, price) };
    case "time_of_day":
      return { ...rule, windows: rule.windows.map(price), ...defaultIn(rule, price) };
  }
}

function pricesIn<P extends CellPrice>(price: P, change: (amount: string) => string): P {
  if ("tiers" in price) return { ...price, tiers: price.tiers.map((tier) => tierIn(tier, change)) };
  if ("package_amount" in price) return { ...price, package_amount: change(price.package_amount) };
  return "rate" in price
    ? { ...price, rate: change(price.rate) }
    : { ...price, unit_amount: change(price.unit_amount) };
}

function tierIn(tier: Tier, change: (amount: string) => string): Tier {
  const { unit_amount, rate, flat_amount, maximum_amount } = tier;
  const changed = { unit_amount, rate, flat_amount, maximum_amount };
  const entries = Object.entries(changed).map(([key, amount]) => [key, amount && change(amount)] as const);
  return { ...tier, ...strip(Object.fromEntries(entries)) };
}

interface EventLimits {
  readonly fixed_amount?: string;
  readonly per_event_minimum?: string;
  readonly per_event_maximum?: string;
}

function limitsIn(
  { fixed_amount, per_event_minimum, per_event_maximum }: EventLimits,
  change: (amount: string) => string,
) {
  return strip({
    fixed_amount: fixed_amount && change(fixed_amount),
    per_event_minimum: per_event_minimum && change(per_event_minimum),
    per_event_maximum: per_event_maximum && change(per_event_maximum),
  });
}

function defaultIn(
  { default: byDefault }: { readonly default: CellPrice | "free" | "error" },
  price: (cell: CellPrice) => CellPrice,
) {
  return typeof byDefault === "object" ? { default: price(byDefault) } : {};
}

/** L58: a minimum lifts what the rule comes to in a period to it, and leaves alone what is above it. */
export function minimumLifts(rule: Frame<Rule>, minimum_amount: string, quantities: readonly string[]): void {
  const plain = priceOf(rule, quantities);
  expectEqual(priceOf({ ...rule, minimum_amount }, quantities), larger(plain, fraction(minimum_amount)));
}

/** L59: a cap, by period or by month, leaves the lesser of it and of what the rule comes to. */
export function capHolds(rule: Frame<Rule>, cap: string, quantities: readonly string[]): void {
  const least = smaller(priceOf(rule, quantities), fraction(cap));
  expectEqual(priceOf({ ...rule, maximum_amount: cap }, quantities), least);
  expectEqual(priceOf({ ...rule, monthly_cap: cap }, quantities), least);
}

/** L60: a minimum and a maximum that is not below it hold together, whichever is applied first. */
export function limitsCommute(
  rule: Frame<Rule>,
  limits: readonly [least: string, most: string],
  quantities: readonly string[],
): void {
  const [minimum_amount, maximum_amount] = limits;
  const both = priceOf({ ...rule, minimum_amount, maximum_amount }, quantities);
  const [least, most] = [fraction(minimum_amount), fraction(maximum_amount)];
  const plain = priceOf(rule, quantities);
  expectEqual(both, smaller(larger(plain, least), most));
  expectEqual(both, larger(smaller(plain, most), least));
}

/** L61: discounts take no more than there is, and what is given back is no more than without them. */
export function discountsStayWithin(
  rule: Frame<Rule>,
  discounts: NonNullable<Rule["discounts"]>,
  quantities: readonly string[],
): void {
  const gross = priceOf(rule, quantities);
  const net = priceOf({ ...rule, discounts }, quantities);
  const [low, high] = compare(gross, zero) < 0 ? [gross, zero] : [zero, gross];
  expect([compare(low, net) <= 0, compare(net, high) <= 0]).toEqual([true, true]);
}

/** L62: discounts in percent multiply: what each leaves is what the next is taken from. */
export function percentagesMultiply(
  rule: Frame<Rule>,
  percents: readonly string[],
  quantities: readonly string[],
): void {
  const discounts = percents.map((percent) => ({ percent }));
  const left = percents.map((percent) => subtract(one, fraction(percent))).reduce(multiply, one);
  const net = priceOf({ ...rule, discounts }, quantities);
  expectEqual(net, multiply(priceOf(rule, quantities), left));
  expectEqual(priceOf({ ...rule, discounts: [...discounts].reverse() }, quantities), net);
}

export function times(text: string, factor: string): string {
  return toText(multiply(fraction(text), fraction(factor)));
}

export function total(list: readonly string[]): string {
  return toText(sum(list.map(fraction)));
}

/** Whether a document can hold it. */
export function fits(text: string): boolean {
  return (text.split(".")[1] ?? "").length <= 18;
}
