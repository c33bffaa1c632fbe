// Names and ids come from outside. On a terminal a control character in one could move the cursor or hide other lines, and on a
// page a mark of direction could turn a number around.

const control =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]/gu;

/** Text on one line, its control characters, marks of direction and halves of characters shown as escapes. */
export function printable(text: string): string {
  return text.replace(control, (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`);
}

/** Text of several lines, as its lines. */
export function printableLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map(printable);
}
