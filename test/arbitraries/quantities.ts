// Quantities at which a price takes another turn: bounds of tiers, allowances, multiples of packages and divisors.
import fc from "fast-check";
import type { CellPrice, PricingProgram, Rule } from "../../src/model/pricingProgram.ts";
import { add, compare, fraction, multiply, toText, zero } from "../oracle/fraction.ts";
import { maybe, often } from "./base.ts";
import { quantity } from "./decimals.ts";

export interface QuantityPick {
  readonly amount: string;
  readonly bound: number | undefined;
  readonly step: string;
  readonly below: boolean;
}

export const quantityPick: fc.Arbitrary<QuantityPick> = fc.record({
  amount: quantity,
  bound: maybe(fc.nat({ max: 19 }), 1),
  step: fc.constantFrom("-0.001", "-0.000000000000000001", "0", "0.000000000000000001", "0.001", "1"),
  below: often(7),
});

/** A bound of some rule, give or take a little; or any quantity. Negative where the pick and the caller say so. */
export function quantityOf(
  bounds: readonly string[],
  { bound, step, amount, below }: QuantityPick,
  negative: boolean,
): string {
  const chosen = bound === undefined ? undefined : bounds[bound % Math.max(1, bounds.length)];
  const near = chosen === undefined ? fraction(amount) : add(fraction(chosen), fraction(step));
  const units = compare(near, zero) < 0 ? "0" : toText(near);
  const fits = (units.split(".")[1] ?? "").length <= 18;
  const text = fits ? units : amount;
  return below && negative && text !== "0" ? `-${text}` : text;
}

export function boundsOfPrograms(programs: readonly PricingProgram[]): string[] {
  return [...new Set(programs.flatMap(({ rules }) => rules.flatMap(boundsOf)))];
}

export function boundsOf(rule: Omit<Rule, "id" | "name">): string[] {
  const given = rule as Rule;
  if (given.type !== "usage") return [];
  const first = given.included_quantity === undefined ? [] : [given.included_quantity];
  const divisor = given.quantity_transform?.divide_by;
  const steps = divisor === undefined ? [] : multiples(divisor);
  return [...first, ...steps, ...boundsIn(given)];
}

function boundsIn(rule: Extract<Rule, { type: "usage" }>): string[] {
  switch (rule.model) {
    case "percentage":
      return rule.free_amount === undefined ? [] : [rule.free_amount];
    case "tiered":
    case "package":
      return boundsOfPrice(rule);
    case "matrix":
      return rule.cells.flatMap(boundsOfPrice);
    case "time_of_day":
      return rule.windows.flatMap(boundsOfPrice);
    default:
      return [];
  }
}

function boundsOfPrice(price: CellPrice): string[] {
  if ("package_size" in price) return multiples(price.package_size);
  if (!("tiers" in price)) return [];
  return price.tiers.flatMap(({ up_to, package_size }) => [
    ...(up_to === null ? [] : [up_to]),
    ...(package_size === undefined ? [] : multiples(package_size)),
  ]);
}

function multiples(size: string): string[] {
  return [1, 2, 5].map((factor) => toText(multiply(fraction(size), fraction(factor))));
}
