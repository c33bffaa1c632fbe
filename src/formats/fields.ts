// The fields of a document as it was copied, read one at a time; each reader says what is wrong, and answers undefined then.
import { parseDecimal } from "../index.ts";
import { addIssue, glimpse, type IssuesAt, issuesBelow } from "./issuesAt.ts";
import type { Plain } from "./plainCopy.ts";

/** An object's own fields; null counts as left out, as most systems write it. */
export interface Fields {
  readonly at: IssuesAt;
  readonly names: readonly string[];
  /** As it came; null and a missing field are undefined. */
  get(name: string): unknown;
  below(name: string): IssuesAt;
}

export function fieldsOf(value: unknown, at: IssuesAt): Fields | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return addIssue(at, "field_type", `must be an object, got ${glimpse(value)}`);
  const plain = value as Plain;
  return {
    at,
    names: Object.keys(plain),
    get: (name) => (Object.hasOwn(plain, name) ? (plain[name] ?? undefined) : undefined),
    below: (name) => issuesBelow(at, name),
  };
}

/** The fields of an object inside, where it is there. */
export function fieldsIn(fields: Fields, name: string): Fields | undefined {
  const value = fields.get(name);
  return value === undefined ? undefined : fieldsOf(value, fields.below(name));
}

/** A list inside; an empty one where it is left out. */
export function listIn(fields: Fields, name: string): readonly unknown[] {
  const value = fields.get(name);
  if (value === undefined || Array.isArray(value)) return value ?? [];
  addIssue(fields.below(name), "field_type", `must be an array, got ${glimpse(value)}`);
  return [];
}

export function missing(fields: Fields, name: string): undefined {
  return addIssue(fields.below(name), "field_missing", "is required");
}

/** Text that is not empty. */
export function textIn(fields: Fields, name: string): string | undefined {
  const value = fields.get(name);
  if (value === undefined) return missing(fields, name);
  if (typeof value === "string" && value !== "") return value;
  return addIssue(fields.below(name), "field_type", `must be text, got ${glimpse(value)}`);
}

export function choiceIn<T extends string>(
  fields: Fields,
  name: string,
  choices: readonly T[],
): T | undefined {
  const value = fields.get(name);
  if (value === undefined) return missing(fields, name);
  const found = choices.find((choice) => choice === value);
  const message = `must be one of ${choices.join(", ")}, got ${glimpse(value)}`;
  return found ?? addIssue(fields.below(name), "value_invalid", message);
}

/** A decimal, as its canonical text; undefined where it is left out, too. */
export function decimalIn(fields: Fields, name: string): string | undefined {
  const value = fields.get(name);
  return value === undefined ? undefined : decimalOf(value, fields.below(name));
}

export function decimalOf(value: unknown, at: IssuesAt): string | undefined {
  const parsed = parseDecimal(value);
  if (parsed.ok) return parsed.value;
  for (const { code, message } of parsed.issues) addIssue(at, code, message);
  return undefined;
}

export function neededDecimal(fields: Fields, name: string): string | undefined {
  return fields.get(name) === undefined ? missing(fields, name) : decimalIn(fields, name);
}

/** Says of each field that no list names, and that holds something, that it is unknown. */
export function refuseUnknown(fields: Fields, ...known: readonly (readonly string[])[]): void {
  const names = new Set(known.flat());
  for (const name of fields.names) {
    if (names.has(name) || isNothing(fields.get(name))) continue;
    addIssue(fields.below(name), "field_unknown", "is not a field of this document");
  }
}

/** Whether a field says no more than one that is left out. */
export function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}
