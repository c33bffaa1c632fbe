// An event's id in bytes, as it is kept: a UUID as its 16, any other id as its characters. Both say the same as the text, so that
// comparing bytes is comparing ids.

/** One id, read and hashed; reading another overwrites it. */
export interface EventId {
  /** Reads bytes of JSON text, in which a quote ends and a backslash begins something; false when they are no id. */
  read(bytes: Uint8Array, from: number, to: number): boolean;
  /** Reads text. */
  readText(text: string): boolean;
  /** The form in front: 0 for a UUID, else the number of characters. */
  head: number;
  readonly bytes: Uint8Array;
  /** How many of the bytes count. */
  length: number;
}

/** Most characters of an id. */
export const longestId = 255;
const uuidLength = 36;
const dash = 0x2d;

/** What a hexadecimal digit of a lower-case UUID is worth; 255: it is none. */
const hexValues: Uint8Array = /* @__PURE__ */ makeHexValues();
/** 1 for printable ASCII but space and slash: what `idPattern` lets through. */
const idCharacters: Uint8Array = /* @__PURE__ */ makeCharacters("/");
/** The same in JSON text. */
const jsonCharacters: Uint8Array = /* @__PURE__ */ makeCharacters('/"\\');

/** @param bytes - where the id is put; with room for the longest, and for four bytes more, so that the last word can be read whole */
export function createEventId(bytes: Uint8Array = new Uint8Array(longestId + 4)): EventId {
  const id: EventId = {
    head: 0,
    bytes,
    length: 0,
    read(source, from, to) {
      const length = to - from;
      if (length === uuidLength && readUuid(source, from, bytes)) {
        id.head = 0;
        id.length = 16;
        return true;
      }
      return readCharacters(id, source, from, to, jsonCharacters);
    },
    readText(text) {
      const { length } = text;
      if (length === uuidLength && readUuidText(text, bytes)) {
        id.head = 0;
        id.length = 16;
        return true;
      }
      if (length > longestId) return false;
      for (let at = 0; at < length; at += 1) scratch[at] = Math.min(text.charCodeAt(at), 255);
      return readCharacters(id, scratch, 0, length, idCharacters);
    },
  };
  return id;
}

const scratch = new Uint8Array(longestId);

function readCharacters(
  id: EventId,
  source: Uint8Array,
  from: number,
  to: number,
  allowed: Uint8Array,
): boolean {
  const length = to - from;
  if (length < 1 || length > longestId) return false;
  let wrong = 0;
  for (let at = 0; at < length; at += 1) {
    const code = source[from + at] as number;
    wrong |= (allowed[code] as number) ^ 1;
    id.bytes[at] = code;
  }
  id.head = length;
  id.length = length;
  return wrong === 0;
}

function readUuid(source: Uint8Array, from: number, into: Uint8Array): boolean {
  if (source[from + 8] !== dash || source[from + 13] !== dash) return false;
  if (source[from + 18] !== dash || source[from + 23] !== dash) return false;
  let wrong = 0;
  let at = from;
  for (let place = 0; place < 16; place += 1) {
    if (place === 4 || place === 6 || place === 8 || place === 10) at += 1;
    const high = hexValues[source[at] as number] as number;
    const low = hexValues[source[at + 1] as number] as number;
    wrong |= high | low;
    into[place] = (high << 4) | low;
    at += 2;
  }
  return wrong < 16;
}

/** The same of text: most ids come as such, and copying them first would cost as much again. */
function readUuidText(text: string, into: Uint8Array): boolean {
  if (text.charCodeAt(8) !== dash || text.charCodeAt(13) !== dash) return false;
  if (text.charCodeAt(18) !== dash || text.charCodeAt(23) !== dash) return false;
  let wrong = 0;
  let at = 0;
  for (let place = 0; place < 16; place += 1) {
    if (place === 4 || place === 6 || place === 8 || place === 10) at += 1;
    const first = text.charCodeAt(at);
    const second = text.charCodeAt(at + 1);
    const high = hexValues[first & 0xff] as number;
    const low = hexValues[second & 0xff] as number;
    wrong |= high | low | ((first | second) >> 4 > 15 ? 16 : 0);
    into[place] = (high << 4) | low;
    at += 2;
  }
  return wrong < 16;
}

/** The text of an id from its bytes. */
export function formatId(head: number, bytes: Uint8Array, from: number): string {
  if (head > 0) return String.fromCharCode(...bytes.subarray(from, from + head));
  let text = "";
  for (let place = 0; place < 16; place += 1) {
    if (place === 4 || place === 6 || place === 8 || place === 10) text += "-";
    const value = bytes[from + place] as number;
    text += (value >> 4).toString(16) + (value & 15).toString(16);
  }
  return text;
}

/**
 * HalfSipHash-1-3, 31 bits of it, of an id and of the contract that it belongs to. It only says where to look, so equal hashes do no harm but slow
 * down; who does not know the seed cannot make them on purpose.
 */
export function hashId({ bytes, length }: EventId, contract: number, seed: number): number {
  let v0 = seed;
  let v1 = ~seed;
  let v2 = 0x6c796765 ^ seed;
  let v3 = 0x74656462 ^ ~seed;
  // A word for the contract, the words of the id, one for the length, and three rounds at the end.
  const words = ((length + 3) >> 2) + 5;
  for (let word = 0; word < words; word += 1) {
    let value = 0;
    if (word === 0) value = contract;
    else if (word < words - 4) value = wordAt(bytes, 4 * (word - 1), length);
    else if (word === words - 4) value = length << 24;
    else if (word === words - 3) v2 ^= 0xff;
    v3 ^= value;
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
    v0 ^= value;
  }
  return (v1 ^ v3) & 0x7fffffff;
}

/** Four bytes as a number; those past the end count as zero. */
function wordAt(bytes: Uint8Array, at: number, length: number): number {
  const left = length - at;
  const word =
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24);
  return left >= 4 ? word : word & ((1 << (8 * left)) - 1);
}

function makeHexValues(): Uint8Array {
  const values = new Uint8Array(256).fill(255);
  [..."0123456789abcdef"].forEach((digit, value) => {
    values[digit.charCodeAt(0)] = value;
  });
  return values;
}

function makeCharacters(without: string): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) =>
    code > 0x20 && code < 0x7f && !without.includes(String.fromCharCode(code)) ? 1 : 0,
  );
}
