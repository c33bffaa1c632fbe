// What one writes first with big.js: the price of a total is found by going through the tiers from the first, the cell or
// the window of an event by going through all of them, each time anew. What a charge comes to is the price of the total
// after the event, less the price before it.
import Big from "big.js";
import type {
  CellPrice,
  MatrixRule,
  Tier,
  TieredRule,
  TimeOfDayRule,
  UsageEvent,
  UsageRule,
} from "../../../src/index.ts";
import type { BenchCharge, Entry } from "../contestant.ts";
import { createBigRater, type Meter } from "./bigRater.ts";

export const scanByHand: Entry = {
  name: "scan by hand",
  exact: true,
  create: (scenario) => createBigRater(scenario, createMeter),
};

type Price = (total: Big) => Big;

/** A part of a rule that counts on its own: a cell, a window, a group. */
interface Part {
  readonly key: string | number;
  readonly price: Price;
}

interface Total {
  quantity: Big;
  amount: Big;
}

interface Month {
  readonly period: BenchCharge["period"];
  readonly totals: Map<Part["key"], Total>;
}

const zero = new Big(0);

function createMeter(rule: UsageRule): Meter {
  const { id: rule_id, group_by } = rule;
  const find = finderOf(rule);
  const months = new Map<string, Month>();
  return {
    charge(event, month) {
      const { period, totals } = entryOf(months, month, () => ({
        period: { start: `${month}-01` },
        totals: new Map(),
      }));
      const { key, price } = find(event);
      const total = entryOf(totals, key, () => ({ quantity: zero, amount: zero }));
      const before = total.amount;
      total.quantity = total.quantity.plus(event.quantity);
      total.amount = price(total.quantity);
      const { event_id, quantity } = event;
      return { event_id, rule_id, period, quantity, amount: total.amount.minus(before).toFixed() };
    },
    amountsIn(month) {
      const totals = [...(months.get(month)?.totals ?? [])];
      // A line for each group; cells and windows share one.
      if (group_by !== undefined)
        return totals.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { amount }]) => amount);
      return totals.length === 0 ? [] : [totals.reduce((sum, [, { amount }]) => sum.plus(amount), zero)];
    },
  };
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = create();
  map.set(key, fresh);
  return fresh;
}

/** Only what the parts need: units at one price in cells and windows, one property to group by. */
function finderOf(rule: UsageRule): (event: UsageEvent) => Part {
  switch (rule.model) {
    case "tiered": {
      const part = { key: 0, price: rule.tiers_mode === "graduated" ? graduated(rule) : volume(rule) };
      return () => part;
    }
    case "matrix":
      return cellFinder(rule);
    case "time_of_day":
      return windowFinder(rule);
    case "per_unit": {
      const [property = ""] = rule.group_by ?? [];
      const price = perUnit(rule);
      return ({ properties }) => ({ key: String(properties?.[property]), price });
    }
    default:
      throw new RangeError(`no part has a rule of model ${rule.model}`);
  }
}

function cellFinder({ cells, default: otherwise }: MatrixRule): (event: UsageEvent) => Part {
  const compiled = cells
    .map((cell, key) => ({ key, price: perUnit(cell), wanted: Object.entries(cell.when) }))
    .sort((a, b) => b.wanted.length - a.wanted.length);
  const standard = { key: -1, price: perUnit(otherwise) };
  return ({ properties = {} }) =>
    compiled.find(({ wanted }) => wanted.every(([name, value]) => properties[name] === value)) ?? standard;
}

/** In UTC, and of windows that do not pass midnight. */
function windowFinder({ windows, default: otherwise }: TimeOfDayRule): (event: UsageEvent) => Part {
  const names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
  const compiled = windows.map((window, key) => ({
    key,
    price: perUnit(window),
    from: minutesOf(window.from),
    to: minutesOf(window.to),
    days: new Set((window.weekdays ?? names).map((name) => names.indexOf(name))),
  }));
  const standard = { key: -1, price: perUnit(otherwise) };
  return ({ timestamp }) => {
    const date = new Date(timestamp);
    const day = date.getUTCDay();
    const minute = date.getUTCHours() * 60 + date.getUTCMinutes();
    return compiled.find(({ from, to, days }) => days.has(day) && minute >= from && minute < to) ?? standard;
  };
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

function perUnit(price: CellPrice | "free" | "error"): Price {
  if (typeof price === "string" || !("unit_amount" in price))
    throw new RangeError("no part has another price than one for each unit");
  const unit = new Big(price.unit_amount);
  return (total) => total.times(unit);
}

function compileTiers(tiers: readonly Tier[]): { upTo: Big | null; unit: Big }[] {
  return tiers.map(({ up_to, unit_amount }) => ({
    upTo: up_to === null ? null : new Big(up_to),
    unit: new Big(unit_amount ?? 0),
  }));
}

function graduated({ tiers }: TieredRule): Price {
  const compiled = compileTiers(tiers);
  return (total) => {
    let amount = zero;
    let above = zero;
    for (const { upTo, unit } of compiled) {
      if (upTo === null || total.lte(upTo)) return amount.plus(total.minus(above).times(unit));
      amount = amount.plus(upTo.minus(above).times(unit));
      above = upTo;
    }
    throw new RangeError("the last tier has to be open");
  };
}

function volume({ tiers }: TieredRule): Price {
  const compiled = compileTiers(tiers);
  return (total) => {
    const reached = compiled.find(({ upTo }) => upTo === null || total.lte(upTo));
    if (reached === undefined) throw new RangeError("the last tier has to be open");
    return total.times(reached.unit);
  };
}
