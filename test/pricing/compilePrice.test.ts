// Prices are compiled once for equal content, and more contents than are kept at hand change nothing about them.
import { describe, expect, it } from "vitest";
import { decimalOf, formatDecimal } from "../../src/decimal/decimal.ts";
import type { UsageRule } from "../../src/model/pricingProgram.ts";
import { compilePrice } from "../../src/pricing/compilePrice.ts";

const rule = (unit: number, id = `r${unit}`): UsageRule => ({
  ...{ id, name: id, type: "usage", model: "per_unit", metric: "calls", unit_amount: String(unit) },
});

function priceOfTen(of: UsageRule): string {
  const price = compilePrice(of).priceOf(undefined);
  if (price.per !== "total") throw new Error("a price of units is a price of their total");
  return formatDecimal(price.amountAt(decimalOf("10")));
}

describe("compilePrice", () => {
  it("is the same object for rules of one content, whatever they are called", () => {
    expect(compilePrice(rule(5, "one"))).toBe(compilePrice(rule(5, "two")));
    expect(compilePrice(rule(5))).not.toBe(compilePrice(rule(6)));
  });

  it("gives each of thousands of rules its own price, and the first ones theirs again", () => {
    const rules = Array.from({ length: 2500 }, (_, unit) => rule(unit));
    const expected = rules.map((_, unit) => String(unit * 10));
    expect(rules.map(priceOfTen)).toEqual(expected);
    expect(rules.map((_, unit) => priceOfTen(rule(unit, "again")))).toEqual(expected);
  });
});
