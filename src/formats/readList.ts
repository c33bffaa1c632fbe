// A list of documents as the caller has it: its length is asked once, its members are read one at a time.
import { parseJson } from "../index.ts";
import { addIssue, glimpse, type IssuesAt } from "./issuesAt.ts";

/**
 * Calls back for each member, with issues below its place, and with whether the list was text; what they find is added to the issues
 * of the list.
 */
export function readList(
  input: unknown,
  most: number,
  at: IssuesAt,
  each: (member: unknown, place: IssuesAt, isOfText: boolean) => void,
): void {
  const list = typeof input === "string" ? parsed(input, at) : input;
  if (typeof input === "string" && list === undefined) return;
  const length = lengthOf(list, most, at);
  for (let index = 0; index < length; index += 1) {
    // One list of issues for all, which is bounded.
    const place = { ...at, path: `$[${index}]` };
    let member: unknown;
    try {
      member = (list as readonly unknown[])[index];
    } catch {
      addIssue(place, "input_unreadable", "must be plain data: reading it threw an error");
      continue;
    }
    each(member, place, typeof input === "string");
  }
}

function parsed(text: string, at: IssuesAt): unknown {
  const result = parseJson(text);
  if (result.ok) return result.value;
  for (const { code, message } of result.issues) addIssue(at, code, message);
  return undefined;
}

function lengthOf(list: unknown, most: number, at: IssuesAt): number {
  try {
    if (!Array.isArray(list)) {
      addIssue(at, "field_type", `must be a list, got ${glimpse(list)}`);
      return 0;
    }
    const { length } = list as readonly unknown[];
    if (length <= most) return length;
    addIssue(at, "input_too_large", `must have at most ${most} members, has ${length}`);
  } catch {
    addIssue(at, "input_unreadable", "must be plain data: reading it threw an error");
  }
  return 0;
}
