// Decimals of invoices. Sums and products are longer than what is taken from outside.
import { parseDecimal } from "../index.ts";
import { movedPoint, sumOfDecimals, wholeNumber } from "./decimals.ts";
import { addIssue, type IssuesAt } from "./issuesAt.ts";

/** A decimal as its canonical text; undefined after it has been said that it is none. */
export type LongDecimalReader = (value: unknown, at: IssuesAt) => string | undefined;

/** Of values: a number of more than 15 digits may have lost some before it came here. */
const givenLongDecimal: LongDecimalReader = (value, at) => {
  if (typeof value === "string" && value.length <= 250 && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(value))
    return sumOfDecimals([value]);
  const parsed = parseDecimal(value);
  if (parsed.ok) return parsed.value;
  for (const { code, message } of parsed.issues) addIssue(at, code, message);
  return undefined;
};

/** Of JSON text: `parseJson` leaves only such numbers numbers as a double prints with all digits that were written. */
const writtenLongDecimal: LongDecimalReader = (value, at) =>
  givenLongDecimal(typeof value === "number" ? plainNotation(value) : value, at);

/** How decimals of a document are read: one that is text, or has been read from text, has its numbers as they were written. */
export function decimalReaderOf(document: unknown, isOfText: boolean): LongDecimalReader {
  return isOfText || typeof document === "string" ? writtenLongDecimal : givenLongDecimal;
}

/** The shortest print of a double that is finite, without its exponent. */
export function plainNotation(value: number): string {
  const [mantissa = "", exponent = "0"] = String(value).split(/e\+?/);
  return movedPoint(mantissa, wholeNumber(exponent) ?? 0);
}
