// A usage rule as it holds in one period: where its ladder holds for a part of the billing period, what the rule prorates is
// there in part.
import { type CalendarPeriod, dayIn } from "../calendar/billingCalendar.ts";
import { boundsOf, type OwnPeriod } from "../calendar/elapsedShare.ts";
import { minorDigits } from "../decimal/currencyDigits.ts";
import { type Decimal, decimalOf, formatDecimal, maximum, quotientScale, zero } from "../decimal/decimal.ts";
import { frozenCopy } from "../model/frozenCopy.ts";
import type { Tier, UsageRule } from "../model/pricingProgram.ts";
import type { Terms } from "../model/terms.ts";
import { type Earning, earnedBetween } from "./earnedBetween.ts";
import { ladderDays } from "./ladderSpan.ts";
import type { Ladder } from "./ladders.ts";
import { withTiers } from "./tiersIn.ts";

/** By first day of the period. */
type ByPeriod = Map<string, UsageRule>;

const known: WeakMap<Terms, Map<Ladder, ByPeriod>> = new WeakMap();

/** The ladder's rule, itself where nothing of it is prorated; the same object for the same period. */
export function ruleIn(terms: Terms, ladder: Ladder, rule: UsageRule, period: CalendarPeriod): UsageRule {
  if (rule.prorated === undefined) return rule;
  const ofTerms = known.get(terms) ?? new Map<Ladder, ByPeriod>();
  known.set(terms, ofTerms);
  const ofLadder: ByPeriod = ofTerms.get(ladder) ?? new Map();
  ofTerms.set(ladder, ofLadder);
  const { start } = period.period;
  const held = ofLadder.get(start) ?? prorate(terms, ladder, rule, period);
  ofLadder.set(start, held);
  return held;
}

function prorate(terms: Terms, ladder: Ladder, rule: UsageRule, period: CalendarPeriod): UsageRule {
  const { contract } = terms;
  const { proration = "none", prorated = [] } = rule;
  const whole: OwnPeriod = {
    anchor: dayIn(contract.billing_anchor_date),
    cadence: contract.billing_cadence,
    index: period.index,
    timezone: contract.timezone,
  };
  const [start, end] = boundsOf(whole);
  const { startDay, endDay } = ladderDays(terms, ladder, period);
  if (proration === "none" || (startDay === start && endDay === end)) return rule;
  const partOf = (value: string, places: number, mode: Earning["mode"]): Decimal => {
    const earning = { whole: decimalOf(value), proration, period: whole, places, mode };
    // Terms that hold on no day of the period have nothing of it.
    return earnedBetween(earning, startDay, Math.max(startDay, endDay)).amount;
  };
  const digits = minorDigits(contract);
  const unitsOf = (value: string): Decimal => partOf(value, quotientScale, "half_up");
  let held: UsageRule = rule;
  for (const name of prorated) {
    if (name === "tiers") {
      held = withTiers(held, (tiers) => partOfTiers(tiers, unitsOf));
      continue;
    }
    const value = rule[name];
    if (value === undefined) continue;
    const part = name === "included_quantity" ? unitsOf(value) : partOf(value, digits, contract.rounding);
    held = { ...held, [name]: formatDecimal(part) };
  }
  // Prices are remembered of what cannot change.
  return frozenCopy(held);
}

function partOfTiers(tiers: readonly Tier[], unitsOf: (value: string) => Decimal): Tier[] {
  let above = zero;
  return tiers.map((tier) => {
    if (tier.up_to === null) return tier;
    // Bounds that differ in the last digit only could change places when each is rounded.
    above = maximum(above, unitsOf(tier.up_to));
    return { ...tier, up_to: formatDecimal(above) };
  });
}
