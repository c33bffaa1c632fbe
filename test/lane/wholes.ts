// Decimal text as whole numbers of a small unit, over BigInt: what numbers in doubles are held against.

/** The text in units of 10^-places; undefined where it is no whole number of them. */
export function wholesIn(text: string, places: number): bigint | undefined {
  const below = text.startsWith("-");
  const point = text.indexOf(".");
  const whole = text.slice(below ? 1 : 0, point < 0 ? text.length : point);
  const fraction = point < 0 ? "" : text.slice(point + 1);
  if (/[^0]/.test(fraction.slice(places))) return undefined;
  const size = BigInt(whole + fraction.slice(0, places).padEnd(places, "0"));
  return below ? -size : size;
}

/** Canonical text of so many units of 10^-places. */
export function textOfWholes(wholes: bigint, places: number): string {
  const digits = String(wholes < 0n ? -wholes : wholes).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  const sign = wholes < 0n ? "-" : "";
  return sign + (fraction === "" ? whole : `${whole}.${fraction}`);
}
