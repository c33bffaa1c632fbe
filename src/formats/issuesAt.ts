// Where a converter puts what it finds: every problem with its path in the document that was given.
import type { FormatIssue, FormatResult } from "./formatIssue.ts";

/** Collects issues below one path. */
export interface IssuesAt {
  readonly path: string;
  readonly issues: FormatIssue[];
  /** How many there were, told or not: whether something was found is not for a full list to say. */
  readonly found: { count: number };
}

/** Nobody reads more, and a hostile document could have millions. */
const mostIssues = 100;

export function issuesAt(path = ""): IssuesAt {
  return { path, issues: [], found: { count: 0 } };
}

export function addIssue(at: IssuesAt, code: FormatIssue["code"], message: string): undefined {
  at.found.count += 1;
  const path = wellFormedStart(at.path, at.path.length);
  if (at.issues.length < mostIssues) at.issues.push({ code, path, message });
  return undefined;
}

/** The same list, for a field or an element of what is being read. */
export function issuesBelow(at: IssuesAt, ...keys: readonly (string | number)[]): IssuesAt {
  return { ...at, path: keys.reduce<string>(pathBelow, at.path) };
}

/** The value, unless something was found. */
export function resultOf<T>(at: IssuesAt, value: T | undefined): FormatResult<T> {
  if (value !== undefined && at.issues.length === 0) return { ok: true, value };
  return { ok: false, issues: at.issues };
}

/** What a message shows of a value that it refuses: short, and never more than a glimpse of it. */
export function glimpse(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === undefined) return "nothing";
  return Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** How a text begins: no pair halved; what no store can keep (a lone surrogate, NUL) is U+FFFD. */
export function wellFormedStart(text: string, most: number): string {
  const start = text.slice(0, most);
  const whole = text.length > most ? start.replace(/[\ud800-\udbff]$/, "") : start;
  return whole.replace(/\p{Surrogate}|\0/gu, "\ufffd");
}

function pathBelow(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  const name = key.length > 64 ? wellFormedStart(key, 64) : key;
  return path === "" ? name : `${path}.${name}`;
}
