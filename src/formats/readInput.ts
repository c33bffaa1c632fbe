// The frame of every converter: text or value in, a plain copy of it or all issues out, and nothing thrown.
import { parseJson } from "../index.ts";
import { addIssue, type IssuesAt } from "./issuesAt.ts";
import { plainCopy } from "./plainCopy.ts";

/** What is copied of one event, in characters. */
export const smallDocument = 200_000;
/** Of one price, which may list thousands of cells. */
export const priceDocument = 5_000_000;
/** Of one invoice. */
export const largeDocument = 20_000_000;

/** Of one event: its properties are as deep as those of any event, below two levels of an envelope. */
export const eventDepth = 34;

/** JSON text is read as such; anything else is copied. Text has the depth of `parseJson`. */
export function readInput(
  input: unknown,
  at: IssuesAt,
  most: number,
  deepest?: number,
): { readonly value: unknown } | undefined {
  if (typeof input !== "string" || !/^\s*[[{]/.test(input)) return plainCopy(input, at, most, deepest);
  // A character of text is never more than one of what comes of it.
  if (input.length > most)
    return addIssue(at, "input_too_large", "makes the document larger than what is read at once");
  const parsed = parseJson(input);
  if (parsed.ok) return plainCopy(parsed.value, at, most, deepest);
  for (const { code, message } of parsed.issues) addIssue(at, code, message);
  return undefined;
}
