// What lists are asked for, checked: a misspelt filter must not silently select everything.
import type { Findings } from "../intake/findings.ts";
import { readChoice, readDate, readInteger } from "../intake/readField.ts";
import { BillingError } from "../model/errors.ts";
import type { IssueCode } from "../model/issueCode.ts";
import { glimpse, show } from "../model/show.ts";
import { refusal } from "./desk.ts";

/** A copy of the known fields, each read once; refuses anything else. */
export function readFilter<T extends object>(filter: T, known: readonly string[]): T {
  if (typeof filter !== "object" || filter === null)
    throw refusal("field_type", `must be an object, of ${known.join(", ")}`);
  const copy = readGiven(() => ({ ...filter }));
  for (const key of Object.keys(copy)) {
    if (!known.includes(key))
      throw refusal("field_unknown", `is not known here; there are ${known.join(", ")}`, glimpse(key));
  }
  return copy;
}

/** What is made by reading the caller's value, once. */
export function readGiven<T>(read: () => T): T {
  try {
    return read();
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
  return demand(value, path, (given, at) => readChoice(given, choices, at, "status_invalid"));
}

export function readDateFilter(value: string | undefined, path: string): string | undefined {
  return demand(value, path, readDate);
}

export function readLimit(value: number | undefined): number {
  const range = { from: 1, to: 100 };
  return demand(value, "limit", (given, at) => readInteger(given, range, at, "limit_invalid")) ?? 50;
}

/** What a reader of documents makes of a filter that is there; what it finds wrong is refused. */
function demand<T>(
  value: unknown,
  path: string,
  read: (value: unknown, at: Findings) => T | undefined,
): T | undefined {
  if (value === undefined) return undefined;
  const findings: Findings = { path, issues: [] };
  const found = read(value, findings);
  if (findings.issues.length > 0) throw new BillingError(findings.issues);
  return found;
}

/** How a caller says which of several is meant. */
interface Naming {
  readonly path: string;
  readonly hint: string;
}

const byContract: Naming = { path: "contract", hint: "name the contract" };
/** A list of one contract alone would be another list. */
export const byCursor: Naming = { path: "starting_after", hint: "say which as contract/id" };

/** The only one there is; several or none are refused. */
export function onlyOne<T>(
  found: readonly T[],
  name: string,
  codes: { none: IssueCode; several: IssueCode },
  { path, hint }: Naming = byContract,
): T {
  const [first] = found;
  if (first === undefined) throw refusal(codes.none, `there is no ${name}`);
  if (found.length === 1) return first;
  throw refusal(codes.several, `${found.length} contracts have ${name}: ${hint}`, path);
}

/** The parts of `contract/id`, or of an id alone: neither can hold a slash of its own. */
export function splitCursor(cursor: string, none: IssueCode): [contract: string | undefined, id: string] {
  if (typeof cursor !== "string") throw refusal(none, `must be text, got ${show(cursor)}`);
  const slash = cursor.indexOf("/");
  return slash < 0 ? [undefined, cursor] : [cursor.slice(0, slash), cursor.slice(slash + 1)];
}
