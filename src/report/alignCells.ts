// Columns of text and of numbers.

/** Characters that a terminal shows two columns wide, and those that take no column of their own. */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]|\p{Emoji_Presentation}/gu;
const narrow = /[\p{Mn}\p{Me}\p{Cf}]/gu;

/** The cells of a column of text, equally wide, aligned on the left. */
export function alignText(cells: readonly string[]): string[] {
  const width = mostOf(cells, widthOf);
  return cells.map((cell) => cell + " ".repeat(width - widthOf(cell)));
}

/** The cells of a column of decimals under its head, equally wide, point under point. */
export function alignDecimals(head: string, cells: readonly string[]): string[] {
  const fraction = mostOf(cells, (cell) => fractionOf(cell).length);
  const aligned = cells.map((cell) => cell + " ".repeat(fraction - fractionOf(cell).length));
  const width = mostOf([head, ...aligned], (cell) => cell.length);
  return [head, ...aligned].map((cell) => cell.padStart(width));
}

/** A decimal with at least so many digits after the point. */
export function padFraction(decimal: string, digits: number): string {
  const given = fractionOf(decimal);
  const missing = digits - Math.max(given.length - 1, 0);
  if (missing <= 0) return decimal;
  return `${decimal}${given === "" ? "." : ""}${"0".repeat(missing)}`;
}

/** The point and what comes after it. */
function fractionOf(decimal: string): string {
  const point = decimal.indexOf(".");
  return point === -1 ? "" : decimal.slice(point);
}

/** Not `Math.max`: a call has no room for as many arguments as a long invoice has cells. */
function mostOf(cells: readonly string[], sizeOf: (cell: string) => number): number {
  return cells.reduce((most, cell) => Math.max(most, sizeOf(cell)), 0);
}

function widthOf(text: string): number {
  const shown = text.replace(narrow, "");
  return [...shown].length + (shown.match(wide)?.length ?? 0);
}
