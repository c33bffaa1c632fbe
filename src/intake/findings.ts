// Where a parser puts what it finds: every problem with its path, all of them, in the order of reading.
import type { IssueCode } from "../model/issueCode.ts";
import { type Issue, mostIssues, type Result } from "../model/result.ts";
import { glimpse } from "../model/show.ts";

/** Collects issues below one path of the input. */
export interface Findings {
  readonly path: string;
  readonly issues: Issue[];
}

/** Most characters of a key in a path. */
const longestStep = 64;

export function add(findings: Findings, code: IssueCode, message: string): undefined {
  if (findings.issues.length < mostIssues) findings.issues.push({ code, path: findings.path, message });
  return undefined;
}

/** The same list, for a field or an element of what is being read. */
export function below(findings: Findings, key: string | number): Findings {
  const step =
    typeof key === "number" ? `[${key}]` : (findings.path === "" ? "" : ".") + glimpse(key, longestStep);
  return { path: findings.path + step, issues: findings.issues };
}

export function refuse<T>(code: IssueCode, message: string): Result<T> {
  return { ok: false, issues: [{ code, path: "", message }] };
}
