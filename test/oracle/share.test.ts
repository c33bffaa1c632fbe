// The oracle's shares of an amount against figures worked out by hand.
import { describe, expect, it } from "vitest";
import { fraction, toText } from "./fraction.ts";
import { shareOut, weightsOf } from "./share.ts";

describe("shares", () => {
  it("add up to the whole, in both directions, and give in doubt to the first", () => {
    const share = (amount: string, weights: string[]) =>
      shareOut(fraction(amount), weights.map(fraction), 2).map(toText);
    expect(share("1", ["1", "1", "1"])).toEqual(["0.34", "0.33", "0.33"]);
    expect(share("-1", ["1", "1", "1"])).toEqual(["-0.34", "-0.33", "-0.33"]);
    expect(share("0.02", ["1", "5", "1"])).toEqual(["0", "0.02", "0"]);
    expect(share("0.01", ["0", "0"])).toEqual(["0.01", "0"]);
    expect(weightsOf(["-3", "1"].map(fraction)).map(toText)).toEqual(["3", "0"]);
    expect(weightsOf(["-3", "3"].map(fraction)).map(toText)).toEqual(["0", "3"]);
  });
});
