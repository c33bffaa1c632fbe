// A strict reader of the markup that reports are written in: what it takes has balanced tags, quoted attributes without repeats, escaped text, no
// id twice, no script, no handler and no address outside.

const voids = new Set(["meta", "br"]);
const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z-]+(?::[a-z]+)?="[^"<>]*")*)\s*(\/?)>/y;
const attribute = /([a-zA-Z-]+(?::[a-z]+)?)="([^"]*)"/g;
const entity = /&(?:amp|lt|gt|quot|#39);/g;
const banned = new Set([
  "script",
  "iframe",
  "object",
  "embed",
  "link",
  "img",
  "image",
  "a",
  "base",
  "form",
  "use",
  "foreignObject",
]);

export interface Markup {
  /** What is wrong, in words. */
  readonly wrong: string[];
  /** Texts between tags, unescaped. */
  readonly texts: string[];
}

export function checkMarkup(source: string): Markup {
  const markup: Markup = { wrong: [], texts: [] };
  const open: string[] = [];
  const ids = new Set<string>();
  let at = source.startsWith("<!DOCTYPE html>") ? 15 : 0;
  while (at < source.length) {
    const next = source.indexOf("<", at);
    readText(source.slice(at, next === -1 ? source.length : next), open.at(-1), markup);
    if (next === -1) break;
    tag.lastIndex = next;
    const found = tag.exec(source);
    if (found === null) {
      markup.wrong.push(`no tag: ${source.slice(next, next + 60)}`);
      break;
    }
    const [whole, closes, name = "", attributes = "", closed] = found;
    at = next + whole.length;
    if (banned.has(name)) markup.wrong.push(`element ${name}`);
    readAttributes(attributes, ids, markup);
    if (closes === "/") {
      const last = open.pop();
      if (last !== name) markup.wrong.push(`</${name}> closes ${last ?? "nothing"}`);
    } else if (closed !== "/" && !voids.has(name)) open.push(name);
  }
  if (open.length > 0) markup.wrong.push(`left open: ${open.join(" ")}`);
  return markup;
}

function readText(text: string, inside: string | undefined, { wrong, texts }: Markup): void {
  if (inside === "style") {
    if (/url\(|@import|expression|<|\\/i.test(text)) wrong.push("a style that reaches outside");
    return;
  }
  checkEscapes(text, wrong);
  if (text !== "") texts.push(plainText(text));
}

function readAttributes(text: string, ids: Set<string>, { wrong }: Markup): void {
  const names = new Set<string>();
  for (const [, name = "", value = ""] of text.matchAll(attribute)) {
    if (names.has(name)) wrong.push(`attribute ${name} twice`);
    names.add(name);
    if (/^on/i.test(name) || ["href", "src", "xlink:href", "srcset", "action"].includes(name))
      wrong.push(`attribute ${name}`);
    if (name === "id" && ids.has(value)) wrong.push(`id ${value} twice`);
    if (name === "id") ids.add(value);
    checkEscapes(value, wrong);
    const isNamespace = name === "xmlns" && value === "http://www.w3.org/2000/svg";
    if (name !== "aria-label" && !isNamespace && /https?:|javascript:|url\(/i.test(value))
      wrong.push(`${name} says ${value}`);
  }
}

function checkEscapes(text: string, wrong: string[]): void {
  if (text.replace(entity, "").includes("&")) wrong.push(`a bare &: ${text.slice(0, 60)}`);
  const control = /[\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|(?!\n)\p{Cc}/u.exec(
    text,
  );
  if (control !== null) wrong.push(`a control character: \\u${control[0].codePointAt(0)?.toString(16)}`);
}

function plainText(text: string): string {
  const plain: Readonly<Record<string, string>> = {
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&#39;": "'",
  };
  return text.replace(entity, (one) => plain[one] ?? "");
}
