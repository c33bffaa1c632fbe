// Numbers as JavaScript and JSON write them, with exponents, as plain decimals.

/** 0.digits × 10^point, without zeros at either end of the digits. */
export interface NumberLiteral {
  readonly sign: string;
  readonly digits: string;
  readonly point: number;
}

export function readLiteral(literal: string): NumberLiteral {
  const sign = literal.startsWith("-") ? "-" : "";
  const [mantissa, exponent = "0"] = literal.slice(sign.length).split(/[eE]/) as [string, string?];
  const [whole, fraction = ""] = mantissa.split(".") as [string, string?];
  const all = whole + fraction;
  // Not by a pattern: one that looks for the end of the text begins again at every zero within it.
  let start = 0;
  while (all[start] === "0") start += 1;
  let end = all.length;
  while (end > start && all[end - 1] === "0") end -= 1;
  if (start === end) return { sign: "", digits: "", point: 0 };
  return { sign, digits: all.slice(start, end), point: whole.length - start + Number(exponent) };
}

/** Plain notation; of what is not zero. */
export function plainNotation({ sign, digits, point }: NumberLiteral): string {
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + "0".repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
