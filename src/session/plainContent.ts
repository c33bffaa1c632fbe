// What a plain event says, in bytes: form, metric, quantity, instant. The same content always makes the same bytes.
import { readVarint, sizeOfVarint, writeVarint } from "./varint.ts";

/** What an event said, where it said no more than this. */
export interface PlainContent {
  /** Number of the metric. */
  readonly metric: number;
  /** In millionths. */
  readonly quantity: number;
  /** Milliseconds since 1970. */
  readonly instant: number;
}

/** In place of a form: the content is no plain one. */
export const otherForm = 0xff;

// Most quantities are whole or have two decimals, most instants are whole seconds: their zeros are not kept.
const zeros = [1, 10_000, 1_000_000] as const;
const inSeconds = 4;

/** Writes a content; answers where it ends. @param place - where the quantity and the instant stand in their lists */
export function writeContent(
  bytes: Uint8Array,
  from: number,
  metric: number,
  quantities: Float64Array,
  instants: Float64Array,
  place: number,
): number {
  const quantity = quantities[place] as number;
  const instant = instants[place] as number;
  const worth = isWhole(quantity / 1_000_000) ? 2 : isWhole(quantity / 10_000) ? 1 : 0;
  const seconds = Math.floor(instant / 1000);
  const rest = instant - seconds * 1000;
  bytes[from] = worth + (rest === 0 ? inSeconds : 0);
  let at = writeVarint(bytes, from + 1, metric);
  at = writeVarint(bytes, at, quantity / (zeros[worth] as number));
  at = writeVarint(bytes, at, seconds);
  return rest === 0 ? at : writeVarint(bytes, at, rest);
}

/** Of a whole number below 2^53 divided by a small one; a remainder would show in the quotient. */
function isWhole(quotient: number): boolean {
  return Math.floor(quotient) === quotient;
}

export function readContent(block: Uint8Array, from: number): PlainContent {
  const form = block[from] as number;
  const metric = readVarint(block, from + 1);
  let at = from + 1 + sizeOfVarint(metric);
  const quantity = readVarint(block, at);
  at += sizeOfVarint(quantity);
  const seconds = readVarint(block, at);
  const rest = (form & inSeconds) === 0 ? readVarint(block, at + sizeOfVarint(seconds)) : 0;
  return { metric, quantity: quantity * (zeros[form & 3] as number), instant: seconds * 1000 + rest };
}

export function lengthOfContent(block: Uint8Array, from: number): number {
  const form = block[from] as number;
  if (form === otherForm) return 1;
  let at = from + 1;
  const fields = (form & inSeconds) === 0 ? 4 : 3;
  for (let field = 0; field < fields; field += 1) at += sizeOfVarint(readVarint(block, at));
  return at - from;
}
