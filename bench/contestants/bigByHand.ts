// What someone would write who needs exact amounts and has no library but big.js: prices parsed once, running totals
// per rule and month, an event walks only the tiers that it touches.
import Big from "big.js";
import type { Tier, UsageEvent, UsageRule } from "../../src/index.ts";
import type { BenchCharge, BenchLine, Contestant, Entry, Tally } from "../contestant.ts";
import type { Scenario } from "../scenario.ts";

export const bigByHand: Entry = { name: "big.js by hand", exact: true, create };

interface Total {
  readonly period: BenchCharge["period"];
  quantity: Big;
  amount: Big;
  /** The tier that the quantity has reached. */
  tier: number;
}

interface Meter {
  readonly rule_id: string;
  price(quantity: Big, total: Total): Big;
  readonly months: Map<string, Total>;
}

const zero = new Big(0);

function create({ contract, program, months }: Scenario): Contestant {
  const meters = new Map<string, Meter>();
  for (const rule of program.rules) {
    if (rule.type === "usage")
      meters.set(rule.metric, { rule_id: rule.id, price: priceOf(rule), months: new Map() });
  }
  const known = new Map<string, UsageEvent>();
  const open = new Set(months);
  const tally: Tally = { accepted: 0, duplicates: 0, rejected: 0 };

  function rate(events: readonly UsageEvent[]): BenchCharge[] {
    const charges: BenchCharge[] = [];
    for (const event of events) {
      const before = known.get(event.event_id);
      if (before !== undefined) {
        if (isSame(before, event)) tally.duplicates += 1;
        else tally.rejected += 1;
        continue;
      }
      const meter = meters.get(event.metric);
      const month = event.timestamp.slice(0, 7);
      if (meter === undefined || event.external_contract_id !== contract.id || !open.has(month)) {
        tally.rejected += 1;
        continue;
      }
      known.set(event.event_id, event);
      tally.accepted += 1;
      charges.push(chargeEvent(meter, month, event));
    }
    return charges;
  }

  function lines(): BenchLine[] {
    return months.flatMap((month) =>
      program.rules.flatMap((rule) => {
        const exact =
          rule.type === "usage" ? meters.get(rule.metric)?.months.get(month)?.amount : new Big(rule.amount);
        if (exact === undefined) return [];
        const amount = exact.round(2, Big.roundHalfUp).toFixed();
        return [{ rule_id: rule.id, period: `${month}-01`, exact: exact.toFixed(), amount }];
      }),
    );
  }

  // The running totals are all that the lines need.
  return { tally, rate, fold: () => undefined, lines };
}

function chargeEvent({ rule_id, price, months }: Meter, month: string, event: UsageEvent): BenchCharge {
  let total = months.get(month);
  if (total === undefined) {
    total = { period: { start: `${month}-01` }, quantity: zero, amount: zero, tier: 0 };
    months.set(month, total);
  }
  const amount = price(new Big(event.quantity), total);
  total.amount = total.amount.plus(amount);
  const { event_id, quantity } = event;
  return { event_id, rule_id, period: total.period, quantity, amount: amount.toFixed() };
}

function isSame(a: UsageEvent, b: UsageEvent): boolean {
  return a.metric === b.metric && a.quantity === b.quantity && a.timestamp === b.timestamp;
}

/** Only what the cases need: no minimum, no free part, no quantity below zero. */
function priceOf(rule: UsageRule): Meter["price"] {
  if (rule.model === "tiered") return graduated(rule.tiers);
  if (rule.model !== "per_unit" && rule.model !== "percentage")
    throw new RangeError(`no case has a rule of model ${rule.model}`);
  const price = new Big(rule.model === "per_unit" ? rule.unit_amount : rule.rate);
  return (quantity, total) => {
    total.quantity = total.quantity.plus(quantity);
    return quantity.times(price);
  };
}

function graduated(ladder: readonly Tier[]): Meter["price"] {
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
