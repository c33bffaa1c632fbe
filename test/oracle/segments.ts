// A rule's amounts in one period, cut by line and calendar month: discounts, minimum and maximum, before any monthly cap.

import type { Discount } from "../../src/model/discount.ts";
import type { Period } from "../../src/model/period.ts";
import type { Rule } from "../../src/model/pricingProgram.ts";
import { remember } from "./calendar.ts";
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
import { limitOf, proratesLimit } from "./held.ts";
import type { Ladder } from "./ladders.ts";
import { zeroUsageFlat } from "./price.ts";
import type { Entry, World } from "./rate.ts";
import { idleUse, laddersWithin, type Use, usesOf } from "./uses.ts";

/** The least and the most that a rule comes to in a period. */
interface Limits {
  readonly least: Fraction | undefined;
  readonly most: Fraction | undefined;
}

/** What a line adds to the rule's amount in one calendar month of the period. */
export interface Segment {
  readonly use: Use;
  readonly month: string;
  readonly amount: Fraction;
}

/** The ladder that was last in effect in the period: its minimum, maximum and cap hold. */
export function lastLadder(world: World, ruleId: string, period: Period): Ladder | undefined {
  return laddersWithin(world, ruleId, period)
    .filter((ladder) => ladder !== undefined)
    .at(-1);
}

const knownOf = new WeakMap<World, WeakMap<readonly Entry[], Map<string, Segment[]>>>();

/** The rule's segments in the period: by version, then group, then month. What was found out before only saves time. */
export function segmentsOf(
  world: World,
  entries: readonly Entry[],
  ruleId: string,
  period: Period,
): Segment[] {
  const ofWorld = knownOf.get(world) ?? new WeakMap<readonly Entry[], Map<string, Segment[]>>();
  knownOf.set(world, ofWorld);
  const known = ofWorld.get(entries) ?? new Map<string, Segment[]>();
  ofWorld.set(entries, known);
  return remember(known, `${period.start} ${ruleId}`, () => findSegments(world, entries, ruleId, period));
}

function findSegments(world: World, entries: readonly Entry[], ruleId: string, period: Period): Segment[] {
  const terms = lastLadder(world, ruleId, period);
  if (terms === undefined) return [];
  const uses = usesOf(world, entries, ruleId, period);
  const ladders = laddersWithin(world, ruleId, period);
  const inEffect = ladders.filter((ladder) => ladder !== undefined);
  const limits = {
    least: limitOf(world, terms, inEffect, period, "minimum_amount"),
    most: limitOf(world, terms, inEffect, period, "maximum_amount"),
  };
  const silent = silentUse(ladders, limits, period, uses);
  return cut(silent === undefined ? uses : [...uses, silent], limits);
}

/** Limits hold for the running sum, so each segment is the difference that it makes. */
function cut(uses: readonly Use[], limits: Limits): Segment[] {
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

function limited(amount: Fraction, { least, most }: Limits, withMinimum: boolean): Fraction {
  const lifted = withMinimum ? larger(amount, least ?? amount) : amount;
  return most === undefined ? lifted : smaller(lifted, most);
}

/**
 * The ladder at the period's end, when it has no usage and yet asks for its zero-usage flat or the rule's minimum. Of a rule
 * that has ended, a minimum for the time until then.
 */
function silentUse(
  ladders: readonly (Ladder | undefined)[],
  { least = zero }: Limits,
  period: Period,
  uses: readonly Use[],
): Use | undefined {
  const atEnd = ladders.at(-1);
  const last = ladders.findLast((ladder) => ladder !== undefined);
  if (last === undefined || last.rule.type !== "usage") return undefined;
  if (uses.some(({ version }) => version === last.version)) return undefined;
  const flatDue = atEnd !== undefined && compare(zeroUsageFlat(last.rule), zero) > 0;
  const asks = atEnd !== undefined || (uses.length === 0 && proratesLimit(last.rule, "minimum_amount"));
  const minimumDue = asks && compare(least, larger(zero, othersSum(uses))) > 0;
  return flatDue || minimumDue ? idleUse(last.rule, last.version, period) : undefined;
}
