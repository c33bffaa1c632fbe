// What lists are asked for, checked: a misspelt filter must not silently select everything.
import { parseDay } from "../calendar/day.ts";
import { show } from "../intake/findings.ts";
import type { IssueCode } from "../model/issueCode.ts";
import { refusal } from "./desk.ts";

/** A copy of the known filters, each read once; refuses anything else. */
export function readFilter<T extends object>(filter: T, known: readonly string[]): T {
  if (typeof filter !== "object" || filter === null)
    throw refusal("field_type", "must be an object of filters");
  const copy = copyOf(filter);
  for (const key of Object.keys(copy)) {
    if (!known.includes(key))
      throw refusal("field_unknown", `is not a filter; there are ${known.join(", ")}`, key);
  }
  return copy;
}

function copyOf<T extends object>(filter: T): T {
  try {
    return { ...filter };
  } catch {
    // Reading the caller's object runs the caller's code.
    throw refusal("input_unreadable", "must be plain data: reading it threw an error");
  }
}

export function readChoiceFilter<T extends string>(
  value: T | undefined,
  choices: readonly T[],
  path: string,
): T | undefined {
  if (value === undefined || choices.includes(value)) return value;
  throw refusal("status_invalid", `must be one of ${choices.join(", ")}, got ${show(value)}`, path);
}

export function readDateFilter(value: string | undefined, path: string): string | undefined {
  if (value === undefined || (typeof value === "string" && parseDay(value) !== undefined)) return value;
  throw refusal("date_invalid", `must be an existing day such as "2026-03-31", got ${show(value)}`, path);
}

export function readLimit(value: number | undefined): number {
  if (value === undefined) return 50;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 100) return value;
  throw refusal("limit_invalid", `must be a whole number from 1 to 100, got ${show(value)}`, "limit");
}

/** The only one there is; several or none are refused. */
export function onlyOne<T>(
  found: readonly T[],
  name: string,
  codes: { none: IssueCode; several: IssueCode },
): T {
  const [first] = found;
  if (first === undefined) throw refusal(codes.none, `there is no ${name}`);
  if (found.length === 1) return first;
  throw refusal(codes.several, `${found.length} contracts have ${name}: name the contract`, "contract");
}

/** The parts of `contract/id`, or of an id alone: neither can hold a slash of its own. */
export function splitCursor(cursor: string, none: IssueCode): [contract: string | undefined, id: string] {
  if (typeof cursor !== "string") throw refusal(none, `must be text, got ${show(cursor)}`);
  const slash = cursor.indexOf("/");
  return slash < 0 ? [undefined, cursor] : [cursor.slice(0, slash), cursor.slice(slash + 1)];
}
