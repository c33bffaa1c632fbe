// Exact arithmetic on decimal text, for what a caller works out before a rule is written or after a bill is read.
import {
  divide,
  type Fraction,
  fraction,
  multiply,
  round,
  subtract,
  sum,
  toText,
} from "../oracle/fraction.ts";
import type { Share } from "./vector.ts";

export function plus(...values: readonly string[]): string {
  return toText(sum(values.map(fraction)));
}

export function minus(a: string, b: string): string {
  return toText(subtract(fraction(a), fraction(b)));
}

export function times(a: string, b: string): string {
  return toText(multiply(fraction(a), fraction(b)));
}

/** The exact quotient; it has to be a decimal. */
export function divided(a: string, b: string): string {
  return toText(divide(fraction(a), fraction(b)));
}

/** The quotient to so many places. */
export function ratio(a: string, b: string, scale: number): string {
  return toText(round(divide(fraction(a), fraction(b)), scale, "half_up"));
}

/** What part of `b` is `a`: a decimal where it is one, else a fraction in its lowest terms. */
export function share(a: string, b: string): string {
  return spelled(divide(fraction(a), fraction(b)));
}

/** One spelling for a decimal or a fraction, so that 13.50 and 13.5 agree, and 4/30 and 2/15. */
export function plainNumber(text: string): string {
  const [numerator = "", denominator = "1"] = text.split("/");
  return share(numerator, denominator);
}

function spelled(value: Fraction): string {
  let rest = value.d;
  for (const factor of [2n, 5n]) while (rest % factor === 0n) rest /= factor;
  return rest === 1n ? toText(value) : `${value.n}/${value.d}`;
}

/** That share of an amount, to so many places. */
export function portion(amount: string, { numerator, denominator }: Share, scale: number): string {
  return ratio(times(amount, String(numerator)), String(denominator), scale);
}
