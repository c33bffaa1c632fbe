// Comma-separated values by RFC 4180, with cells that no spreadsheet takes for a formula.

export interface CsvColumn {
  readonly name: string;
  /** Numbers are written as they are, a minus sign included. */
  readonly holds: "text" | "number";
}

export type CsvRow = { readonly [column: string]: string | null };

/** A header and a line for each row, each ended by CR LF. Null is an empty cell. */
export function csvText(columns: readonly CsvColumn[], rows: readonly CsvRow[]): string {
  const lines = [columns.map(({ name }) => quoted(name))];
  for (const row of rows) lines.push(columns.map((column) => cellOf(column, row[column.name] ?? null)));
  return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}

function cellOf({ holds }: CsvColumn, value: string | null): string {
  if (value === null) return "";
  return holds === "number" ? value : quoted(defused(value));
}

/**
 * Text that begins like a formula (=, +, -, @, tab, CR, LF) gets an apostrophe in front, and so does text that begins with apostrophes
 * before such a sign. Who takes one apostrophe off wherever one or more stand before such a sign has the text again.
 */
function defused(text: string): string {
  return /^'*[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
