// What a rule's own discounts and limits make of an amount, and of which amounts they ask where they begin to count.
import { describe, expect, it } from "vitest";
import { decimalOf, formatDecimal } from "../../../src/decimal/decimal.ts";
import { adjustmentsOf } from "../../../src/invoicing/adjustmentsOf.ts";
import type { UsageRule } from "../../../src/model/pricingProgram.ts";

const amounts = ["0", "10", "84", "100", "200"];

/** What is billed of some amounts; then, by limit, what stands before it of the same ones. */
function told(terms: object): { readonly billed: string[]; readonly bends: [string, string[]][] } {
  const base = { id: "r", name: "R", type: "usage", model: "per_unit", metric: "calls", unit_amount: "1" };
  const { billed, bends } = adjustmentsOf({ ...base, ...terms } as unknown as UsageRule);
  return {
    billed: amounts.map((amount) => formatDecimal(billed(decimalOf(amount)))),
    bends: bends.map(({ at, before }) => [
      formatDecimal(at),
      amounts.map((amount) => formatDecimal(before(decimalOf(amount)))),
    ]),
  };
}

describe("adjustments of a rule", () => {
  it("leave an amount as it is, where there are none", () => {
    expect(told({})).toEqual({ billed: amounts, bends: [] });
  });

  it("bend where a fixed discount has taken all there is, after the discounts before it", () => {
    const discounts = [{ percent: "0.5" }, { amount: "10" }, { amount: "20" }];
    expect(told({ discounts })).toEqual({
      billed: ["0", "0", "12", "20", "70"],
      bends: [
        ["10", ["0", "5", "42", "50", "100"]],
        ["20", ["0", "0", "32", "40", "90"]],
      ],
    });
  });

  it("bend at the minimum, the maximum and the cap, each after what comes before it", () => {
    const discounts = [{ percent: "0.5" }, { amount: "10" }];
    const limits = { minimum_amount: "30", maximum_amount: "40", monthly_cap: "35" };
    expect(told({ discounts, ...limits })).toEqual({
      billed: ["30", "30", "32", "35", "35"],
      bends: [
        ["10", ["0", "5", "42", "50", "100"]],
        ["30", ["0", "0", "32", "40", "90"]],
        ["40", ["30", "30", "32", "40", "90"]],
        ["35", ["30", "30", "32", "40", "40"]],
      ],
    });
  });

  it("bend at each limit alone too", () => {
    expect(told({ minimum_amount: "30" })).toEqual({
      billed: ["30", "30", "84", "100", "200"],
      bends: [["30", amounts]],
    });
    expect(told({ maximum_amount: "90" }).bends).toEqual([["90", amounts]]);
    expect(told({ monthly_cap: "90" })).toEqual({
      billed: ["0", "10", "84", "90", "90"],
      bends: [["90", amounts]],
    });
  });
});
