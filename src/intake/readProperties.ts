// The one part of an event that is the caller's own: any JSON, copied, bounded in size and depth.

import { isWellFormed } from "../model/isWellFormed.ts";
import { show } from "../model/show.ts";
import type { JsonValue } from "../model/usageEvent.ts";
import { add, below, type Findings } from "./findings.ts";
import { deepest } from "./parseJson.ts";
import { readObject } from "./readField.ts";

const mostBytes = 16 * 1024;

/** What is left to read: the copying stops where it runs out, however large or endless the input is. */
interface Budget {
  bytes: number;
}

export function readProperties(value: unknown, findings: Findings): { [key: string]: JsonValue } | undefined {
  return copyObject(value, findings, { bytes: mostBytes }, 1);
}

function copyObject(
  value: unknown,
  findings: Findings,
  budget: Budget,
  depth: number,
): { [key: string]: JsonValue } | undefined {
  if (Object.prototype.toString.call(value) !== "[object Object]") {
    return add(findings, "field_type", `must be a plain object, got ${show(value)}`);
  }
  const fields = readObject(value, findings) ?? new Map<string, unknown>();
  const copy: [string, JsonValue][] = [];
  for (const [key, field] of fields) {
    const at = below(findings, key);
    if (!isWellFormed(key))
      return add(at, "text_invalid", "must be a key of well-formed Unicode without NUL");
    if (!spend(budget, utf8Length(key) + 4, at)) return undefined;
    const read = copyValue(field, at, budget, depth);
    if (read === undefined) return undefined;
    copy.push([key, read]);
  }
  // Defines own properties: a key `__proto__` stays a key.
  return Object.fromEntries(copy);
}

function copyValue(value: unknown, findings: Findings, budget: Budget, depth: number): JsonValue | undefined {
  if (value === null || typeof value === "boolean") return spend(budget, 5, findings) ? value : undefined;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return add(findings, "field_type", `must be a finite number, got ${value}`);
    return spend(budget, String(value).length + 1, findings) ? (value === 0 ? 0 : value) : undefined;
  }
  if (typeof value === "string") {
    if (!spend(budget, utf8Length(value) + 3, findings)) return undefined;
    return isWellFormed(value)
      ? value
      : add(findings, "text_invalid", "must be well-formed Unicode without NUL");
  }
  if (typeof value !== "object")
    return add(findings, "field_type", `must be a JSON value, got ${show(value)}`);
  if (depth >= deepest)
    return add(findings, "json_too_deep", `must not be nested deeper than ${deepest} levels`);
  if (!Array.isArray(value)) return copyObject(value, findings, budget, depth + 1);
  const copy: JsonValue[] = [];
  for (const [index, item] of value.entries()) {
    if (!spend(budget, 1, findings)) return undefined;
    const read = copyValue(item, below(findings, index), budget, depth + 1);
    if (read === undefined) return undefined;
    copy.push(read);
  }
  return copy;
}

function spend(budget: Budget, bytes: number, findings: Findings): boolean {
  budget.bytes -= bytes;
  if (budget.bytes >= 0) return true;
  add(findings, "properties_too_large", `makes the properties larger than ${mostBytes} bytes of JSON`);
  return false;
}

function utf8Length(text: string): number {
  // Long text is refused by its length alone, without a walk through it.
  if (text.length > mostBytes) return text.length;
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
