// Names and ids come from outside. On a terminal a control character in one could move the cursor or hide other lines.

const control = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text on one line, its control characters and marks of direction shown as escapes. */
export function printable(text: string): string {
  return text.replace(control, (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`);
}
