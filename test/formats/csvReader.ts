// Reads comma-separated values by RFC 4180, one character after the other.

/** The rows, each by the names of the header. */
export function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[""]];
  let inQuotes = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? "";
    const row = rows.at(-1) ?? [];
    if (inQuotes && char === '"' && text[at + 1] === '"') {
      row[row.length - 1] += '"';
      at += 1;
    } else if (char === '"') inQuotes = !inQuotes;
    else if (inQuotes) row[row.length - 1] += char;
    else if (char === ",") row.push("");
    else if (char === "\r" && text[at + 1] === "\n") {
      rows.push([""]);
      at += 1;
    } else row[row.length - 1] += char;
  }
  if (inQuotes || rows.at(-1)?.join("") !== "") throw new Error("the text does not end with a line");
  const [header = [], ...body] = rows.slice(0, -1);
  return body.map((cells) => {
    if (cells.length !== header.length) throw new Error(`${cells.length} cells under ${header.length} names`);
    return Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ""]));
  });
}

/** Text as it was before it was defused. */
export function fused(text: string): string {
  return /^'+[=+\-@\t\r\n]/.test(text) ? text.slice(1) : text;
}
