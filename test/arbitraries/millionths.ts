// Quantities around the ends of what whole millionths in doubles hold, in all their spellings and in many that are none.
import fc from "fast-check";
import { textOfWholes } from "../lane/wholes.ts";

/** The largest quantity that an event may have in numbers, in millionths. */
export const mostQuantity = 10n ** 15n;

/** The largest total, in millionths. */
export const mostTotal: bigint = 2n ** 53n - 1n;

const edges: readonly bigint[] = [
  0n,
  1n,
  10n,
  999_999n,
  1_000_000n,
  1_000_001n,
  10_000n,
  2n ** 31n,
  2n ** 32n,
  10n ** 12n,
  10n ** 14n,
  mostQuantity,
  2n ** 52n,
  2n ** 53n,
  10n ** 16n,
];

/** Whole millionths from 0 to `most`, many of them at an edge. */
export function millionths(most: bigint): fc.Arbitrary<bigint> {
  const near = fc
    .tuple(fc.constantFrom(...edges, most), fc.bigInt({ min: -2n, max: 2n }))
    .map(([edge, step]) => edge + step);
  const digits = fc
    .tuple(fc.bigInt({ min: 0n, max: most }), fc.integer({ min: 0, max: 16 }))
    .map(([value, dropped]) => value / 10n ** BigInt(dropped));
  const whole = fc
    .tuple(fc.bigInt({ min: 0n, max: most }), fc.constantFrom(10_000n, 1_000_000n))
    .map(([value, unit]) => value - (value % unit));
  return fc.oneof(near, digits, whole).map((value) => (value < 0n ? 0n : value > most ? most : value));
}

/** Canonical text of them. */
export function millionthsText(most: bigint): fc.Arbitrary<string> {
  return millionths(most).map((value) => textOfWholes(value, 6));
}

/** Canonical text from 0 on with any number of places, many of them with 6 or 7 or 15 to 17 digits. */
export const nearText: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(millionths(10n ** 17n), fc.bigInt({ min: 0n, max: 10n ** 20n })),
    fc.oneof(fc.constantFrom(0, 6, 7), fc.integer({ min: 0, max: 18 })),
  )
  .map(([value, places]) => textOfWholes(value, places));

/** What a JSON number can be, and what only a double can be. */
export const anyNumber: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: millionthsText(10n ** 17n).map(Number) },
  { weight: 2, arbitrary: nearText.map(Number) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(millionthsText(2n * mostQuantity), fc.integer({ min: -3, max: 3 }))
      .map(([text, steps]) => neighbour(Number(text), steps)),
  },
  { weight: 1, arbitrary: fc.double() },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[-0, Number.NaN, Infinity, -Infinity, 5e-324, 1e-7, 1.5e-6, 0.1 + 0.2, 1e15, 1e16, 1e21],
      ...[-1, -1e-6, -1e-9, 4.35, 1.005, 2 ** 52, 2 ** 53, 2 ** 53 - 1, 2 ** 53 + 2, Number.MAX_VALUE],
    ),
  },
);

/** The double so many places above or below. */
function neighbour(value: number, steps: number): number {
  const words = new BigInt64Array(new Float64Array([value]).buffer);
  words[0] = (words[0] ?? 0n) + BigInt(steps);
  return new Float64Array(words.buffer)[0] ?? value;
}

/** Ways to write a decimal that say the same to a reader; most of them are refused. */
const spellings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => (text.includes(".") ? `${text}0` : `${text}.0`),
  (text) => (text.includes(".") ? text : `${text}.000000`),
  (text) => (text.includes(".") ? `${text}0000000` : `${text}.0000000`),
  (text) => `0${text}`,
  (text) => `00${text}`,
  (text) => `-${text}`,
  (text) => `+${text}`,
  (text) => ` ${text}`,
  (text) => `${text} `,
  (text) => `${text}.`,
  (text) => `.${text}`,
  (text) => `${text}e0`,
  (text) => `${text}E+2`,
  (text) => text.replace(".", ","),
  (text) => text.replace(/^0/, ""),
  (text) => text.replace(/\d$/, ""),
  (text) => text.replace(".", ".."),
  (text) => text.replace(/(\d)$/, "_$1"),
  (text) => `${text}\n`,
  (text) => `${text}\u0000`,
  // Digits of other scripts, and characters whose lower byte is that of a digit or of a point.
  (text) => text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))),
  (text) => text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  (text) => text.replace(/\d/g, (digit) => String.fromCharCode(0x130 + Number(digit))),
  (text) => text.replace(".", "\u012e"),
  (text) => text.replace(".", "/"),
  (text) => text.replace(/\d$/, ":"),
];

/** Texts that are decimals, nearly are, or are not. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: nearText },
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.oneof(nearText, millionthsText(10n ** 16n)), fc.constantFrom(...spellings))
      .map(([text, spell]) => spell(text)),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.constantFrom(..."0123456789.0.0-+eE /:"), { maxLength: 20 })
      .map((parts) => parts.join("")),
  },
  { weight: 1, arbitrary: fc.constantFrom("", ".", "-", "0", "-0", "00", "0.", ".0", "NaN", "Infinity") },
  { weight: 1, arbitrary: fc.string() },
);
