// A rule's amounts in one period, cut by line and calendar month: discounts, minimum and maximum, before any monthly cap.
import type { Period } from "../../src/model/period.ts";
import type { Discount, Rule } from "../../src/model/pricingProgram.ts";
import {
  add,
  compare,
  type Fraction,
  fraction,
  larger,
  multiply,
  smaller,
  subtract,
  sum,
  zero,
} from "./fraction.ts";
import { justEnded, type Ladder, ladderOf } from "./ladders.ts";
import { zeroUsageFlat } from "./price.ts";
import type { Entry, World } from "./rate.ts";
import { idleUse, laddersWithin, type Use, usesOf } from "./uses.ts";

/** What a line adds to the rule's amount in one calendar month of the period. */
export interface Segment {
  readonly use: Use;
  readonly month: string;
  readonly amount: Fraction;
}

/** The ladder that was last in effect in the period: its minimum, maximum and cap hold. */
export function lastLadder(world: World, ruleId: string, period: Period): Ladder | undefined {
  const { programs } = world;
  const before = justEnded(world, period).map((program) => ladderOf(programs, program, ruleId));
  return [...before, ...laddersWithin(world, ruleId, period)].filter((ladder) => ladder !== undefined).at(-1);
}

/** The rule's segments in the period: by version, then group, then month. */
export function segmentsOf(
  world: World,
  entries: readonly Entry[],
  ruleId: string,
  period: Period,
): Segment[] {
  const terms = lastLadder(world, ruleId, period);
  if (terms === undefined) return [];
  const uses = usesOf(world, entries, ruleId, period);
  const silent = silentUse(world, ruleId, period, uses);
  return cut(silent === undefined ? uses : [...uses, silent], terms.rule);
}

/** Limits hold for the running sum, so each segment is the difference that it makes. */
function cut(uses: readonly Use[], limits: Rule): Segment[] {
  const segments: Segment[] = [];
  let billed = zero;
  uses.forEach((use, place) => {
    for (const [index, { month, amount }] of use.months.entries()) {
      const isLast = place === uses.length - 1 && index === use.months.length - 1;
      const total = limited(discountedSum(uses.slice(0, place), use, amount), limits, isLast);
      segments.push({ use, month, amount: subtract(total, billed) });
      billed = total;
    }
  });
  return segments;
}

/** All that came before, and this use at that amount: discounts are taken from what each version comes to. */
function discountedSum(before: readonly Use[], use: Use, amount: Fraction): Fraction {
  const sameVersion = before.filter(({ version }) => version === use.version);
  const gross = add(sum(sameVersion.map(finalAmount)), amount);
  return add(
    othersSum(before.filter(({ version }) => version !== use.version)),
    discountedBy(use.rule, gross),
  );
}

function othersSum(uses: readonly Use[]): Fraction {
  const versions = [...new Set(uses.map(({ version }) => version))];
  const ofVersions = versions.map((version) => uses.filter((use) => use.version === version));
  return sum(
    ofVersions.map((list) => (list[0] ? discountedBy(list[0].rule, sum(list.map(finalAmount))) : zero)),
  );
}

function finalAmount({ months }: Use): Fraction {
  return months.at(-1)?.amount ?? zero;
}

function discountedBy(rule: Rule, gross: Fraction): Fraction {
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
function silentUse(world: World, ruleId: string, period: Period, uses: readonly Use[]): Use | undefined {
  const ladder = laddersWithin(world, ruleId, period).at(-1);
  if (ladder === undefined || ladder.rule.type !== "usage") return undefined;
  if (uses.some(({ version }) => version === ladder.version)) return undefined;
  const flatDue = compare(zeroUsageFlat(ladder.rule), zero) > 0;
  const least = minimumOf(ladder.rule, zero);
  const minimumDue = compare(least, larger(zero, othersSum(uses))) > 0;
  return flatDue || minimumDue ? idleUse(ladder.rule, ladder.version, period) : undefined;
}
