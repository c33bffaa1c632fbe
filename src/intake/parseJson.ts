// JSON text, read strictly and to the last digit. `JSON.parse` alone keeps the last of two equal keys, which another reader may not,
// and rounds long numbers.

import type { Result } from "../model/result.ts";
import { show } from "../model/show.ts";
import { faultInJson } from "./faultInJson.ts";
import { refuse } from "./findings.ts";
import { writtenNumber } from "./writtenNumber.ts";

/** How deep documents may be nested. */
export const deepest = 32;

/**
 * The value of a JSON text; refuses what two readers could understand differently.
 *
 * A number that JavaScript would round is kept as the decimal text that it is written as: documents take decimals either way.
 *
 * @param text - one JSON document
 * @returns the value, or one issue: `json_invalid` (not JSON), `json_too_deep` (nested over 32 levels),
 * `json_duplicate_key`
 *
 * @example
 * parseJson('{"quantity": 1, "quantity": 1000}').ok; // => false
 * expectOk(parseJson('{"quantity": 1}')); // => { quantity: 1 }
 * expectOk(parseJson('{"quantity": 10000000000000000.01}')); // => { quantity: "10000000000000000.01" }
 */
export function parseJson(text: string): Result<unknown> {
  if (typeof text !== "string") return refuse("json_invalid", "must be JSON text");
  const fault = faultInJson(text);
  if (fault !== undefined) {
    const found =
      fault < text.length ? `${show(text[fault])} at ${fault} does not belong there` : "it ends too early";
    return refuse("json_invalid", `must be JSON: ${found}`);
  }
  const exact = withLongNumbersAsText(text);
  return exact.ok ? { ok: true, value: JSON.parse(exact.value) as unknown } : exact;
}

/** Looks for depth, equal keys and numbers that would be rounded, in text that is known to be JSON. */
function withLongNumbersAsText(text: string): Result<string> {
  /** The keys so far of each object that is open; null for an array. */
  const open: (Set<string> | null)[] = [];
  const parts: string[] = [];
  let done = 0;
  let at = 0;
  while (at < text.length) {
    const char = text[at] as string;
    if (char === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      const twice = keys && isKey(text, end) ? addKey(keys, text.slice(at, end)) : undefined;
      if (twice !== undefined)
        return refuse("json_duplicate_key", `has the key ${show(twice)} twice in one object`);
      at = end;
      continue;
    }
    if (char === "-" || isDigit(char)) {
      const end = endOfNumber(text, at);
      const written = writtenNumber(text.slice(at, end));
      if (written !== undefined) {
        parts.push(text.slice(done, at), `"${written}"`);
        done = end;
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
  return { ok: true, value: parts.join("") + text.slice(done) };
}

/** Answers a key that is there already. */
function addKey(keys: Set<string>, literal: string): string | undefined {
  const key = JSON.parse(literal) as string;
  if (keys.has(key)) return key;
  keys.add(key);
  return undefined;
}

function isDigit(char: string): boolean {
  return char >= "0" && char <= "9";
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (isOfNumber(text.charAt(at))) at += 1;
  return at;
}

function isOfNumber(char: string): boolean {
  return isDigit(char) || char === "." || char === "e" || char === "E" || char === "+" || char === "-";
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
