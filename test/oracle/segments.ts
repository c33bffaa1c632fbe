// A rule's amounts in one period, cut by ladder and calendar month: discounts, minimum and maximum, before any monthly cap.
import type { Period } from "../../src/model/period.ts";
import type { Discount, Rule } from "../../src/model/pricingProgram.ts";
import { duesOf } from "./fees.ts";
import {
  add,
  compare,
  type Fraction,
  fraction,
  larger,
  multiply,
  one,
  smaller,
  subtract,
  sum,
  zero,
} from "./fraction.ts";
import { type Ladder, ladderOf, programsWithin } from "./ladders.ts";
import { billedSum, isPerEvent, priceOfTotal, zeroUsageFlat } from "./price.ts";
import type { Entry, World } from "./rate.ts";

/** What a ladder adds to the rule's amount in one calendar month of the period. */
export interface Segment {
  readonly version: number;
  readonly month: string;
  readonly quantity: Fraction;
  readonly amount: Fraction;
}

interface Item extends Ladder {
  readonly month: string;
  readonly quantity: Fraction;
  readonly price: Fraction;
}

/** The ladder that was last in effect in the period: its minimum, maximum and cap hold. */
export function lastLadder(world: World, ruleId: string, period: Period): Ladder | undefined {
  return laddersWithin(world, ruleId, period)
    .filter((ladder) => ladder !== undefined)
    .at(-1);
}

/** The rule's segments in the period, ladders by version, months ascending. */
export function segmentsOf(
  world: World,
  entries: readonly Entry[],
  ruleId: string,
  period: Period,
): Segment[] {
  const terms = lastLadder(world, ruleId, period);
  if (terms === undefined) return [];
  const items = itemsOf(world, entries, ruleId, period);
  const versions = [...new Set(items.map(({ version }) => version))].sort((a, b) => a - b);
  const ladders = versions.map((version) => items.filter((item) => item.version === version));
  const silent = silentLadder(world, ruleId, period, ladders);
  if (silent !== undefined) ladders.push([silent]);
  return cut(ladders, terms);
}

function cut(ladders: readonly (readonly Item[])[], terms: Ladder): Segment[] {
  const segments: Segment[] = [];
  let billed = zero;
  ladders.forEach((items, place) => {
    const earlier = sum(ladders.slice(0, place).map(amountOf));
    const months = [...new Set(items.map(({ month }) => month))].sort();
    for (const month of months) {
      const isLast = place === ladders.length - 1 && month === months.at(-1);
      const so_far = items.filter((item) => item.month <= month);
      const total = limited(add(earlier, amountOf(so_far)), terms.rule, isLast);
      const here = items.filter((item) => item.month === month);
      const quantity = sum(here.map((item) => item.quantity));
      segments.push({ version: items[0]?.version ?? 0, month, quantity, amount: subtract(total, billed) });
      billed = total;
    }
  });
  return segments;
}

/** The price of a ladder's items together, after its discounts. */
function amountOf(items: readonly Item[]): Fraction {
  const rule = items[0]?.rule;
  if (rule === undefined) return zero;
  const gross = isPerEvent(rule)
    ? billedSum(
        rule,
        items.map(({ price }) => price),
      )
    : priceOfTotal(rule, sum(items.map(({ quantity }) => quantity)));
  return (rule.discounts ?? []).reduce(discounted, gross);
}

function discounted(amount: Fraction, discount: Discount): Fraction {
  if ("percent" in discount) return subtract(amount, multiply(amount, fraction(discount.percent)));
  return subtract(amount, smaller(fraction(discount.amount), larger(amount, zero)));
}

function limited(amount: Fraction, rule: Rule, withMinimum: boolean): Fraction {
  const lifted = withMinimum ? larger(amount, minimumOf(rule, amount)) : amount;
  return rule.maximum_amount === undefined ? lifted : smaller(lifted, fraction(rule.maximum_amount));
}

function minimumOf(rule: Rule, otherwise: Fraction): Fraction {
  return rule.minimum_amount === undefined ? otherwise : fraction(rule.minimum_amount);
}

/** The ladder at the period's end, when it has no usage and yet asks for its zero-usage flat or the rule's minimum. */
function silentLadder(
  world: World,
  ruleId: string,
  period: Period,
  ladders: readonly (readonly Item[])[],
): Item | undefined {
  const ladder = laddersWithin(world, ruleId, period).at(-1);
  if (ladder === undefined || ladder.rule.type !== "usage") return undefined;
  if (ladders.some((items) => items[0]?.version === ladder.version)) return undefined;
  const others = sum(ladders.map(amountOf));
  const flatDue = compare(zeroUsageFlat(ladder.rule), zero) > 0;
  const least = minimumOf(ladder.rule, zero);
  const minimumDue = compare(least, larger(zero, others)) > 0;
  return flatDue || minimumDue
    ? { ...ladder, month: period.end.slice(0, 7), quantity: zero, price: zero }
    : undefined;
}

function itemsOf(world: World, entries: readonly Entry[], ruleId: string, period: Period): Item[] {
  const usage = entries.filter((entry) => entry.rule.id === ruleId && entry.period_start === period.start);
  const fees = duesOf(world, ruleId, period).map((due) => ({
    rule: due.rule,
    version: due.version,
    month: due.day.slice(0, 7),
    quantity: one,
    price: zero,
  }));
  return [...usage, ...fees];
}

function laddersWithin(world: World, ruleId: string, period: Period): (Ladder | undefined)[] {
  const { contract, programs } = world;
  return programsWithin(
    programs,
    contract.timezone,
    Date.parse(period.start_at),
    Date.parse(period.end_at),
  ).map((program) => ladderOf(programs, program, ruleId));
}
