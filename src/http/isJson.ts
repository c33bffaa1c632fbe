// Whether a Content-Type says JSON in UTF-8.

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const parameter = new RegExp(`[ \\t]*;[ \\t]*(?:(${token})=(?:(${token})|"([^"\\\\]*)"))?`, "y");

/** `application/json`, with any parameters, among which a charset has to be UTF-8. */
export function isJson(header: string | null): boolean {
  const type = /^[ \t]*application\/json/i.exec(header ?? "");
  if (header === null || type === null) return false;
  let at = type[0].length;
  const rest = header.trimEnd();
  while (at < rest.length) {
    parameter.lastIndex = at;
    const found = parameter.exec(rest);
    if (found === null) return false;
    const [all, name, word, quoted] = found;
    if (name?.toLowerCase() === "charset" && !isUtf8(word ?? quoted ?? "")) return false;
    at += all.length;
  }
  return true;
}

function isUtf8(charset: string): boolean {
  return /^utf-?8$/i.test(charset);
}
