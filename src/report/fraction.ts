// Fractions of whole numbers: sums of amounts, and the places of things in a drawing. Documents hold decimals of any length,
// and none of them passes through a binary number here.

/** `n` ÷ `d`; `d` is above zero. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

export const none: Fraction = { n: 0n, d: 1n };

/** Reads a decimal of a document. What is none counts as zero: reports show such text as it is. What is asked for is checked before. */
export function fractionOf(decimal: string): Fraction {
  const [, sign = "", whole = "0", digits = ""] = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(decimal) ?? [];
  const size = BigInt(whole + digits);
  return { n: sign === "-" ? -size : size, d: 10n ** BigInt(digits.length) };
}

export function wholeFraction(n: number | bigint): Fraction {
  return { n: BigInt(n), d: 1n };
}

/** Where one denominator divides the other, as among decimals, it is kept: a sum of many would grow with each term otherwise. */
export function plus(a: Fraction, b: Fraction): Fraction {
  if (a.d === b.d) return { n: a.n + b.n, d: a.d };
  const [fine, coarse] = a.d > b.d ? [a, b] : [b, a];
  if (fine.d % coarse.d === 0n) return { n: fine.n + coarse.n * (fine.d / coarse.d), d: fine.d };
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { n: -b.n, d: b.d });
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.n, d: a.d * b.d };
}

/** By zero it is zero: no drawing of ours asks for it, and one of a curve that is none is to have an end. */
export function over(a: Fraction, b: Fraction): Fraction {
  if (b.n === 0n) return none;
  const sign = b.n < 0n ? -1n : 1n;
  return { n: sign * a.n * b.d, d: sign * a.d * b.n };
}

/** Below, at or above zero when `a` is below, equal to or above `b`. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function largest(fractions: readonly Fraction[]): Fraction {
  return fractions.reduce((most, one) => (compareFractions(one, most) > 0 ? one : most));
}

export function smallest(fractions: readonly Fraction[]): Fraction {
  return fractions.reduce((least, one) => (compareFractions(one, least) < 0 ? one : least));
}

/** In plain notation, rounded to so many places, halves away from zero. */
export function decimalText({ n, d }: Fraction, places: number): string {
  const scaled = (n < 0n ? -n : n) * 10n ** BigInt(places) * 2n + d;
  const digits = String(scaled / (2n * d)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  const text = fraction === "" ? whole : `${whole}.${fraction}`;
  return n < 0n && text !== "0" ? `-${text}` : text;
}

/** The decimal that a fraction is, where its denominator is a power of ten. */
export function exactText(fraction: Fraction): string {
  return decimalText(fraction, String(fraction.d).length - 1);
}
