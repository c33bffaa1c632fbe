// What is no mode, no scale and no decimal is refused with its place.
import { describe, expect, it } from "vitest";
import { BillingError, type RoundingMode, roundDecimal } from "../../src/index.ts";

function refusalOf(act: () => unknown): [code: string, path: string | undefined] {
  try {
    act();
  } catch (error) {
    if (error instanceof BillingError) return [error.code, error.issues[0]?.path];
    throw error;
  }
  throw new Error("was not refused");
}

describe("roundDecimal", () => {
  it("refuses what is no mode", () => {
    const mode = "half_down" as RoundingMode;
    expect(refusalOf(() => roundDecimal("1.5", 0, mode))).toEqual(["value_invalid", "mode"]);
  });

  it("refuses what is no scale", () => {
    for (const scale of [0.5, 101, -101, Number.NaN])
      expect(refusalOf(() => roundDecimal("1.5", scale, "up"))).toEqual(["integer_invalid", "scale"]);
    expect(roundDecimal("150", -2, "half_even")).toBe("200");
  });

  it("refuses what is no decimal", () => {
    expect(refusalOf(() => roundDecimal("1e3", 0, "up"))).toEqual(["decimal_invalid_format", "value"]);
  });
});
