// Numbers of JSON that a double does not hold as they are written.
import { decimalLimits } from "../decimal/checkDecimal.ts";
import { plainNotation, readLiteral } from "../decimal/numberLiteral.ts";

/** Up to so many characters without an exponent, every decimal comes out of a double as it went in. */
const surely = 15;

/**
 * What a number literal says, as plain decimal text; undefined where a double of JavaScript prints the same value, so that nothing is
 * lost. A literal that would be too long in plain notation stays as it is, for whoever reads it to refuse.
 */
export function writtenNumber(literal: string): string | undefined {
  if (literal.length <= surely && !/[eE]/.test(literal)) return undefined;
  const own = readLiteral(literal);
  // A double is never ten times as large as what it stands for, so with equal digits the point is the same. Infinity has no digits.
  if (readLiteral(String(Number(literal))).digits === own.digits) return undefined;
  const { digits, point } = own;
  const isTooLong = Math.max(digits.length, point, digits.length - point) > decimalLimits.characters;
  return isTooLong ? literal : plainNotation(own);
}
