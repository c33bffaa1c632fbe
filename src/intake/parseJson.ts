// JSON text, read strictly. `JSON.parse` alone keeps the last of two equal keys, which another reader may not.

import { checkDecimal } from "../decimal/checkDecimal.ts";
import type { Result } from "../model/result.ts";
import { show } from "../model/show.ts";
import { faultInJson } from "./faultInJson.ts";
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
  if (typeof text !== "string") return refuse("json_invalid", "must be JSON text");
  const fault = faultInJson(text);
  if (fault !== undefined) {
    const found =
      fault < text.length ? `${show(text[fault])} at ${fault} does not belong there` : "it ends too early";
    return refuse("json_invalid", `must be JSON: ${found}`);
  }
  return inspect(text) ?? { ok: true, value: JSON.parse(text) as unknown };
}

/** What is open at a place in the text. */
interface Open {
  /** The keys so far of an object; null for an array. */
  readonly keys: Set<string> | null;
  /** Inside what a caller keeps for himself, where measurements with all the digits of a double are his business. */
  readonly opaque: boolean;
}

/** Looks for depth, equal keys and numbers that lose digits, in text that is known to be JSON. */
function inspect(text: string): Result<unknown> | undefined {
  const open: Open[] = [];
  let key = "";
  let at = 0;
  while (at < text.length) {
    const char = text[at] as string;
    const inside = open.at(-1);
    if (char === '"') {
      const end = endOfString(text, at);
      if (inside?.keys && isKey(text, end)) {
        key = JSON.parse(text.slice(at, end)) as string;
        if (inside.keys.has(key))
          return refuse("json_duplicate_key", `has the key ${show(key)} twice in one object`);
        inside.keys.add(key);
      }
      at = end;
      continue;
    }
    if (isDigit(char)) {
      const end = endOfNumber(text, at);
      const literal = text.slice(at, end);
      if (losesDigits(literal, inside?.opaque === true))
        return refuse(
          "number_not_exact",
          `has a number that JSON readers round (${literal.slice(0, 40)}): send a string`,
        );
      at = end;
      continue;
    }
    if (char === "{" || char === "[") {
      const opaque = inside?.opaque === true || key === "properties";
      open.push({ keys: char === "{" ? new Set() : null, opaque });
    }
    if (char === "}" || char === "]") {
      open.pop();
      key = "";
    }
    if (open.length > deepest)
      return refuse("json_too_deep", `must not be nested deeper than ${deepest} levels`);
    at += 1;
  }
  return undefined;
}

const wholeNumber = /^[0-9]+$/;

function isDigit(char: string): boolean {
  return char >= "0" && char <= "9";
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && isOfNumber(text[at] as string)) at += 1;
  return at;
}

function isOfNumber(char: string): boolean {
  return isDigit(char) || char === "." || char === "e" || char === "E" || char === "+" || char === "-";
}

/**
 * Whether a number has more digits than a double keeps, and comes out of it looking like one that has lost none. Where it
 * looks inexact, the reader of its field says so, and of that field alone.
 */
function losesDigits(literal: string, opaque: boolean): boolean {
  if (literal.length <= 15) return false;
  if (opaque && !wholeNumber.test(literal)) return false;
  const [mantissa = ""] = literal.split(/[eE]/);
  const digits = mantissa.replace(".", "").replace(/^0+/, "");
  // Not by a pattern: one that looks for the end of the text begins again at every zero within it.
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end -= 1;
  if (end <= 15) return false;
  const value = Number(literal);
  return checkDecimal(value).ok && String(Math.abs(value)) !== literal;
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
