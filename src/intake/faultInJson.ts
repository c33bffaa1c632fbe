// The grammar of JSON, for what is no JSON: `JSON.parse` says so by throwing, which takes longer than reading a line, and in words
// that are each runtime's own.

/** Where a text stops being JSON, its length where it ends too early; undefined where it is JSON. */
export function faultInJson(text: string): number | undefined {
  /** What is open: objects true, lists false. */
  const open: boolean[] = [];
  let wanted: Wanted = "value";
  let at = afterBlanks(text, 0);
  for (;;) {
    if (wanted === "more") {
      const inObject = open.at(-1);
      if (inObject === undefined) return at === text.length ? undefined : at;
      if (text[at] === ",") wanted = inObject ? "key" : "value";
      else if (text[at] === (inObject ? "}" : "]")) open.pop();
      else return at;
      at = afterBlanks(text, at + 1);
    } else if (closesAtOnce(text[at], wanted)) {
      open.pop();
      wanted = "more";
      at = afterBlanks(text, at + 1);
    } else if (wanted === "key" || wanted === "first key") {
      const end = afterString(text, at);
      if (end < 0) return at;
      const colon = afterBlanks(text, end);
      if (text[colon] !== ":") return colon;
      wanted = "value";
      at = afterBlanks(text, colon + 1);
    } else if (text[at] === "{" || text[at] === "[") {
      open.push(text[at] === "{");
      wanted = text[at] === "{" ? "first key" : "first value";
      at = afterBlanks(text, at + 1);
    } else {
      const end = afterScalar(text, at);
      if (end < 0) return at;
      wanted = "more";
      at = afterBlanks(text, end);
    }
  }
}

type Wanted = "value" | "first value" | "key" | "first key" | "more";

/** An object or a list without anything in it. */
function closesAtOnce(char: string | undefined, wanted: Wanted): boolean {
  return (wanted === "first key" && char === "}") || (wanted === "first value" && char === "]");
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\n" || text[at] === "\r" || text[at] === "\t") at += 1;
  return at;
}

const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
/** All but quotes, backslashes and control characters. */
const plainText = /[ !#-[\]-\uffff]*/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Below zero where there is no scalar. */
function afterScalar(text: string, at: number): number {
  if (text[at] === '"') return afterString(text, at);
  const word = ["true", "false", "null"].find((one) => text.startsWith(one, at));
  return word === undefined ? afterMatch(number, text, at) : at + word.length;
}

/** Below zero where there is no string. */
function afterString(text: string, start: number): number {
  if (text[start] !== '"') return -1;
  let at = afterMatch(plainText, text, start + 1);
  while (text[at] === "\\") {
    const next = afterMatch(escaped, text, at);
    at = next < 0 ? -1 : afterMatch(plainText, text, next);
  }
  return text[at] === '"' ? at + 1 : -1;
}

function afterMatch(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
