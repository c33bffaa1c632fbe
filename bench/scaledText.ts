// Whole numbers at a scale, as canonical decimal text: no exponent, no zeros at the end.

/** `units` × 10^-scale. */
export function scaledText(units: bigint | number, scale: number): string {
  const isNegative = units < 0;
  const digits = String(isNegative ? -units : units).padStart(scale + 1, "0");
  const point = digits.length - scale;
  const fraction = digits.slice(point).replace(/0+$/, "");
  const text = fraction === "" ? digits.slice(0, point) : `${digits.slice(0, point)}.${fraction}`;
  return isNegative ? `-${text}` : text;
}
