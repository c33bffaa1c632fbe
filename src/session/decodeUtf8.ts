// UTF-8, read strictly: what is not well formed is undefined, and never some other text. (A decoder is no part of the language.)

/** Characters that are put together at once: arguments of one call. */
const chunk = 4096;
/** The least code point that so many bytes are for; fewer bytes have to do for a smaller one. */
const leastOf: readonly number[] = [0, 0, 0x80, 0x800, 0x10000];

export function decodeUtf8(bytes: Uint8Array): string | undefined {
  let text = "";
  let codes: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] as number;
    const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0;
    if (length === 0 || first > 0xf4 || at + length > bytes.length) return undefined;
    let code = length === 1 ? first : first & (0x7f >> length);
    for (let next = at + 1; next < at + length; next += 1) {
      const byte = bytes[next] as number;
      if ((byte & 0xc0) !== 0x80) return undefined;
      code = (code << 6) | (byte & 0x3f);
    }
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    if (code < (leastOf[length] as number) || code > 0x10ffff || isSurrogate) return undefined;
    codes.push(code);
    at += length;
    if (codes.length < chunk) continue;
    text += String.fromCodePoint(...codes);
    codes = [];
  }
  return text + String.fromCodePoint(...codes);
}
