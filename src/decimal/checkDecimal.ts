// The only way from outside data to a Decimal. Length, notation, size and scale are checked before any number is
// made: big.js would take `1e1000000000` and exhaust the heap on the first addition.
import { type Decimal, decimalOf } from "./decimal.ts";
import { plainNotation, readLiteral } from "./numberLiteral.ts";

export type DecimalProblem =
  | "decimal_invalid_type"
  | "decimal_too_long"
  | "decimal_invalid_format"
  | "decimal_out_of_range"
  | "decimal_scale_exceeded"
  | "number_not_exact";

export type DecimalCheck =
  | { readonly ok: true; readonly value: Decimal }
  | { readonly ok: false; readonly code: DecimalProblem; readonly message: string };

/** Most characters, digits before the point, and digits after it that a decimal may have. */
export const decimalLimits = { characters: 64, integerDigits: 20, scale: 18 } as const;

const plainDecimal = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;

/** Takes decimal text, or a JSON number that is a safe integer or has at most 15 significant digits. */
export function checkDecimal(input: unknown): DecimalCheck {
  if (typeof input === "string") return checkText(input);
  if (typeof input === "number") return checkNumber(input);
  return problem("decimal_invalid_type", `must be a decimal string such as "12.5", got ${typeName(input)}`);
}

/** Takes text that this library wrote: sums and products of checked decimals, which may be longer than each of them. */
export function checkOwnText(text: unknown): DecimalCheck {
  if (isOwnText(text)) return { ok: true, value: decimalOf(text) };
  return problem("decimal_invalid_format", "must be plain decimal text");
}

/** Whether `checkOwnText` takes it. */
export function isOwnText(text: unknown): text is string {
  return typeof text === "string" && text.length <= 256 && plainDecimal.test(text);
}

function checkText(text: string): DecimalCheck {
  if (text.length > decimalLimits.characters) {
    return problem(
      "decimal_too_long",
      `must have at most ${decimalLimits.characters} characters, has ${text.length}`,
    );
  }
  if (!plainDecimal.test(text)) {
    return problem(
      "decimal_invalid_format",
      `must be plain decimal notation such as "-12.5", without exponent, sign "+", spaces or separators, got ${JSON.stringify(text)}`,
    );
  }
  return checkSize(text) ?? { ok: true, value: decimalOf(text) };
}

function checkNumber(value: number): DecimalCheck {
  if (!Number.isFinite(value))
    return problem("decimal_invalid_type", `must be a finite number, got ${value}`);
  const text = shortestDecimal(value);
  const tooLarge = checkSize(text);
  if (tooLarge !== undefined) return tooLarge;
  if (text.length > 15 && !Number.isSafeInteger(value) && readLiteral(text).digits.length > 15) {
    return problem(
      "number_not_exact",
      `a JSON number with more than 15 significant digits may have lost some (${text}): send it as a string`,
    );
  }
  return { ok: true, value: decimalOf(text) };
}

function checkSize(text: string): DecimalCheck | undefined {
  const unsigned = text.startsWith("-") ? text.slice(1) : text;
  const point = unsigned.indexOf(".");
  const integerDigits = point < 0 ? unsigned.length : point;
  const scale = point < 0 ? 0 : unsigned.length - point - 1;
  if (integerDigits > decimalLimits.integerDigits) {
    return problem(
      "decimal_out_of_range",
      `must have at most ${decimalLimits.integerDigits} digits before the decimal point, has ${integerDigits}`,
    );
  }
  if (scale > decimalLimits.scale) {
    return problem(
      "decimal_scale_exceeded",
      `must have at most ${decimalLimits.scale} decimal places, has ${scale}`,
    );
  }
  return undefined;
}

/** The shortest decimal of a double, which JavaScript prints with an exponent where it is very small or very large. */
function shortestDecimal(value: number): string {
  const shortest = String(value);
  return shortest.includes("e") ? plainNotation(readLiteral(shortest)) : shortest;
}

function typeName(input: unknown): string {
  if (input === null) return "null";
  return Array.isArray(input) ? "an array" : typeof input === "object" ? "an object" : String(typeof input);
}

function problem(code: DecimalProblem, message: string): DecimalCheck {
  return { ok: false, code, message };
}
