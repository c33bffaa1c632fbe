// How every document is opened: an object, no unknown keys, no required key missing; then field by field.
import type { IssueCode } from "../model/issueCode.ts";
import { add, below, type Findings } from "./findings.ts";
import { readObject, refuseUnknown } from "./readField.ts";

/** The fields of a document, for reading one at a time. */
export interface OpenDocument {
  has(key: string): boolean;
  /** As it came. */
  get(key: string): unknown;
  /** What the reader makes of a field; undefined when it is not there. */
  read<T>(key: string, reader: (value: unknown, at: Findings) => T | undefined): T | undefined;
}

/** The fields that a document must have, and all that it may have. */
export interface Shape {
  readonly required: readonly string[];
  readonly known: ReadonlySet<string>;
}

export function shapeOf(required: readonly string[], optional: readonly string[]): Shape {
  return { required, known: new Set([...required, ...optional]) };
}

export function openDocument(
  input: unknown,
  shape: Shape,
  findings: Findings,
  invalid?: IssueCode,
): OpenDocument | undefined {
  const fields = readObject(input, findings, invalid);
  if (fields === undefined) return undefined;
  refuseUnknown(fields, shape.known, findings);
  for (const key of shape.required) {
    if (!fields.has(key)) add(below(findings, key), "field_missing", "is required");
  }
  return {
    has: (key) => fields.has(key),
    get: (key) => fields.get(key),
    read: (key, reader) => (fields.has(key) ? reader(fields.get(key), below(findings, key)) : undefined),
  };
}
