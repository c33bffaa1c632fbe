// What each line of a rule comes to in one period before it is adjusted, month by month: one use for each ladder, or for
// each of its groups.
import type { Group } from "../../src/model/charge.ts";
import type { Period } from "../../src/model/period.ts";
import type { Rule, UsageRule } from "../../src/model/pricingProgram.ts";
import { carriedInto, type Place, spanOf } from "./carry.ts";
import { isProrated } from "./feeOn.ts";
import { duesOf } from "./fees.ts";
import { type Fraction, fraction, multiply, sum, zero } from "./fraction.ts";
import { heldRule } from "./held.ts";
import { type Ladder, ladderOf, programsWithin } from "./ladders.ts";
import { groupText, type Part, partsOf, priceOfParts, totalOf } from "./parts.ts";
import { billedSum, isPerEvent } from "./perEvent.ts";
import { type Entry, entriesOf, type World } from "./rate.ts";

export interface Use {
  readonly rule: Rule;
  readonly version: number;
  readonly group: Group | undefined;
  /** Where one ladder prices all groups: each of them with its value. */
  readonly shared: readonly { readonly group: Group; readonly value: Fraction }[] | undefined;
  readonly quantity: Fraction;
  /** The price as it grew from month to month; never empty. */
  readonly months: readonly { readonly month: string; readonly amount: Fraction }[];
}

/** The rule's uses in the period, by version, then group. */
export function usesOf(world: World, entries: readonly Entry[], ruleId: string, period: Period): Use[] {
  const ladders = laddersWithin(world, ruleId, period).filter((ladder) => ladder !== undefined);
  const versions = new Map(ladders.map((ladder) => [ladder.version, ladder]));
  const usage = [...versions.values()].flatMap(({ rule, version }) =>
    rule.type === "usage" ? usesOfLadder(world, { rule, version, period }, entries) : [],
  );
  const uses = [...usage, ...feeUses(world, ruleId, period)];
  return uses.sort((a, b) => a.version - b.version);
}

/** For each version in effect in the period, ascending: the rule's ladder in it, if it has the rule. */
export function laddersWithin(world: World, ruleId: string, period: Period): (Ladder | undefined)[] {
  const { programs } = world;
  const within = programsWithin(world, period);
  return within.map((program) => ladderOf(programs, program, ruleId));
}

function usesOfLadder(world: World, place: Place, entries: readonly Entry[]): Use[] {
  const own = entriesOf(place, entries);
  const carried = carriedInto(world, place, entries);
  const counting = partsFrom(world, place, own, carried).filter(({ counts }) => counts);
  const texts = [...new Set(counting.map(({ group }) => groupText(group)))].sort();
  if (texts.length === 0) return [];
  if (place.rule.group_ladder === "shared") return [sharedUse(world, place, own, carried, texts)];
  return texts.map((text) => {
    const isOf = (entry: Entry) => groupText(entry.reading.group) === text;
    return useOf(world, place, own.filter(isOf), carried.filter(isOf));
  });
}

function partsFrom(world: World, place: Place, own: readonly Entry[], carried: readonly Entry[]): Part[] {
  const readings = (list: readonly Entry[]) => list.map(({ reading }) => reading);
  return partsOf(place.rule, readings(own), readings(carried), spanOf(world, place));
}

function useOf(world: World, place: Place, own: readonly Entry[], carried: readonly Entry[]): Use {
  const { rule, version, period } = place;
  const months = [...new Set(own.map(({ month }) => month))].sort();
  const grown = months.map((month) => {
    const until = own.filter((entry) => entry.month <= month);
    return { month, amount: amountOf(world, place, until, carried) };
  });
  const onlyCarried = {
    month: period.end.slice(0, 7),
    amount: amountOf(world, place, [], carried),
  };
  return {
    rule,
    version,
    group: [...own, ...carried][0]?.reading.group,
    shared: undefined,
    quantity: totalOf(partsFrom(world, place, own, carried)),
    months: grown.length === 0 ? [onlyCarried] : grown,
  };
}

function amountOf(world: World, place: Place, own: readonly Entry[], carried: readonly Entry[]): Fraction {
  const { rule } = place;
  if (isPerEvent(rule))
    return billedSum(
      rule,
      own.map(({ price }) => price),
    );
  return priceOfParts(heldRule(world, place), partsFrom(world, place, own, carried));
}

function sharedUse(
  world: World,
  place: Place,
  own: readonly Entry[],
  carried: readonly Entry[],
  texts: readonly string[],
): Use {
  const parts = partsFrom(world, place, own, carried);
  const shared = texts.map((text) => {
    const inside = parts.filter(({ group }) => groupText(group) === text);
    return { group: inside[0]?.group ?? {}, value: totalOf(inside) };
  });
  return { ...useOf(world, place, own, carried), group: undefined, shared };
}

function feeUses(world: World, ruleId: string, period: Period): Use[] {
  const dues = duesOf(world, ruleId, period);
  const versions = [...new Set(dues.map(({ version }) => version))];
  return versions.flatMap((version) => {
    const own = dues.filter((due) => due.version === version);
    const [first] = own;
    if (first === undefined) return [];
    const months = [...new Set(own.map(({ day }) => day.slice(0, 7)))].sort();
    const until = (month: string) => own.filter(({ day }) => day.slice(0, 7) <= month);
    const once = fraction(first.rule.quantity ?? "1");
    return [
      {
        rule: first.rule,
        version,
        group: undefined,
        shared: undefined,
        quantity: isProrated(first.rule) ? once : multiply(fraction(own.length), once),
        months: months.map((month) => ({ month, amount: sum(until(month).map(({ amount }) => amount)) })),
      },
    ];
  });
}

/** A use of a ladder without usage. */
export function idleUse(rule: UsageRule, version: number, period: Period): Use {
  const amount = isPerEvent(rule) ? zero : priceOfParts(rule, []);
  const months = [{ month: period.end.slice(0, 7), amount }];
  return { rule, version, group: undefined, shared: undefined, quantity: sum([]), months };
}
