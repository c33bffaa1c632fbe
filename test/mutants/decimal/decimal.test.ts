// Exact arithmetic, where it loses digits and in which direction.
import { describe, expect, it } from "vitest";
import { decimalOf, divide, formatDecimal, type Rounding, roundTo } from "../../../src/decimal/decimal.ts";

const modes: readonly Rounding[] = ["half_up", "half_even", "up", "down", "ceiling", "floor"];

describe("decimalOf", () => {
  it("takes text only, so that no double gets in", () => {
    expect(() => decimalOf(0.5 as unknown as string)).toThrow();
  });
});

describe("divide", () => {
  // Half a unit in each of the four quadrants, to whole units.
  it.each([
    { a: "5", b: "2", expected: ["3", "2", "3", "2", "3", "2"] },
    { a: "-5", b: "2", expected: ["-3", "-2", "-3", "-2", "-2", "-3"] },
    { a: "5", b: "-2", expected: ["-3", "-2", "-3", "-2", "-2", "-3"] },
    { a: "-5", b: "-2", expected: ["3", "2", "3", "2", "3", "2"] },
  ])("rounds $a by $b as the quotient's sign says", ({ a, b, expected }) => {
    const quotients = modes.map((mode) => formatDecimal(divide(decimalOf(a), decimalOf(b), 0, mode)));
    expect(quotients).toEqual(expected);
  });

  it("keeps 18 places, rounded half away from zero, where nothing else is asked for", () => {
    expect(formatDecimal(divide(decimalOf("2"), decimalOf("3")))).toBe("0.666666666666666667");
    expect(formatDecimal(divide(decimalOf("-2"), decimalOf("3")))).toBe("-0.666666666666666667");
  });
});

describe("roundTo", () => {
  it.each([
    { value: "2.5", expected: ["3", "2", "3", "2", "3", "2"] },
    { value: "-2.5", expected: ["-3", "-2", "-3", "-2", "-2", "-3"] },
  ])("rounds $value by each mode", ({ value, expected }) => {
    expect(modes.map((mode) => formatDecimal(roundTo(decimalOf(value), 0, mode)))).toEqual(expected);
  });

  it("rounds before the point for a scale below zero", () => {
    expect(formatDecimal(roundTo(decimalOf("1250"), -2, "half_even"))).toBe("1200");
  });
});
