// Numbers of JSON that a double does not hold as they are written.

/** Up to so many characters without an exponent, every decimal comes out of a double as it went in. */
const surely = 15;
/** No decimal that a document takes is longer. */
const longest = 64;

/**
 * What a number literal says, as plain decimal text; undefined where a double of JavaScript prints the same value, so that nothing is
 * lost. A literal that would be too long in plain notation stays as it is, for whoever reads it to refuse.
 */
export function writtenNumber(literal: string): string | undefined {
  if (literal.length <= surely && !/[eE]/.test(literal)) return undefined;
  const own = partsOf(literal);
  const value = Number(literal);
  if (Number.isFinite(value) && isSame(own, partsOf(String(value)))) return undefined;
  return plainText(own) ?? literal;
}

/** 0.digits × 10^point, without zeros at either end of the digits. */
interface Parts {
  readonly sign: string;
  readonly digits: string;
  readonly point: number;
}

function partsOf(literal: string): Parts {
  const sign = literal.startsWith("-") ? "-" : "";
  const [mantissa, exponent = "0"] = literal.slice(sign.length).split(/[eE]/) as [string, string?];
  const [whole, fraction = ""] = mantissa.split(".") as [string, string?];
  const all = whole + fraction;
  let start = 0;
  while (all[start] === "0") start += 1;
  let end = all.length;
  while (end > start && all[end - 1] === "0") end -= 1;
  if (start === end) return { sign: "", digits: "", point: 0 };
  return { sign, digits: all.slice(start, end), point: whole.length - start + Number(exponent) };
}

function isSame(a: Parts, b: Parts): boolean {
  return a.digits === b.digits && a.point === b.point && a.sign === b.sign;
}

function plainText({ sign, digits, point }: Parts): string | undefined {
  if (Math.max(digits.length, point, digits.length - point) > longest) return undefined;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + "0".repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
