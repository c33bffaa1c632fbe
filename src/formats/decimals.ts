// All arithmetic of this room: decimal texts as whole numbers of one common unit. Exact, whatever their length.

/** A decimal as a whole number of units of 10^−scale. */
interface Scaled {
  readonly units: bigint;
  readonly scale: number;
}

export function sumOfDecimals(texts: readonly string[]): string {
  const all = texts.map(scaled);
  const scale = all.reduce((most, one) => Math.max(most, one.scale), 0);
  return textOf({ units: all.reduce((sum, one) => sum + unitsAt(one, scale), 0n), scale });
}

export function negatedDecimal(text: string): string {
  const { units, scale } = scaled(text);
  return textOf({ units: -units, scale });
}

export function productOfDecimals(a: string, b: string): string {
  const [left, right] = [scaled(a), scaled(b)];
  return textOf({ units: left.units * right.units, scale: left.scale + right.scale });
}

/** The quotient, where it is a whole number. */
export function wholeQuotient(a: string, b: string): string | undefined {
  const [left, right] = [scaled(a), scaled(b)];
  const scale = Math.max(left.scale, right.scale);
  const [dividend, divisor] = [unitsAt(left, scale), unitsAt(right, scale)];
  return divisor === 0n || dividend % divisor !== 0n ? undefined : String(dividend / divisor);
}

/** Below zero, zero or above it, as `a` is smaller than, equal to or larger than `b`. */
export function compareDecimals(a: string, b: string): number {
  const difference = scaled(sumOfDecimals([a, negatedDecimal(b)])).units;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The decimal × 10^places: its point moves to the right, or below zero to the left. */
export function movedPoint(text: string, places: number): string {
  const { units, scale } = scaled(text);
  if (places <= scale) return textOf({ units, scale: scale - places });
  return textOf({ units: units * 10n ** BigInt(places - scale), scale: 0 });
}

/** Digits after the point that are needed to write it. */
export function scaleOf(text: string): number {
  return scaled(textOf(scaled(text))).scale;
}

/** A whole number of at most 15 digits, as a number; undefined where it is not one. */
export function wholeNumber(text: string): number | undefined {
  const digits = text.startsWith("-") ? text.slice(1) : text;
  if (!/^\d{1,15}$/.test(digits)) return undefined;
  let whole = 0;
  for (const digit of digits) whole = whole * 10 + (digit.charCodeAt(0) - 48);
  return text.startsWith("-") && whole !== 0 ? -whole : whole;
}

function scaled(text: string): Scaled {
  const point = text.indexOf(".");
  if (point < 0) return { units: BigInt(text), scale: 0 };
  return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

function unitsAt({ units, scale }: Scaled, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - scale);
}

/** Canonical: no zeros at the end of a fraction, and none below zero. */
function textOf({ units, scale }: Scaled): string {
  const sign = units < 0n ? "-" : "";
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  let end = digits.length;
  while (end > whole.length && digits[end - 1] === "0") end -= 1;
  return sign + whole + (end > whole.length ? `.${digits.slice(whole.length, end)}` : "");
}
