// The one place that touches the caller's objects: it copies them into plain data, and counts what it copies. What a getter or a
// proxy throws, and what never ends, is an issue here; behind it nothing can surprise.
import { addIssue, type IssuesAt, issuesBelow } from "./issuesAt.ts";

/** Plain data: what JSON can hold, and other primitives as they came. */
export type Plain = { readonly [key: string]: unknown };

/** As deep as the library's own reader goes. */
const usualDepth = 32;

/** What may still be copied, counted in characters; below zero nothing is copied any more. */
interface Budget {
  left: number;
  /** Levels that may be nested. */
  readonly deepest: number;
}

/** A member of an object or a list counts as so many characters. */
const memberCost = 20;

/** A copy that has own fields only, or undefined after it has been said why there is none. */
export function plainCopy(
  input: unknown,
  at: IssuesAt,
  most: number,
  deepest: number = usualDepth,
): { readonly value: unknown } | undefined {
  const budget = { left: most, deepest };
  const before = at.found.count;
  try {
    const value = copyOf(input, at, budget, 0);
    return at.found.count === before ? { value } : undefined;
  } catch {
    return addIssue(at, "input_unreadable", "must be plain data: reading it threw an error");
  }
}

function copyOf(value: unknown, at: IssuesAt, budget: Budget, depth: number): unknown {
  if (typeof value === "string") return spend(budget, value.length, at) ? value : undefined;
  if (typeof value !== "object" || value === null) return value;
  if (depth >= budget.deepest) {
    budget.left = -1;
    return addIssue(at, "json_too_deep", `must not be nested deeper than ${budget.deepest} levels`);
  }
  if (Array.isArray(value)) return listCopy(value, at, budget, depth);
  if (!isPlain(value)) return addIssue(at, "field_type", "must be a plain object, as JSON has them");
  return fieldsCopy(value, at, budget, depth);
}

/** A Date or a Map has no fields of its own: copied it would be empty. Objects of other realms are plain, too. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function listCopy(list: readonly unknown[], at: IssuesAt, budget: Budget, depth: number): unknown[] {
  const copy: unknown[] = [];
  const { length } = list;
  if (!spend(budget, length * memberCost, at)) return copy;
  for (let index = 0; index < length; index += 1) {
    copy.push(copyOf(list[index], issuesBelow(at, index), budget, depth + 1));
    if (budget.left < 0) break;
  }
  return copy;
}

function fieldsCopy(fields: object, at: IssuesAt, budget: Budget, depth: number): Plain {
  const copy: [string, unknown][] = [];
  const keys = Object.keys(fields);
  if (!spend(budget, keys.length * memberCost, at)) return {};
  for (const key of keys) {
    const field = (fields as Plain)[key];
    if (field === undefined) continue;
    if (!spend(budget, key.length, at)) break;
    copy.push([key, copyOf(field, issuesBelow(at, key), budget, depth + 1)]);
    if (budget.left < 0) break;
  }
  // Defines own properties: a key `__proto__` stays a key.
  return Object.fromEntries(copy);
}

function spend(budget: Budget, amount: number, at: IssuesAt): boolean {
  if (budget.left < 0) return false;
  budget.left -= amount;
  if (budget.left >= 0) return true;
  addIssue(at, "input_too_large", "makes the document larger than what is read at once");
  return false;
}
