// A line of NDJSON, if it is written as most programs write an event of five plain fields: found in the bytes, without a parser and without
// a text. Anything else is for the parser: other fields, escapes, a field that is there twice.

/** Where the fields of a line stand, their quotes left out. */
export interface PlainLine {
  /** For each field in the order of `fields`: where it begins, and where it ends. */
  readonly bounds: Int32Array;
}

/** The places of the fields' bounds. */
export const contractField = 0;
export const idField = 2;
export const metricField = 4;
export const quantityField = 6;
export const timestampField = 8;
const allFields = 0b11111;

const keys: readonly Uint8Array[] = /* @__PURE__ */ [
  "external_contract_id",
  "event_id",
  "metric",
  "quantity",
  "timestamp",
].map((key) => Uint8Array.from(`${key}":`, (letter) => letter.charCodeAt(0)));

const [quote, comma, brace, open, lineFeed, carriageReturn, space, backslash] = [
  0x22, 0x2c, 0x7d, 0x7b, 0x0a, 0x0d, 0x20, 0x5c,
];

export function createPlainLine(): PlainLine {
  return { bounds: new Int32Array(2 * keys.length) };
}

/** Reads a line from a place on. Answers where the next one begins, or -1: it is not plain, or does not end here. */
export function readPlainLine({ bounds }: PlainLine, bytes: Uint8Array, from: number): number {
  if (bytes[from] !== open) return -1;
  let found = 0;
  let at = from + 1;
  for (;;) {
    if (bytes[at] === space) at += 1;
    const field = bytes[at] === quote ? fieldAt(bytes, at + 1) : -1;
    if (field < 0 || (found & (1 << field)) !== 0) return -1;
    found |= 1 << field;
    at += 1 + (keys[field] as Uint8Array).length;
    if (bytes[at] === space) at += 1;
    at = readValue(bounds, bytes, at, 2 * field);
    if (at < 0) return -1;
    if (bytes[at] === space) at += 1;
    if (bytes[at] === brace) break;
    if (bytes[at] !== comma) return -1;
    at += 1;
  }
  if (bytes[at + 1] === carriageReturn) at += 1;
  return found === allFields && bytes[at + 1] === lineFeed ? at + 2 : -1;
}

/** Which field's key begins here, with its quote and colon. */
function fieldAt(bytes: Uint8Array, at: number): number {
  const field = fieldBy(bytes[at] as number, bytes[at + 1] as number);
  if (field < 0) return -1;
  const key = keys[field] as Uint8Array;
  for (let letter = 1; letter < key.length; letter += 1) if (bytes[at + letter] !== key[letter]) return -1;
  return field;
}

/** Two letters tell the keys apart. */
function fieldBy(first: number, second: number): number {
  if (first === 0x65) return second === 0x78 ? 0 : 1;
  if (first === 0x6d) return 2;
  if (first === 0x71) return 3;
  return first === 0x74 ? 4 : -1;
}

/** Notes where a value begins and ends. Answers what comes after it; -1: it has to be looked at. */
function readValue(bounds: Int32Array, bytes: Uint8Array, from: number, field: number): number {
  if (bytes[from] !== quote) return field === quantityField ? readNumber(bounds, bytes, from) : -1;
  let at = from + 1;
  for (let byte = bytes[at]; byte !== quote; byte = bytes[at]) {
    if (byte === undefined || byte < space || byte === backslash || byte > 0x7e) return -1;
    at += 1;
  }
  bounds[field] = from + 1;
  bounds[field + 1] = at;
  return at + 1;
}

/** Digits and a point: whether they are a number that fits is for who reads it to find out. */
function readNumber(bounds: Int32Array, bytes: Uint8Array, from: number): number {
  let at = from;
  for (let byte = bytes[at]; byte !== undefined && byte >= 0x2e && byte <= 0x39; byte = bytes[at]) at += 1;
  bounds[quantityField] = from;
  bounds[quantityField + 1] = at;
  return at;
}
