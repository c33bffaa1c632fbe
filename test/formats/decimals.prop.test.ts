// The arithmetic of this room against fractions: sums, products, quotients, moved points; canonical text, whatever the size.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { civilDayAfter, unixSecondsOf } from "../../src/formats/civilDays.ts";
import {
  compareDecimals,
  movedPoint,
  negatedDecimal,
  productOfDecimals,
  scaleOf,
  sumOfDecimals,
  wholeNumber,
  wholeQuotient,
} from "../../src/formats/decimals.ts";
import { anyDecimal } from "../arbitraries/decimals.ts";
import { runs } from "../laws.ts";
import { compare, divide, fraction, multiply, negate, sum, toText } from "../oracle/fraction.ts";

describe("decimals", () => {
  it("add up, multiply and compare as fractions do", () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, fc.integer({ min: -20, max: 20 }), (a, b, places) => {
        expect(sumOfDecimals([a, b])).toBe(toText(sum([fraction(a), fraction(b)])));
        expect(productOfDecimals(a, b)).toBe(toText(multiply(fraction(a), fraction(b))));
        expect(negatedDecimal(a)).toBe(toText(negate(fraction(a))));
        expect(compareDecimals(a, b)).toBe(Math.sign(compare(fraction(a), fraction(b))) + 0);
        const ten = fraction(10n ** BigInt(Math.abs(places)));
        const moved = places < 0 ? divide(fraction(a), ten) : multiply(fraction(a), ten);
        expect(movedPoint(a, places)).toBe(toText(moved));
        expect(scaleOf(a)).toBe((toText(fraction(a)).split(".")[1] ?? "").length);
      }),
      runs(1000),
    );
    expect(sumOfDecimals([])).toBe("0");
    expect(sumOfDecimals(["-0", "0.10", "-0.1"])).toBe("0");
  });

  it("divide where the quotient is whole, and say so where it is not", () => {
    expect(wholeQuotient("1000", "100")).toBe("10");
    expect(wholeQuotient("1.5", "0.25")).toBe("6");
    expect(wholeQuotient("1000", "300")).toBeUndefined();
    expect(wholeQuotient("1", "0")).toBeUndefined();
  });

  it("are numbers where they are whole and of 15 digits at most", () => {
    expect([wholeNumber("0"), wholeNumber("-0"), wholeNumber("-12"), wholeNumber("999999999999999")]).toEqual(
      [0, 0, -12, 999999999999999],
    );
    expect([
      wholeNumber("1.5"),
      wholeNumber("1000000000000000"),
      wholeNumber(""),
      wholeNumber("1e3"),
    ]).toEqual(Array(4).fill(undefined));
  });
});

describe("days", () => {
  it("follow one another, and have their seconds, from 1970 to 2199", () => {
    for (let day = 0; day < 84_006; day += 1) {
      const [text = "", next] = [day, day + 1].map((at) => new Date(at * 86_400_000).toISOString());
      if (civilDayAfter(text.slice(0, 10)) !== next?.slice(0, 10))
        throw new Error(`${text} has another day after it`);
      if (unixSecondsOf(text) !== day * 86_400) throw new Error(`${text} is at other seconds`);
    }
    expect(unixSecondsOf("2026-03-25T12:34:56.789Z")).toBe(Date.UTC(2026, 2, 25, 12, 34, 56) / 1000);
  });
});
