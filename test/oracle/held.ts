// A usage rule by the days on which it holds: every day of a billing period is asked which terms the rule has, for the oracle.
import type { Period } from "../../src/model/period.ts";
import type { CellPrice, Rule, Tier, UsageRule } from "../../src/model/pricingProgram.ts";
import { addDays } from "./calendar.ts";
import type { Place } from "./carry.ts";
import { currencyDigits } from "./currency.ts";
import { type Fraction, fraction, larger, multiply, round, subtract, sum, toText, zero } from "./fraction.ts";
import { type Ladder, ladderOf, programOn } from "./ladders.ts";
import { occurrenceOf, shareBy } from "./proration.ts";
import type { World } from "./rate.ts";

const known = new WeakMap<World, Map<string, UsageRule>>();

/** The rule with those of its values in part that it prorates. */
export function heldRule(world: World, place: Place): UsageRule {
  const { rule, version, period } = place;
  if ((rule.proration ?? "none") === "none") return rule;
  const ofWorld = known.get(world) ?? new Map<string, UsageRule>();
  known.set(world, ofWorld);
  const key = JSON.stringify([rule.id, version, period.start]);
  const held = ofWorld.get(key) ?? hold(world, place);
  ofWorld.set(key, held);
  return held;
}

function hold(world: World, { rule, version, period }: Place): UsageRule {
  const { contract } = world;
  const held = daysOf(world, rule.id, version, period);
  const occurrence = occurrenceOf(world, contract.billing_cadence, period.start);
  const [first = occurrence.start, last] = [held[0], held.at(-1)];
  const end = last === undefined ? first : addDays(last, 1);
  const partOf = (text: string, earn: (whole: Fraction) => Fraction): Fraction => {
    const by = (day: string) =>
      earn(multiply(fraction(text), shareBy(contract, rule.proration, occurrence, day)));
    return subtract(by(end), by(first));
  };
  const money = (text: string) =>
    toText(partOf(text, (whole) => round(whole, currencyDigits(contract), contract.rounding)));
  const units = (text: string) => partOf(text, (whole) => round(whole, 18, "half_up"));
  const { minimum_amount: least, maximum_amount: most, included_quantity: included } = rule;
  const isPart = (name: string) => rule.prorated?.some((other) => other === name) === true;
  return {
    ...(isPart("tiers") ? inTiers(rule, units) : rule),
    ...(least !== undefined && isPart("minimum_amount") ? { minimum_amount: money(least) } : {}),
    ...(most !== undefined && isPart("maximum_amount") ? { maximum_amount: money(most) } : {}),
    ...(included !== undefined && isPart("included_quantity")
      ? { included_quantity: toText(units(included)) }
      : {}),
  };
}

/** The days of a period, which are days of the contract, on which the rule has these terms. */
function daysOf({ programs }: World, ruleId: string, version: number, period: Period): string[] {
  const days: string[] = [];
  for (let day = period.start; day <= period.end; day = addDays(day, 1)) {
    const program = programOn(programs, day);
    if (program !== undefined && ladderOf(programs, program, ruleId)?.version === version) days.push(day);
  }
  return days;
}

function inTiers(rule: UsageRule, units: (text: string) => Fraction): UsageRule {
  const price = <P extends CellPrice>(given: P): P =>
    "tiers" in given ? { ...given, tiers: bounded(given.tiers, units) } : given;
  if (rule.model === "tiered") return price(rule);
  if (rule.model === "matrix") return { ...rule, cells: rule.cells.map(price), ...defaultOf(rule, price) };
  return rule.model === "time_of_day"
    ? { ...rule, windows: rule.windows.map(price), ...defaultOf(rule, price) }
    : rule;
}

function defaultOf(
  { default: given }: Extract<UsageRule, { default: unknown }>,
  price: (given: CellPrice) => CellPrice,
) {
  return typeof given === "object" ? { default: price(given) } : {};
}

/** No bound is below the one before it, however they are rounded. */
function bounded(tiers: readonly Tier[], units: (text: string) => Fraction): Tier[] {
  let lower = zero;
  return tiers.map((tier) => {
    if (tier.up_to === null) return tier;
    lower = larger(lower, units(tier.up_to));
    return { ...tier, up_to: toText(lower) };
  });
}

/** The minimum or the maximum that holds for a rule in a period: the last terms', or what all that prorate it come to. */
export function limitOf(
  world: World,
  last: Ladder,
  ladders: readonly Ladder[],
  period: Period,
  name: "minimum_amount" | "maximum_amount",
): Fraction | undefined {
  const own = last.rule[name];
  if (own === undefined) return undefined;
  if (!proratesLimit(last.rule, name)) return fraction(own);
  const versions = new Map(ladders.map((ladder) => [ladder.version, ladder.rule]));
  return sum(
    [...versions].flatMap(([version, rule]) => {
      if (rule.type !== "usage" || !proratesLimit(rule, name)) return [];
      return fraction(heldRule(world, { rule, version, period })[name] ?? "0");
    }),
  );
}

export function proratesLimit(rule: Rule, name: "minimum_amount" | "maximum_amount"): boolean {
  return rule.type === "usage" && rule.prorated?.includes(name) === true && rule.proration !== "none";
}
