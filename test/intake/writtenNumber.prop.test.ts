// JSON text loses nothing: whatever number is written there, what it is read as says the same number.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../src/index.ts";
import { runs } from "../laws.ts";
import { type Fraction, fraction, multiply } from "../oracle/fraction.ts";

const digits = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(..."00123456789"), minLength: 1, maxLength });

const literal: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("", "-"),
      digits(25).map((text) => text.replace(/^0+(?=.)/, "")),
      fc.option(digits(25)),
      fc.option(fc.tuple(fc.constantFrom("e", "E", "e+", "e-"), fc.nat({ max: 30 }))),
    )
    .map(([sign, whole, places, exponent]) =>
      [sign, whole, places === null ? "" : `.${places}`, ...(exponent ?? [])].join(""),
    ),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e25, max: 1e25 }).map(String),
);

/** The exact value of a literal, or of plain text. */
function exactly(text: string): Fraction {
  const [mantissa = "", exponent = "0"] = text.split(/[eE]/);
  const power = Number(exponent);
  const factor = power < 0 ? `0.${"0".repeat(-power - 1)}1` : `1${"0".repeat(power)}`;
  return multiply(fraction(mantissa), fraction(factor));
}

describe("parseJson", () => {
  it("reads a number as a number that prints the same value, or as decimal text of that value", () => {
    fc.assert(
      fc.property(literal, (text) => {
        const result = parseJson(`{"a":[${text}]}`);
        const [read] = (result as { value: { a: unknown[] } }).value.a;
        expect(exactly(String(read))).toEqual(exactly(text));
      }),
      runs(1000),
    );
  });
});
