// How fine a contract's amounts are: as its currency says, as it says itself, or as most currencies are.
import { describe, expect, it } from "vitest";
import { minorDigits } from "../../src/decimal/currencyDigits.ts";

describe("minorDigits", () => {
  it("are the contract's own before the currency's", () => {
    expect(minorDigits({ currency: "CREDITS", currency_digits: 4 })).toBe(4);
    expect(minorDigits({ currency: "JPY" })).toBe(0);
    expect(minorDigits({ currency: "KWD" })).toBe(3);
  });

  it("are two where neither says anything, as in a contract that was never parsed", () => {
    expect(minorDigits({ currency: "CREDITS" })).toBe(2);
  });
});
