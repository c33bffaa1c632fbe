import { isWellFormed } from "../model/isWellFormed.ts";

/** A text to look for; null, which equals nothing, for what no text of PostgreSQL can be. */
export function askedText(text: string): string | null {
  return isWellFormed(text) ? text : null;
}
