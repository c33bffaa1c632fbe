// How a rule becomes a price: which steps its total tells, which cells it has, and what it does with totals below zero.
import { describe, expect, it } from "vitest";
import { decimalOf, formatDecimal } from "../../../src/decimal/decimal.ts";
import { InvariantError } from "../../../src/model/errors.ts";
import type { PerUnitRule, TimeOfDayRule, UsageRule } from "../../../src/model/pricingProgram.ts";
import { compilePrice } from "../../../src/pricing/compilePrice.ts";

const base = { id: "rule", name: "Rule", type: "usage", metric: "calls" } as const;
const perUnit: PerUnitRule = { ...base, model: "per_unit", unit_amount: "2" };

function totalOf(
  rule: UsageRule,
  quantity: string,
): { readonly amount: string; readonly kinds: readonly string[] } {
  const price = compilePrice(rule).priceOf(undefined);
  if (price.per === "event") throw new Error("a price of events has no total");
  const at = decimalOf(quantity);
  return { amount: formatDecimal(price.amountAt(at)), kinds: price.stepsAt(at).map(({ kind }) => kind) };
}

describe("compilePrice", () => {
  it("tells a percentage from a price of units", () => {
    expect(totalOf(perUnit, "3")).toEqual({ amount: "6", kinds: ["unit"] });
    expect(totalOf({ ...base, model: "percentage", rate: "0.5" }, "3")).toEqual({
      amount: "1.5",
      kinds: ["rate"],
    });
  });

  it("bills nothing for what was carried over below zero, though the rule refuses events below zero", () => {
    const carried = { ...perUnit, aggregation: "latest", carry_over: true } as const;
    expect(totalOf(carried, "-3")).toEqual({ amount: "0", kinds: ["clamped"] });
    expect(totalOf({ ...carried, negative_usage: "credit" }, "-3").amount).toBe("-6");
  });

  it("has no cells where the price is the same for all events", () => {
    const { cells, hasCell } = compilePrice(perUnit);
    expect([cells, hasCell(undefined), hasCell("default"), hasCell({ region: "eu" })]).toEqual([
      undefined,
      true,
      false,
      false,
    ]);
  });

  it("has no price without a cell where the price depends on it", () => {
    const windows: TimeOfDayRule = {
      ...base,
      model: "time_of_day",
      windows: [{ from: "06:00", to: "12:00", unit_amount: "1" }],
      default: "free",
    };
    const { hasCell, priceOf } = compilePrice(windows);
    expect([hasCell(undefined), hasCell("default"), hasCell({ from: "06:00", to: "12:00" })]).toEqual([
      false,
      true,
      true,
    ]);
    expect(() => priceOf(undefined)).toThrow(InvariantError);
    expect(() => priceOf(undefined)).toThrow("time_of_day price has lost its cell");
  });

  it("names the cell that it was asked for, whatever becomes of what it was asked with", () => {
    const matrix = { ...base, model: "matrix", dimensions: ["region"], default: "free" } as const;
    const cell: Record<string, string> = { region: "eu" };
    const price = compilePrice({ ...matrix, cells: [{ when: { region: "eu" }, unit_amount: "3" }] }).priceOf(
      cell,
    );
    if (price.per === "event") throw new Error("a price of events has no total");
    cell.region = "us";
    expect(price.stepsAt(decimalOf("2"))).toMatchObject([{ cell: { region: "eu" }, amount: "6" }]);
  });

  it("knows no model that no rule can have", () => {
    const none = { ...base, model: "none" } as unknown as UsageRule;
    expect(() => compilePrice(none)).toThrow("model none has no price of a total");
  });
});
