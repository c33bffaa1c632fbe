// Readers of single values. Each answers the checked value, or undefined after it has said what is wrong.
import { parseDay } from "../calendar/day.ts";
import { checkInstant, formatInstant, isCanonicalInstant } from "../calendar/instant.ts";
import { checkDecimal } from "../decimal/checkDecimal.ts";
import { compare, type Decimal, formatDecimal, isNegative, isZero, one } from "../decimal/decimal.ts";
import { idPattern } from "../model/id.ts";
import type { IssueCode } from "../model/issueCode.ts";
import { isWellFormed } from "../model/isWellFormed.ts";
import { show } from "../model/show.ts";
import { add, below, type Findings } from "./findings.ts";

/** The own enumerable fields of an object, each read once; or undefined when it is none. */
export function readObject(
  value: unknown,
  findings: Findings,
  invalid: IssueCode = "field_type",
): Map<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return add(findings, invalid, `must be an object, got ${show(value)}`);
  }
  const fields = new Map<string, unknown>();
  for (const key of Object.keys(value)) {
    const field = (value as { readonly [key: string]: unknown })[key];
    if (field !== undefined) fields.set(key, field);
  }
  return fields;
}

/** Says of each field that is not in the list that it is unknown. */
export function refuseUnknown(
  fields: Map<string, unknown>,
  known: ReadonlySet<string>,
  findings: Findings,
): void {
  for (const key of fields.keys()) {
    if (known.has(key)) continue;
    add(below(findings, key), "field_unknown", `is not a field of this document: ${show(key)}`);
  }
}

export function readArray(value: unknown, findings: Findings): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : add(findings, "field_type", `must be an array, got ${show(value)}`);
}

/** 1 to 255 printable ASCII characters without space and slash. */
export function readId(
  value: unknown,
  findings: Findings,
  wrongType: IssueCode = "field_type",
): string | undefined {
  if (typeof value !== "string") return add(findings, wrongType, `must be text, got ${show(value)}`);
  if (idPattern.test(value)) return value;
  return add(
    findings,
    "id_invalid",
    `must be 1 to 255 printable ASCII characters without space or "/", got ${show(value)}`,
  );
}

/** 1 to 255 characters of well-formed Unicode without NUL. */
export function readText(value: unknown, findings: Findings, invalid: IssueCode): string | undefined {
  if (typeof value !== "string") return add(findings, "field_type", `must be text, got ${show(value)}`);
  if (value.length >= 1 && value.length <= 255 && isWellFormed(value)) return value;
  return add(findings, invalid, "must be 1 to 255 characters of well-formed Unicode without NUL");
}

export function readChoice<T extends string>(
  value: unknown,
  choices: readonly T[],
  findings: Findings,
  invalid: IssueCode = "value_invalid",
): T | undefined {
  const found = choices.find((choice) => choice === value);
  return found ?? add(findings, invalid, `must be one of ${choices.join(", ")}, got ${show(value)}`);
}

export function readInteger(
  value: unknown,
  range: { readonly from: number; readonly to: number },
  findings: Findings,
  invalid: IssueCode = "integer_invalid",
): number | undefined {
  if (typeof value === "number" && Number.isInteger(value) && value >= range.from && value <= range.to) {
    return value === 0 ? 0 : value;
  }
  return add(
    findings,
    invalid,
    `must be a whole number from ${range.from} to ${range.to}, got ${show(value)}`,
  );
}

/** An existing local day, as its text. */
export function readDate(value: unknown, findings: Findings): string | undefined {
  if (typeof value === "string" && parseDay(value) !== undefined) return value;
  return add(findings, "date_invalid", `must be an existing day such as "2026-03-31", got ${show(value)}`);
}

/** An instant, as its canonical text in UTC. */
export function readTimestamp(value: unknown, findings: Findings): string | undefined {
  const check = checkInstant(value);
  if (!check.ok) return add(findings, check.code, check.message);
  return typeof value === "string" && isCanonicalInstant(value) ? value : formatInstant(check.value);
}

export function readDecimal(value: unknown, findings: Findings): Decimal | undefined {
  const check = checkDecimal(value);
  return check.ok ? check.value : add(findings, check.code, check.message);
}

/** A decimal that is not below zero, as its canonical text. */
export function readAmount(
  value: unknown,
  findings: Findings,
  negative: IssueCode = "amount_negative",
): string | undefined {
  const amount = readDecimal(value, findings);
  if (amount === undefined) return undefined;
  return isNegative(amount)
    ? add(findings, negative, `must not be negative, got ${show(value)}`)
    : formatDecimal(amount);
}

/** A fraction from 0 to 1, as its canonical text. */
export function readRate(value: unknown, findings: Findings): string | undefined {
  const rate = readDecimal(value, findings);
  if (rate === undefined) return undefined;
  if (!isNegative(rate) && compare(rate, one) <= 0) return formatDecimal(rate);
  return add(
    findings,
    "rate_out_of_range",
    `must be a fraction from 0 to 1 ("0.05" is 5 %), got ${show(value)}`,
  );
}

/** A decimal above zero, as its canonical text. */
export function readPositive(value: unknown, findings: Findings): string | undefined {
  const number = readDecimal(value, findings);
  if (number === undefined) return undefined;
  if (!isNegative(number) && !isZero(number)) return formatDecimal(number);
  return add(findings, "quantity_not_positive", `must be above zero, got ${show(value)}`);
}

/** A value that properties are compared with: text, a number or a boolean, as text. */
export function readScalar(value: unknown, findings: Findings, invalid: IssueCode): string | undefined {
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    const number = readDecimal(value, findings);
    return number === undefined ? undefined : formatDecimal(number);
  }
  if (typeof value === "string" && value.length <= 255 && isWellFormed(value)) return value;
  return add(
    findings,
    invalid,
    `must be text of at most 255 characters, a number or a boolean, got ${show(value)}`,
  );
}
