// Where a parser puts what it finds: every problem with its path, all of them, in the order of reading.
import type { IssueCode } from "../model/issueCode.ts";
import type { Issue, Result } from "../model/result.ts";

/** Collects issues below one path of the input. */
export interface Findings {
  readonly path: string;
  readonly issues: Issue[];
}

/** Nobody reads more, and a hostile document could have millions. */
const mostIssues = 100;

export function add(findings: Findings, code: IssueCode, message: string): undefined {
  if (findings.issues.length < mostIssues) findings.issues.push({ code, path: findings.path, message });
  return undefined;
}

/** The same list, for a field or an element of what is being read. */
export function below(findings: Findings, key: string | number): Findings {
  const step = typeof key === "number" ? `[${key}]` : findings.path === "" ? key : `.${key}`;
  return { path: findings.path + step, issues: findings.issues };
}

/** What a message shows of a value that it refuses: short, and never more than a glimpse of it. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === undefined) return "nothing";
  return typeof value === "object" ? kindOfObject(value) : `a ${typeof value}`;
}

function kindOfObject(value: object): string {
  try {
    return Array.isArray(value) ? "an array" : "an object";
  } catch {
    // A revoked proxy cannot even be asked what it is.
    return "an unreadable object";
  }
}

export function refuse<T>(code: IssueCode, message: string): Result<T> {
  return { ok: false, issues: [{ code, path: "", message }] };
}
