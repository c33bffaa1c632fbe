// Exact decimals: the only file that knows big.js. A private constructor keeps a host that changes `Big.DP`,
// `Big.RM` or `Big.strict` from changing any result here. Only `divide` and `roundTo` lose digits, and say how.
import Big from "big.js";

declare const decimal: unique symbol;

/** An exact decimal number; opaque outside this room. */
export interface Decimal {
  readonly [decimal]: never;
}

const Exact = /* @__PURE__ */ createConstructor();

function createConstructor(): Big.BigConstructor {
  const own = Big();
  own.strict = true;
  return own;
}

const big = (value: Decimal): Big => value as unknown as Big;
const own = (value: Big): Decimal => value as unknown as Decimal;

/** Reads text that is known to be a plain decimal (`checkDecimal` is the door for all other text). */
export function decimalOf(text: string): Decimal {
  return own(new Exact(text));
}

export const zero: Decimal = /* @__PURE__ */ decimalOf("0");
export const one: Decimal = /* @__PURE__ */ decimalOf("1");

/** Plain notation: no exponent, no trailing zeros, no negative zero. */
export function formatDecimal(value: Decimal): string {
  return isZero(value) ? "0" : big(value).toFixed();
}

export function add(a: Decimal, b: Decimal): Decimal {
  return own(big(a).plus(big(b)));
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return own(big(a).minus(big(b)));
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return own(big(a).times(big(b)));
}

export function negate(a: Decimal): Decimal {
  return subtract(zero, a);
}

/** Below, at or above zero when `a` is below, equal to or above `b`. */
export function compare(a: Decimal, b: Decimal): number {
  return big(a).cmp(big(b));
}

export function isZero(a: Decimal): boolean {
  return big(a).c[0] === 0;
}

export function isNegative(a: Decimal): boolean {
  return big(a).s < 0 && !isZero(a);
}

export function minimum(a: Decimal, b: Decimal): Decimal {
  return compare(a, b) <= 0 ? a : b;
}

export function maximum(a: Decimal, b: Decimal): Decimal {
  return compare(a, b) >= 0 ? a : b;
}

/** Places after the point that a quotient keeps where nothing else is asked for: as many as documents hold. */
export const quotientScale = 18;

/** A constructor of its own, as big.js takes the scale and the mode of a division from there. */
const Quotient = /* @__PURE__ */ createConstructor();

/** The exact quotient, rounded once, to `scale` places. `b` must not be zero. */
export function divide(
  a: Decimal,
  b: Decimal,
  scale: number = quotientScale,
  mode: Rounding = "half_up",
): Decimal {
  Quotient.DP = scale;
  Quotient.RM = bigMode(mode, isNegative(a) !== isNegative(b));
  return own(new Exact(new Quotient(big(a)).div(new Quotient(big(b)))));
}

/** Digits after the decimal point. */
export function scaleOf(value: Decimal): number {
  const { c, e } = big(value);
  return Math.max(0, c.length - 1 - e);
}

/** A whole number that is small enough to be one of JavaScript's own. */
export function integerOf(value: Decimal): number {
  return Number(formatDecimal(value));
}

/** The ways in which digits can be lost. */
export type Rounding = "half_up" | "half_even" | "up" | "down" | "ceiling" | "floor";

/** To `scale` places after the point (below zero: before it). */
export function roundTo(value: Decimal, scale: number, mode: Rounding): Decimal {
  return own(big(value).round(scale, bigMode(mode, isNegative(value))));
}

function bigMode(mode: Rounding, negative: boolean): Big.RoundingMode {
  switch (mode) {
    case "down":
      return 0;
    case "half_up":
      return 1;
    case "half_even":
      return 2;
    case "up":
      return 3;
    case "ceiling":
      return negative ? 0 : 3;
    case "floor":
      return negative ? 3 : 0;
  }
}
