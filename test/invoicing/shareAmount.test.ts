// L35 by example: what is shared out adds up, and where there is nothing to go by, the first takes it all.
import { describe, expect, it } from "vitest";
import { decimalOf, formatDecimal } from "../../src/decimal/decimal.ts";
import { shareAmount } from "../../src/invoicing/shareAmount.ts";

const shared = (amount: string, weights: readonly string[], digits = 2): string[] =>
  shareAmount(decimalOf(amount), weights.map(decimalOf), digits).map(formatDecimal);

describe("shareAmount", () => {
  it("gives what is left over to the largest remainders, and of equal ones to the first", () => {
    expect(shared("1", ["1", "1", "1"])).toEqual(["0.34", "0.33", "0.33"]);
    expect(shared("0.05", ["1", "2", "3"])).toEqual(["0.01", "0.02", "0.02"]);
    expect(shared("-1", ["1", "1", "1"])).toEqual(["-0.34", "-0.33", "-0.33"]);
    expect(shared("10", ["1", "1", "1"], 0)).toEqual(["4", "3", "3"]);
  });

  it("gives all of it to the first where no part has a weight", () => {
    expect(shared("5", ["0", "0", "0"])).toEqual(["5", "0", "0"]);
    expect(shared("-5", ["0", "0"])).toEqual(["-5", "0"]);
    expect(shared("5", [])).toEqual([]);
  });
});
