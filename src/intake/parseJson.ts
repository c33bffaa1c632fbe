// JSON text, read strictly. `JSON.parse` alone keeps the last of two equal keys, which another reader may not.
import type { Result } from "../model/result.ts";
import { refuse } from "./findings.ts";

/** How deep documents may be nested. */
export const deepest = 32;

/**
 * The value of a JSON text; refuses what two readers could understand differently.
 *
 * @param text - one JSON document
 * @returns the value, or one issue: `json_invalid` (not JSON), `json_too_deep` (nested over 32 levels),
 * `json_duplicate_key`
 *
 * @example
 * parseJson('{"quantity": 1, "quantity": 1000}').ok; // => false
 * expectOk(parseJson('{"quantity": 1}')); // => { quantity: 1 }
 */
export function parseJson(text: string): Result<unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // JSON.parse has no other way to say that a text is not JSON.
    return refuse(
      "json_invalid",
      `must be JSON: ${error instanceof Error ? error.message.slice(0, 120) : "unreadable"}`,
    );
  }
  return inspect(text) ?? { ok: true, value };
}

/** Looks for depth and for equal keys in text that is known to be JSON. */
function inspect(text: string): Result<unknown> | undefined {
  // One set of keys for each open object, null for each open array.
  const open: (Set<string> | null)[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at];
    if (char === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (keys && isKey(text, end)) {
        const key = JSON.parse(text.slice(at, end)) as string;
        if (keys.has(key))
          return refuse("json_duplicate_key", `has the key ${JSON.stringify(key)} twice in one object`);
        keys.add(key);
      }
      at = end;
      continue;
    }
    if (char === "{" || char === "[") open.push(char === "{" ? new Set() : null);
    if (char === "}" || char === "]") open.pop();
    if (open.length > deepest)
      return refuse("json_too_deep", `must not be nested deeper than ${deepest} levels`);
    at += 1;
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

function isKey(text: string, afterString: number): boolean {
  let at = afterString;
  while (text[at] === " " || text[at] === "\n" || text[at] === "\r" || text[at] === "\t") at += 1;
  return text[at] === ":";
}
