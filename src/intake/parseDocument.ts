// The frame of every parser: text or value in, the document or all issues out, and nothing thrown.
import { isInvariantError } from "../model/errors.ts";
import type { Result } from "../model/result.ts";
import { type Findings, refuse } from "./findings.ts";
import { parseJson } from "./parseJson.ts";

/**
 * Runs a reader over input of any kind. Text that begins like a JSON document is read as one first. What a
 * getter or a proxy of the caller's throws becomes an issue: reading the caller's objects runs the caller's
 * code.
 */
export function parseDocument<T>(
  input: unknown,
  read: (input: unknown, findings: Findings) => T | undefined,
): Result<T> {
  if (typeof input === "string" && /^\s*[[{]/.test(input)) {
    const parsed = parseJson(input);
    return parsed.ok ? parseDocument(parsed.value, read) : parsed;
  }
  const findings: Findings = { path: "", issues: [] };
  try {
    const value = read(input, findings);
    if (value !== undefined && findings.issues.length === 0) return { ok: true, value };
  } catch (error) {
    if (isInvariantError(error)) throw error;
    return refuse("input_unreadable", "must be plain data: reading it threw an error");
  }
  return { ok: false, issues: findings.issues };
}
