// Lines of one program look alike: the same keys in the same order, the same spaces. What stands between the values of one line is looked for
// in the next, four bytes at a time; a line that differs is read afresh.
import { idField, type PlainLine, timestampField } from "./plainLine.ts";

/** The text between the values of a line: before each of its fields, in their order, and after the last. */
export interface LineLayout {
  /** The fields' places among the bounds, in order. */
  readonly order: readonly number[];
  readonly gaps: readonly Gap[];
}

interface Gap {
  readonly bytes: Uint8Array;
  /** Its bytes four by four, the last four of them once more; none where it is shorter. */
  readonly words: Int32Array;
}

const quote = 0x22;
const backslash = 0x5c;
const space = 0x20;
const uuidLength = 36;
/** No id, and nothing else that is plain, is longer. */
const longestValue = 256;

/** The layout of a plain line that has been read. */
export function layoutOf({ bounds }: PlainLine, bytes: Uint8Array, from: number, to: number): LineLayout {
  const order = [...bounds.keys()].filter((at) => at % 2 === 0);
  order.sort((a, b) => (bounds[a] as number) - (bounds[b] as number));
  const ends = [from, ...order.map((field) => bounds[field + 1] as number)];
  const starts = [...order.map((field) => bounds[field] as number), to];
  return { order, gaps: ends.map((end, at) => gapOf(bytes.slice(end, starts[at]))) };
}

function gapOf(bytes: Uint8Array): Gap {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const places: number[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) places.push(at);
  if (bytes.length % 4 !== 0 && bytes.length > 4) places.push(bytes.length - 4);
  return { bytes, words: Int32Array.from(places, (at) => view.getInt32(at, true)) };
}

/** Reads a line of that layout. Answers where the next one begins, or -1: it has another. @param view - of the same bytes */
export function readByLayout(
  { order, gaps }: LineLayout,
  { bounds }: PlainLine,
  bytes: Uint8Array,
  view: DataView,
  from: number,
): number {
  let at = from;
  for (let place = 0; place < order.length; place += 1) {
    at = skipGap(gaps[place] as Gap, bytes, view, at);
    if (at < 0) return -1;
    const field = order[place] as number;
    bounds[field] = at;
    at = endOfValue(field, bytes, at, (gaps[place + 1] as Gap).bytes[0] as number);
    bounds[field + 1] = at;
  }
  return skipGap(gaps[order.length] as Gap, bytes, view, at);
}

function skipGap({ bytes: own, words }: Gap, bytes: Uint8Array, view: DataView, from: number): number {
  const { length } = own;
  if (from + length > bytes.length) return -1;
  if (words.length === 0) {
    for (let at = 0; at < length; at += 1) if (bytes[from + at] !== own[at]) return -1;
    return from + length;
  }
  const last = words.length - 1;
  for (let word = 0; word < last; word += 1)
    if (view.getInt32(from + 4 * word, true) !== words[word]) return -1;
  return view.getInt32(from + length - 4, true) === words[last] ? from + length : -1;
}

/** Where a value ends that something else follows; it is for its reader to find out whether it is one. */
function endOfValue(field: number, bytes: Uint8Array, from: number, next: number): number {
  // UUIDs and plain instants have their lengths; if something else has one of them, whoever reads it will see.
  if (field === timestampField && bytes[from + 20] === quote) return from + 20;
  if (field === timestampField && bytes[from + 24] === quote) return from + 24;
  if (field === idField && bytes[from + uuidLength] === quote && bytes[from + 8] === 0x2d)
    return from + uuidLength;
  let at = from;
  const most = Math.min(bytes.length, from + longestValue);
  for (; at < most; at += 1) {
    const byte = bytes[at] as number;
    if (byte === next || byte === quote || byte === backslash || byte < space) break;
  }
  return at;
}
