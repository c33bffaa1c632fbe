// Readers of single options. Each answers what is used of it, or undefined after it has said what is wrong.
import { parseTimestamp } from "../index.ts";
import { decimalOf, fieldsOf } from "./fields.ts";
import { addIssue, glimpse, issuesBelow } from "./issuesAt.ts";
import { plainCopy } from "./plainCopy.ts";
import { largeDocument } from "./readInput.ts";
import type { OptionReader } from "./readOptions.ts";

/** As many digits as a currency of a contract may have. */
const mostDigits = 18;

/** Whatever it is: who uses it reads it. */
export const anyOption: OptionReader<unknown> = (value) => value;

/** Text that is not empty. */
export const textOption: OptionReader<string> = (value, at) =>
  typeof value === "string" && value !== ""
    ? value
    : addIssue(at, "field_type", `must be text, got ${glimpse(value)}`);

/** The name of a field, which may be empty. */
export const nameOption: OptionReader<string> = (value, at) => (value === "" ? value : textOption(value, at));

/** A decimal, as its canonical text. */
export const decimalOption: OptionReader<string> = decimalOf;

/** RFC 3339, as its canonical text. */
export const timeOption: OptionReader<string> = (value, at) => {
  const parsed = parseTimestamp(value);
  if (parsed.ok) return parsed.value;
  for (const { code, message } of parsed.issues) addIssue(at, code, message);
  return undefined;
};

/** A number of digits. */
export const digitsOption: OptionReader<number> = (value, at) => {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= mostDigits) return value;
  const message = `must be a whole number from 0 to ${mostDigits}, got ${glimpse(value)}`;
  return addIssue(at, "value_invalid", message);
};

export function functionOption<F>(): OptionReader<F> {
  return (value, at) =>
    // Of a function nothing else can be known.
    typeof value === "function"
      ? (value as F)
      : addIssue(at, "field_type", `must be a function, got ${glimpse(value)}`);
}

export function choiceOption<T extends string>(...choices: readonly T[]): OptionReader<T> {
  return (value, at) =>
    choices.find((choice) => choice === value) ??
    addIssue(at, "value_invalid", `must be one of ${choices.join(", ")}, got ${glimpse(value)}`);
}

export function listOption<T>(reader: OptionReader<T>): OptionReader<readonly T[]> {
  return (value, at) => {
    const copy = plainCopy(value, at, largeDocument);
    if (copy === undefined) return undefined;
    if (!Array.isArray(copy.value))
      return addIssue(at, "field_type", `must be an array, got ${glimpse(copy.value)}`);
    const members = copy.value.map((member, place) => reader(member, issuesBelow(at, place)));
    return members.filter((member) => member !== undefined);
  };
}

/** Values by names that the caller chose. */
export function tableOption<T>(reader: OptionReader<T>): OptionReader<{ readonly [name: string]: T }> {
  return (value, at) => {
    const copy = plainCopy(value, at, largeDocument);
    const fields = copy && fieldsOf(copy.value, at);
    const read = fields?.names.flatMap((name): [string, T][] => {
      const field = fields.get(name);
      const own = field === undefined ? undefined : reader(field, fields.below(name));
      return own === undefined ? [] : [[name, own]];
    });
    return read && Object.fromEntries(read);
  };
}
