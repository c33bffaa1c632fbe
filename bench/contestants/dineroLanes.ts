// With dinero.js and its calculator for big integers: money is an amount at a scale, and what is no money, quantities and
// bounds, is a whole number of millionths.

import { add, type Dinero, dinero, multiply, subtract, toSnapshot } from "dinero.js/bigint";
import { USD } from "dinero.js/bigint/currencies";
import type { UsageRule } from "../../src/index.ts";
import { scaledText } from "../scaledText.ts";
import { compiler, type LaneRule, type Lanes } from "./lanes.ts";

type Money = Dinero<bigint>;

type Rule =
  | { readonly kind: "share"; readonly price: Money }
  | { readonly kind: "graduated"; readonly tiers: readonly Tier[] }
  | { readonly kind: "volume"; readonly tiers: readonly Tier[] }
  | { readonly kind: "packages"; readonly size: bigint; readonly price: Money };

interface Tier {
  readonly upTo: bigint | null;
  readonly price: Money;
}

const zero: Money = dinero({ amount: 0n, currency: USD });
const places = 6;
const scale = BigInt(places);

export function createDineroLanes(): Lanes {
  const compile = compiler(compileRule);
  const rules: Rule[] = [];
  const quantities: bigint[] = [];
  const amounts: Money[] = [];
  /** The tier that a total has reached. */
  const reached: number[] = [];
  /** The units in the packages that are paid. */
  const paid: bigint[] = [];
  let sum = zero;

  function walk(total: number, tiers: readonly Tier[], before: bigint, quantity: bigint): Money {
    const after = quantities[total] as bigint;
    let at = reached[total] as number;
    let tier = tiers[at] as Tier;
    if (tier.upTo === null || after <= tier.upTo) return times(tier.price, quantity);
    let amount = zero;
    let from = before;
    while (tier.upTo !== null && after > tier.upTo) {
      amount = add(amount, times(tier.price, tier.upTo - from));
      from = tier.upTo;
      at += 1;
      tier = tiers[at] as Tier;
    }
    reached[total] = at;
    return add(amount, times(tier.price, after - from));
  }

  function tierAt(total: number, tiers: readonly Tier[], after: bigint): Tier {
    let at = reached[total] as number;
    let tier = tiers[at] as Tier;
    while (tier.upTo !== null && after > tier.upTo) {
      at += 1;
      tier = tiers[at] as Tier;
    }
    reached[total] = at;
    return tier;
  }

  function packagesFor(total: number, size: bigint, after: bigint): bigint {
    const covered = paid[total] as bigint;
    if (after <= covered) return 0n;
    const begun = (after - covered + size - 1n) / size;
    paid[total] = covered + begun * size;
    return begun;
  }

  function count(total: number, quantity: bigint): Money {
    const rule = rules[total] as Rule;
    const before = quantities[total] as bigint;
    const after = before + quantity;
    quantities[total] = after;
    const amount = amounts[total] as Money;
    if (rule.kind === "volume") {
      const price = times(tierAt(total, rule.tiers, after).price, after);
      amounts[total] = price;
      return subtract(price, amount);
    }
    const charge =
      rule.kind === "share"
        ? times(rule.price, quantity)
        : rule.kind === "graduated"
          ? walk(total, rule.tiers, before, quantity)
          : multiply(rule.price, packagesFor(total, rule.size, after));
    amounts[total] = add(amount, charge);
    return charge;
  }

  function open(rule: UsageRule): number {
    quantities.push(0n);
    amounts.push(zero);
    reached.push(0);
    paid.push(0n);
    return rules.push(compile(rule)) - 1;
  }

  return {
    open,
    rate(events) {
      for (const { total, quantity } of events) sum = add(sum, count(total, millionths(String(quantity))));
    },
    amounts: () => amounts.map(textOf),
    charged: () => textOf(sum),
  };
}

function times(price: Money, quantity: bigint): Money {
  return multiply(price, { amount: quantity, scale });
}

function millionths(text: string): bigint {
  const point = text.indexOf(".");
  if (point < 0) return BigInt(text) * 1_000_000n;
  return BigInt(text.slice(0, point) + text.slice(point + 1).padEnd(places, "0"));
}

/** Of a price, at as many places as it is written with. */
function moneyOf(text: string): Money {
  const point = text.indexOf(".");
  if (point < 0) return dinero({ amount: BigInt(text), currency: USD, scale: 0n });
  const amount = BigInt(text.slice(0, point) + text.slice(point + 1));
  return dinero({ amount, currency: USD, scale: BigInt(text.length - point - 1) });
}

function textOf(money: Money): string {
  const snapshot = toSnapshot(money);
  return scaledText(snapshot.amount, Number(snapshot.scale));
}

function compileRule(rule: LaneRule): Rule {
  switch (rule.kind) {
    case "share":
      return { kind: rule.kind, price: moneyOf(rule.price) };
    case "packages":
      return { kind: rule.kind, size: millionths(rule.size), price: moneyOf(rule.price) };
    default:
      return {
        kind: rule.kind,
        tiers: rule.tiers.map(({ upTo, price }) => ({
          upTo: upTo === null ? null : millionths(upTo),
          price: moneyOf(price),
        })),
      };
  }
}
