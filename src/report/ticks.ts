// Round numbers along an axis, and how they are written.
import {
  compareFractions,
  exactText,
  type Fraction,
  minus,
  none,
  over,
  plus,
  times,
  wholeFraction,
} from "./fraction.ts";

/** Round numbers from `low` to `high`, both inside, at most so many. */
export function ticks(low: Fraction, high: Fraction, most: number): Fraction[] {
  const step = stepOf(minus(high, low), most);
  const first = ceilingOf(over(low, step));
  const found: Fraction[] = [];
  for (let at = times(wholeFraction(first), step); compareFractions(at, high) <= 0; at = plus(at, step))
    found.push(at);
  return found;
}

/** The least of 1, 2 and 5 times a power of ten with which there are few enough steps. */
function stepOf(range: Fraction, most: number): Fraction {
  if (range.n <= 0n) return wholeFraction(1);
  // A unit that is surely too small, found by counting digits; each turn makes it ten times as large.
  let unit = over(wholeFraction(10n ** BigInt(String(range.n).length)), {
    n: 10n ** BigInt(String(range.d).length + 3),
    d: 1n,
  });
  for (;;) {
    for (const factor of [1, 2, 5]) {
      const step = times(wholeFraction(factor), unit);
      if (compareFractions(over(range, step), wholeFraction(most - 1)) <= 0) return step;
    }
    unit = times(unit, wholeFraction(10));
  }
}

function ceilingOf({ n, d }: Fraction): bigint {
  const floor = n / d;
  return n > 0n && n % d !== 0n ? floor + 1n : floor;
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A round number in few characters: `2500`, `0.05`, `1.5·10⁹`. */
export function tickLabel(tick: Fraction): string {
  const text = compareFractions(tick, none) === 0 ? "0" : plainText(tick);
  if (text.length <= 6) return text;
  const [, sign = "", whole = "", fraction = ""] = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const exponent = whole === "0" ? digits.length - fraction.length - 1 : whole.length - 1;
  const kept = digits.replace(/0+$/, "");
  const mantissa = kept.length <= 1 ? kept : `${kept.slice(0, 1)}.${kept.slice(1)}`;
  return `${sign}${mantissa}·10${raised(exponent)}`;
}

/** Ticks are multiples of powers of ten, so they are decimals; their denominators need not be powers of ten. */
function plainText(tick: Fraction): string {
  return exactText({ n: (tick.n * 10n ** 60n) / tick.d, d: 10n ** 60n });
}

function raised(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) =>
    superscripts.charAt(digit.charCodeAt(0) - 48),
  );
  return `${exponent < 0 ? "⁻" : ""}${digits.join("")}`;
}
