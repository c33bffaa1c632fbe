// What messages and paths show of what came from outside: a glimpse of it, whatever it is.

import { wellFormedStart } from "./wellFormedStart.ts";

/** Most characters of a text that somebody else chose. */
const longest = 40;

/** What a message shows of a value that it refuses: short, and never more than a glimpse of it. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(glimpse(value));
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === undefined) return "nothing";
  return typeof value === "object" ? kindOfObject(value) : `a ${typeof value}`;
}

/** The text itself where it is short, else how it begins. */
export function glimpse(text: string, most: number = longest): string {
  const start = wellFormedStart(text, most);
  return text.length > most ? `${start}…` : start;
}

function kindOfObject(value: object): string {
  try {
    return Array.isArray(value) ? "an array" : "an object";
  } catch {
    // A revoked proxy cannot even be asked what it is.
    return "an unreadable object";
  }
}
