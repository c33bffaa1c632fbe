// Quantities as whole numbers of millionths, in a double: exact, and as cheap as floats. What does not fit is NaN, which fails every
// comparison, so no bound has to be checked twice. The bounds are argued in `lanes.md`.
import { type Decimal, decimalOf, formatDecimal } from "../decimal/decimal.ts";

/** In one unit. */
export const million = 1_000_000;

/** The largest quantity of one event: so many digits a double keeps of any decimal. */
const mostMillionths = 1e15;

const [point, digitZero] = [0x2e, 0x30];

/** A JSON number in millionths; NaN below zero, beyond the bound, and where it is no whole number of them. */
export function millionthsOfNumber(value: number): number {
  const rounded = Math.round(value * million);
  // Adding 0 makes -0 zero. Dividing back is the proof that the number is that decimal.
  return rounded >= 0 && rounded <= mostMillionths && rounded / million === value ? rounded + 0 : Number.NaN;
}

/** The same of decimal text, given as bytes; NaN also for spellings that need a closer look. */
export function millionthsInBytes(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  // A leading zero stands alone, and 17 characters hold all that fits.
  if (length <= 0 || length > 17 || (length > 1 && bytes[from] === digitZero && bytes[from + 1] !== point)) {
    return Number.NaN;
  }
  let value = 0;
  let at = from;
  for (; at < to; at += 1) {
    const digit = (bytes[at] as number) - digitZero;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === from) return Number.NaN;
  let missing = 6;
  if (at < to) {
    const digits = to - at - 1;
    if (bytes[at] !== point || digits < 1 || digits > 6) return Number.NaN;
    for (at += 1; at < to; at += 1) {
      const digit = (bytes[at] as number) - digitZero;
      if (digit < 0 || digit > 9) return Number.NaN;
      value = value * 10 + digit;
    }
    missing -= digits;
  }
  const scaled = value * (tens[missing] as number);
  return scaled <= mostMillionths ? scaled : Number.NaN;
}

/** The same, put into a list. */
export function putMillionthsInBytes(
  bytes: Uint8Array,
  from: number,
  to: number,
  into: Float64Array,
  at: number,
): void {
  into[at] = millionthsInBytes(bytes, from, to);
}

const tens: readonly number[] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

const scratch = new Uint8Array(17);

/** The same of decimal text. */
export function millionthsOfText(text: string): number {
  const { length } = text;
  if (length > scratch.length) return Number.NaN;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    // A larger code would lose its upper bits in a byte, and could pass for a digit.
    if (code > 0x39) return Number.NaN;
    scratch[at] = code;
  }
  return millionthsInBytes(scratch, 0, length);
}

/** The same of anything that a quantity can be sent as, put into a list. */
export function putMillionths(value: unknown, into: Float64Array, at: number): void {
  if (typeof value === "number") into[at] = millionthsOfNumber(value);
  else into[at] = typeof value === "string" ? millionthsOfText(value) : Number.NaN;
}

/** The same of a decimal. */
export function millionthsOfDecimal(value: Decimal): number {
  return millionthsOfText(formatDecimal(value));
}

/** The same of a total, which may be larger than the quantity of one event. */
export function millionthsOfTotal(value: Decimal): number {
  const [whole = "", fraction = ""] = formatDecimal(value).split(".");
  if (whole.length > 10 || fraction.length > 6) return Number.NaN;
  return integerIn(whole) * million + integerIn(fraction.padEnd(6, "0"));
}

/** The number that digits write, NaN with anything else among them; up to 15 digits it is exact. */
export function integerIn(digits: string): number {
  let value = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(at) - digitZero;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN;
  }
  return value;
}

/** Plain decimal text of whole millionths, not below zero. */
export function formatMillionths(value: number): string {
  const units = Math.floor(value / million);
  const rest = value - units * million;
  return rest === 0 ? String(units) : `${units}.${trimZeros(String(rest + million).slice(1))}`;
}

export function decimalOfMillionths(value: number): Decimal {
  return decimalOf(formatMillionths(value));
}

/** Digits without the zeros at their end. */
export function trimZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === digitZero) end -= 1;
  return end === digits.length ? digits : digits.slice(0, end);
}
