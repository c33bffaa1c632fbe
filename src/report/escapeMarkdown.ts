// The one way of text into Markdown.
import { printable } from "./printable.ts";

/** Whatever is a mark, a link, an entity, a formula or a column wherever it stands, and what begins a mention where escapes are heeded. */
const special = /[\\`*_[\]<>#|~&@$]/g;
/** What begins a list or underlines a heading at the beginning of a line. */
const first = /^(?:[-+=]|[0-9]+(?=[.)](?:\s|$)))/;
/** What becomes a link or a picture by itself: `www.`, and a colon but between digits and before a blank. */
const links = /(?<=www)\.|(?<![0-9]):(?=\S)|:(?=\/\/)/gi;

/** Text in which nothing is a mark. A backslash before punctuation is the punctuation itself. */
export function escapeMarkdown(text: string): string {
  const escaped = printable(text).replace(special, "\\$&").replace(links, "\\$&");
  return escaped.replace(first, (begin) => (/[0-9]/.test(begin) ? `${begin}\\` : `\\${begin}`));
}
