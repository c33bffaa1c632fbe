// Exact fractions over BigInt: slow, naive, and with no limit of digits. Only the oracle computes with them.
import type { RoundingMode } from "../../src/model/contract.ts";

/** A reduced fraction; the denominator is above zero. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

export const zero: Fraction = { n: 0n, d: 1n };
export const one: Fraction = { n: 1n, d: 1n };

/** Reads plain decimal text, or a number by its shortest text. */
export function fraction(value: string | number | bigint): Fraction {
  const text = String(value);
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text);
  if (match === null) throw new Error(`the oracle cannot read ${JSON.stringify(text)} as a decimal`);
  const digits = match[3] ?? "";
  const exponent = BigInt(match[4] ?? "0") - BigInt(digits.length);
  const magnitude = BigInt((match[2] ?? "") + digits);
  const n = match[1] === "-" ? -magnitude : magnitude;
  return exponent < 0n ? reduce(n, 10n ** -exponent) : reduce(n * 10n ** exponent, 1n);
}

export function add(a: Fraction, b: Fraction): Fraction {
  return reduce(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return add(a, negate(b));
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return reduce(a.n * b.n, a.d * b.d);
}

export function divide(a: Fraction, b: Fraction): Fraction {
  if (b.n === 0n) throw new Error("the oracle does not divide by zero");
  return b.n < 0n ? reduce(-a.n * b.d, -a.d * b.n) : reduce(a.n * b.d, a.d * b.n);
}

export function negate(a: Fraction): Fraction {
  return { n: -a.n, d: a.d };
}

/** Below zero, zero or above zero, as a is below, equal to or above b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function isZero(a: Fraction): boolean {
  return a.n === 0n;
}

export function isNegative(a: Fraction): boolean {
  return a.n < 0n;
}

export function smaller(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) <= 0 ? a : b;
}

export function larger(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) >= 0 ? a : b;
}

export function sum(parts: readonly Fraction[]): Fraction {
  return parts.reduce(add, zero);
}

/** A quotient as it is kept: with 18 decimal places, halves away from zero. */
export function quotient(a: Fraction, b: Fraction): Fraction {
  return round(divide(a, b), 18, "half_up");
}

/** The exact plain decimal: no exponent, no trailing zeros, no negative zero. */
export function toText(a: Fraction): string {
  for (let scale = 0n; scale <= 400n; scale += 1n) {
    const scaled = a.n * 10n ** scale;
    if (scaled % a.d === 0n) return write(scaled / a.d, Number(scale));
  }
  throw new Error(`${a.n}/${a.d} is not a decimal`);
}

/** The nearest multiple of 10^-scale, as the mode chooses; a scale below zero rounds to tens, hundreds and so on. */
export function round(a: Fraction, scale: number, mode: RoundingMode): Fraction {
  const unit = scale >= 0 ? reduce(1n, 10n ** BigInt(scale)) : reduce(10n ** BigInt(-scale), 1n);
  const count = reduce(a.n * unit.d, a.d * unit.n);
  const below = floor(count);
  const whole = below * count.d === count.n;
  return multiply(reduce(whole ? below : below + BigInt(stepsUp(count, below, mode)), 1n), unit);
}

/** 1 when a count between two whole numbers goes to the upper one. */
function stepsUp(count: Fraction, below: bigint, mode: RoundingMode): 0 | 1 {
  const negative = count.n < 0n;
  const half = compare({ n: 2n * (count.n - below * count.d), d: count.d }, one);
  switch (mode) {
    case "ceiling":
      return 1;
    case "floor":
      return 0;
    case "up":
      return negative ? 0 : 1;
    case "down":
      return negative ? 1 : 0;
    case "half_up":
      return half > 0 || (half === 0 && !negative) ? 1 : 0;
    case "half_even":
      return half > 0 || (half === 0 && below % 2n !== 0n) ? 1 : 0;
  }
}

function floor(a: Fraction): bigint {
  const quotient = a.n / a.d;
  return a.n < 0n && quotient * a.d !== a.n ? quotient - 1n : quotient;
}

function write(digits: bigint, scale: number): string {
  const magnitude = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  const split = magnitude.length - scale;
  const plain = scale === 0 ? magnitude : `${magnitude.slice(0, split)}.${magnitude.slice(split)}`;
  return digits < 0n ? `-${plain}` : plain;
}

function reduce(n: bigint, d: bigint): Fraction {
  if (d === 1n) return { n, d };
  let a = n < 0n ? -n : n;
  let b = d;
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { n: 0n, d: 1n } : { n: n / a, d: d / a };
}
