// Documents read by a description of their fields.
import { parseTimestamp } from "../index.ts";
import { type Fields, fieldsIn, fieldsOf, listIn, missing } from "./fields.ts";
import { addIssue, glimpse, type IssuesAt, issuesBelow } from "./issuesAt.ts";
import type { LongDecimalReader } from "./longDecimals.ts";

/**
 * What a field holds. With `?` it may be left out or null, and is left out then; with `|null` it is null then. A list that is left
 * out is empty.
 */
type Kind =
  | "text"
  | "text?"
  | "text|null"
  | "decimal"
  | "decimal?"
  | "decimal|null"
  | "day"
  | "count"
  | "flag"
  | "values?";

export interface Shape {
  readonly [field: string]:
    | Kind
    | { readonly one: Shape; readonly optional?: true }
    | { readonly many: Shape };
}

type Reading = { readonly [field: string]: unknown };

/** The fields of the shape and no others; undefined where it is no object. */
export function readShape(
  value: unknown,
  shape: Shape,
  at: IssuesAt,
  decimal: LongDecimalReader,
): Reading | undefined {
  const fields = fieldsOf(value, at);
  return fields && readFields(fields, shape, decimal);
}

function readFields(fields: Fields, shape: Shape, decimal: LongDecimalReader): Reading {
  const read = Object.entries(shape).map(([name, kind]): [string, unknown] => {
    if (typeof kind === "string") return [name, readValue(fields, name, kind, decimal)];
    if ("one" in kind) {
      const inside = fieldsIn(fields, name);
      if (fields.get(name) === undefined && kind.optional !== true) missing(fields, name);
      return [name, inside && readFields(inside, kind.one, decimal)];
    }
    const items = listIn(fields, name).map((item, at) =>
      readShape(item, kind.many, issuesBelow(fields.at, name, at), decimal),
    );
    return [name, items];
  });
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

function readValue(fields: Fields, name: string, kind: Kind, decimal: LongDecimalReader): unknown {
  const value = fields.get(name);
  if (value === undefined) {
    if (kind.endsWith("|null")) return null;
    return kind.endsWith("?") ? undefined : missing(fields, name);
  }
  const at = fields.below(name);
  if (kind.startsWith("decimal")) return decimal(value, at);
  if (kind === "day") return readDay(value, at);
  if (kind === "values?") return readValues(value, at);
  const type = kind === "flag" ? "boolean" : kind === "count" ? "number" : "string";
  if (typeof value === type) return value;
  return addIssue(
    at,
    "field_type",
    `must be ${type === "string" ? "text" : `a ${type}`}, got ${glimpse(value)}`,
  );
}

function readDay(value: unknown, at: IssuesAt): string | undefined {
  if (typeof value === "string" && value.length === 10 && parseTimestamp(`${value}T00:00:00Z`).ok)
    return value;
  return addIssue(at, "date_invalid", `must be an existing day such as "2026-03-31", got ${glimpse(value)}`);
}

function readValues(value: unknown, at: IssuesAt): Reading | undefined {
  const fields = fieldsOf(value, at);
  if (fields === undefined) return undefined;
  for (const name of fields.names) {
    const one = fields.get(name);
    if (one !== undefined && typeof one !== "string")
      addIssue(fields.below(name), "field_type", `must be text or null, got ${glimpse(one)}`);
  }
  return Object.fromEntries(fields.names.map((name) => [name, fields.get(name) ?? null]));
}
