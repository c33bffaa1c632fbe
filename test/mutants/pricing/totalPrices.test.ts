// What the price of a total tells: its amount, its steps, and the one price of a unit where there is one.
import { describe, expect, it } from "vitest";
import { decimalOf, formatDecimal } from "../../../src/decimal/decimal.ts";
import { packaged } from "../../../src/pricing/packaged.ts";
import { perUnit } from "../../../src/pricing/perUnit.ts";
import type { TotalPrice } from "../../../src/pricing/price.ts";
import { tiered } from "../../../src/pricing/tiered.ts";
import { withIncluded } from "../../../src/pricing/withIncluded.ts";
import { withClamp } from "../../../src/pricing/withNegativeUsage.ts";
import { withTransform } from "../../../src/pricing/withTransform.ts";

/** Each step as its fields in a line, and the amount and the unit price of the whole. */
function told(price: TotalPrice, quantity: string): unknown {
  const at = decimalOf(quantity);
  const unit = price.unitPriceAt(at);
  return {
    amount: formatDecimal(price.amountAt(at)),
    unit: unit === null ? null : formatDecimal(unit),
    steps: price.stepsAt(at),
  };
}

describe("packaged", () => {
  const price = packaged({ package_size: "10", package_amount: "3" });

  it("tells how many packages of which size were begun", () => {
    const packages = { kind: "package", quantity: "11", package_size: "10", round: "up", packages: "2" };
    expect(told(price, "11")).toEqual({
      amount: "6",
      unit: null,
      steps: [{ ...packages, unit_price: "3", amount: "6" }],
    });
  });

  it("tells nothing where nothing was used", () => {
    expect(told(price, "0")).toEqual({ amount: "0", unit: null, steps: [] });
  });
});

describe("tiered", () => {
  const tiers = [
    { up_to: "10", unit_amount: "2" },
    { up_to: "20", unit_amount: "1", flat_amount: "5" },
    { up_to: null, unit_amount: "0.5" },
  ];
  const unitPrices = (price: TotalPrice, quantities: readonly string[]) =>
    quantities.map((quantity) => (told(price, quantity) as { readonly unit: string | null }).unit);

  it("tells a tier for each part of a graduated total, and none that is only touched", () => {
    const price = tiered({ tiers_mode: "graduated", tiers });
    const first = {
      kind: "tier",
      up_to: "10",
      quantity: "10",
      unit_price: "2",
      flat_amount: "0",
      amount: "20",
    };
    expect(told(price, "10")).toEqual({ amount: "20", unit: "2", steps: [first] });
    const second = {
      kind: "tier",
      up_to: "20",
      quantity: "1",
      unit_price: "1",
      flat_amount: "5",
      amount: "6",
    };
    expect(told(price, "11")).toEqual({ amount: "26", unit: null, steps: [first, second] });
  });

  it("tells of units at the ladder's beginning that they are included", () => {
    const price = tiered({ tiers_mode: "graduated", tiers }, { consumed: decimalOf("4") });
    const included = { kind: "included", quantity: "4", amount: "0" };
    const first = {
      kind: "tier",
      up_to: "10",
      quantity: "2",
      unit_price: "2",
      flat_amount: "0",
      amount: "4",
    };
    expect(told(price, "4")).toMatchObject({ amount: "0", steps: [included] });
    expect(told(price, "6")).toMatchObject({ amount: "4", steps: [included, first] });
    expect(told(price, "3")).toMatchObject({ amount: "0", steps: [{ ...included, quantity: "3" }] });
  });

  it("has one price of a unit in a graduated ladder up to the first bound only", () => {
    const plain = [
      { up_to: "10", unit_amount: "2" },
      { up_to: null, unit_amount: "0.5" },
    ];
    expect(unitPrices(tiered({ tiers_mode: "graduated", tiers: plain }), ["0", "10", "10.1"])).toEqual([
      "2",
      "2",
      null,
    ]);
  });

  it("has it in the tier after that too, where all units of the first are included", () => {
    const plain = [
      { up_to: "10", unit_amount: "2" },
      { up_to: "20", unit_amount: "1" },
      { up_to: null, unit_amount: "0.5" },
    ];
    const price = tiered({ tiers_mode: "graduated", tiers: plain }, { consumed: decimalOf("10") });
    expect(unitPrices(price, ["10", "11", "20", "21"])).toEqual(["2", "1", "1", null]);
  });

  it("has it in every tier of a volume ladder that is plain", () => {
    const most = [
      { up_to: "10", unit_amount: "2" },
      { up_to: "20", unit_amount: "1", flat_amount: "5" },
      { up_to: "30", unit_amount: "1", package_size: "5" },
      { up_to: "40", unit_amount: "1", maximum_amount: "32" },
      { up_to: null, unit_amount: "0.5" },
    ];
    const price = tiered({ tiers_mode: "volume", tiers: most });
    expect(unitPrices(price, ["10", "20", "30", "40", "41"])).toEqual(["2", null, null, null, "0.5"]);
  });
});

describe("withClamp", () => {
  const price = withClamp(perUnit(decimalOf("2"), "unit"));

  it("tells of a total below zero that nothing of it is billed", () => {
    const clamped = { kind: "clamped", quantity: "-3", amount: "0" };
    expect(told(price, "-3")).toEqual({ amount: "0", unit: "2", steps: [clamped] });
  });

  it("says no more than the price itself from zero on", () => {
    const unit = { kind: "unit", quantity: "3", unit_price: "2", amount: "6" };
    expect(told(price, "3")).toEqual({ amount: "6", unit: "2", steps: [unit] });
    expect(told(price, "0")).toEqual({ amount: "0", unit: "2", steps: [] });
  });
});

describe("withTransform", () => {
  const inner = withIncluded(perUnit(decimalOf("2"), "unit"), decimalOf("1"), "shift");
  const price = withTransform(inner, { divide_by: "10", round: "up" });

  it("tells what the total was turned into, then what comes of that", () => {
    const turned = {
      kind: "transform",
      quantity: "11",
      divide_by: "10",
      round: "up",
      result: "2",
      amount: "0",
    };
    const unit = { kind: "unit", quantity: "1", unit_price: "2", amount: "2" };
    expect(told(price, "11")).toEqual({
      amount: "2",
      unit: null,
      steps: [turned, { kind: "included", quantity: "1", amount: "0" }, unit],
    });
  });

  it("tells nothing where nothing was used", () => {
    expect(told(price, "0")).toEqual({ amount: "0", unit: null, steps: [] });
  });
});
