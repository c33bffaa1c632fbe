// The readers of single values, as doors of their own.
import { formatDecimal } from "../decimal/decimal.ts";
import type { Result } from "../model/result.ts";
import type { Findings } from "./findings.ts";
import { readCurrency } from "./parseContract.ts";
import { parseDocument } from "./parseDocument.ts";
import { readDecimal, readTimestamp } from "./readField.ts";

/**
 * Reads a decimal: its canonical text, or why it is none.
 *
 * Plain notation only, at most 64 characters, 20 digits before and 18 after the point. A JSON number is
 * taken when it is a safe integer or has at most 15 significant digits, for only these are what was
 * written. No exponent ever becomes a number.
 *
 * @param input - any value
 * @returns plain text without trailing zeros and without negative zero, or one issue
 *
 * @example
 * expectOk(parseDecimal("10000.00")); // => "10000"
 * parseDecimal("1e1000000000").ok; // => false
 * parseDecimal(0.1 + 0.2).ok; // => false
 */
export function parseDecimal(input: unknown): Result<string> {
  return parseValue((findings) => {
    const decimal = readDecimal(input, findings);
    return decimal && formatDecimal(decimal);
  });
}

/**
 * Reads an RFC 3339 instant of the years 1970 to 2199: its canonical text in UTC, or why it is none.
 *
 * The offset is required, second 60 and hour 24 are refused, up to 9 digits of a second are taken and
 * floored to milliseconds.
 *
 * @param input - any value
 * @returns text such as `2026-03-25T12:00:00.000Z`, or one issue
 *
 * @example
 * expectOk(parseTimestamp("2026-03-31T23:59:59.9999999Z")); // => "2026-03-31T23:59:59.999Z"
 * parseTimestamp("2026-02-30T00:00:00Z").ok; // => false
 */
export function parseTimestamp(input: unknown): Result<string> {
  return parseValue((findings) => readTimestamp(input, findings));
}

/**
 * Reads a currency code of ISO 4217, upper case.
 *
 * @param input - any value
 * @returns the code, or one issue
 *
 * @example
 * expectOk(parseCurrency("JPY")); // => "JPY"
 * parseCurrency("usd").ok; // => false
 */
export function parseCurrency(input: unknown): Result<string> {
  return parseValue((findings) => readCurrency(input, false, findings));
}

/** A value is no document: text stays text here, though it may look like JSON. */
function parseValue<T>(read: (findings: Findings) => T | undefined): Result<T> {
  return parseDocument(undefined, (_, findings) => read(findings));
}
