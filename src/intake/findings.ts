// Where a parser puts what it finds: every problem with its path, all of them, in the order of reading.
import type { IssueCode } from "../model/issueCode.ts";
import { type Issue, mostIssues, type Result } from "../model/result.ts";
import { glimpse } from "../model/show.ts";
import { wellFormedStart } from "../model/wellFormedStart.ts";

/** Collects issues below one path of the input. */
export interface Findings {
  readonly path: string;
  readonly issues: Issue[];
}

/** Most characters of a key in a path. */
const longestStep = 64;

export function add(findings: Findings, code: IssueCode, message: string): undefined {
  const { path, issues } = findings;
  // Keys are looked at here, where something is wrong, and not each time that one is read.
  if (issues.length < mostIssues) issues.push({ code, path: wellFormedStart(path, path.length), message });
  return undefined;
}

/** The same list, for a field or an element of what is being read. */
export function below(findings: Findings, key: string | number): Findings {
  return { path: findings.path + stepOf(key, findings.path), issues: findings.issues };
}

function stepOf(key: string | number, path: string): string {
  if (typeof key === "number") return `[${key}]`;
  return (path === "" ? "" : ".") + (key.length > longestStep ? glimpse(key, longestStep) : key);
}

export function refuse<T>(code: IssueCode, message: string): Result<T> {
  return { ok: false, issues: [{ code, path: "", message }] };
}
