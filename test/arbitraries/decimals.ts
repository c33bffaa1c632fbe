// Decimal text, weighted to where arithmetic goes wrong: zeros, halves at the rounding digit, 15 digits and more.
import fc from "fast-check";
import { fraction, round, toText } from "../oracle/fraction.ts";

/** Canonical decimal text from 0 to `max`, with at most `scale` digits after the point. */
export function decimalText(max: bigint, scale: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.integer({ min: 0, max: scale }), fc.bigInt({ min: 0n, max: 10n ** 9n }))
    .map(([digits, share]) => {
      const units = (max * 10n ** BigInt(digits) * share) / 10n ** 9n;
      return toText({ n: units, d: 10n ** BigInt(digits) });
    });
}

/** Quantities from nothing to 20 digits, none below zero. */
export const quantity: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 30 }).map(String) },
  { weight: 3, arbitrary: decimalText(200n, 4) },
  { weight: 1, arbitrary: decimalText(10n ** 12n, 3) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "0",
      "0.5",
      "0.000000000000000001",
      "999999999999999",
      "9007199254740993",
      "123456789012.345",
      "99999999999999999999.999999999999999999",
    ),
  },
);

/** Prices, many of which leave a half at the digit that is rounded. */
export const price: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("0", "1", "0.5", "0.05", "0.005", "0.015", "0.0025", "2.5", "10") },
  { weight: 4, arbitrary: decimalText(100n, 6) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("0.000000000000000001", "0.123456789012345678", "99999999999999999999"),
  },
);

/** A share from 0 to 1. */
export const rate: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("0", "1", "0.05", "0.029", "0.5", "0.000000000000000001"),
  decimalText(1n, 6),
);

/** Amounts that a currency of so many digits can pay. */
export function money(digits: number, max = 500n): fc.Arbitrary<string> {
  return decimalText(max, 4).map((text) => toText(round(fraction(text), digits, "down")));
}

/** Any decimal, of either sign, that documents may hold. */
export const anyDecimal: fc.Arbitrary<string> = fc
  .tuple(fc.boolean(), fc.oneof(quantity, price, halves()))
  .map(([below, text]) => (below && text !== "0" ? `-${text}` : text));

/** Exact halves of a unit of 0 to 6 digits. */
function halves(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 6 }))
    .map(([units, digits]) => toText({ n: BigInt(units) * 10n + 5n, d: 10n ** BigInt(digits + 1) }));
}
