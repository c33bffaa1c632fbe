// What someone would write who needs exact amounts and has no library but big.js: prices parsed once, running totals
// per rule and month, an event walks only the tiers that it touches.
import Big from "big.js";
import type { Tier, UsageEvent, UsageRule } from "../../src/index.ts";
import type { BenchCharge, Entry } from "../contestant.ts";
import { createBigRater, type Meter } from "./bigRater.ts";

export const bigByHand: Entry = {
  name: "big.js by hand",
  exact: true,
  create: (scenario) => createBigRater(scenario, createMeter),
};

interface Total {
  readonly period: BenchCharge["period"];
  quantity: Big;
  amount: Big;
  /** The tier that the quantity has reached. */
  tier: number;
}

type Pricing = (quantity: Big, total: Total) => Big;

const zero = new Big(0);

function createMeter(rule: UsageRule): Meter {
  const price = priceOf(rule);
  const months = new Map<string, Total>();
  return {
    charge: (event, month) => chargeEvent(rule.id, price, months, month, event),
    amountsIn(month) {
      const total = months.get(month);
      return total === undefined ? [] : [total.amount];
    },
  };
}

function chargeEvent(
  rule_id: string,
  price: Pricing,
  months: Map<string, Total>,
  month: string,
  { event_id, quantity }: UsageEvent,
): BenchCharge {
  let total = months.get(month);
  if (total === undefined) {
    total = { period: { start: `${month}-01` }, quantity: zero, amount: zero, tier: 0 };
    months.set(month, total);
  }
  const amount = price(new Big(quantity), total);
  total.amount = total.amount.plus(amount);
  return { event_id, rule_id, period: total.period, quantity, amount: amount.toFixed() };
}

/** Only what the cases need: no minimum, no free part, no quantity below zero. */
function priceOf(rule: UsageRule): Pricing {
  if (rule.model === "tiered") return graduated(rule.tiers);
  if (rule.model !== "per_unit" && rule.model !== "percentage")
    throw new RangeError(`no case has a rule of model ${rule.model}`);
  const price = new Big(rule.model === "per_unit" ? rule.unit_amount : rule.rate);
  return (quantity, total) => {
    total.quantity = total.quantity.plus(quantity);
    return quantity.times(price);
  };
}

function graduated(ladder: readonly Tier[]): Pricing {
  const tiers = ladder.map(({ up_to, unit_amount }) => ({
    upTo: up_to === null ? null : new Big(up_to),
    price: new Big(unit_amount ?? 0),
  }));
  return (quantity, total) => {
    const after = total.quantity.plus(quantity);
    let rest = quantity;
    let amount = zero;
    let tier = tiers[total.tier];
    while (tier !== undefined && tier.upTo !== null && after.gt(tier.upTo)) {
      const inside = tier.upTo.minus(total.quantity);
      amount = amount.plus(inside.times(tier.price));
      rest = rest.minus(inside);
      total.quantity = tier.upTo;
      total.tier += 1;
      tier = tiers[total.tier];
    }
    if (tier === undefined) throw new RangeError("the last tier has to be open");
    total.quantity = after;
    const last = rest.times(tier.price);
    return amount === zero ? last : amount.plus(last);
  };
}
