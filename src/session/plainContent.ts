// What a plain event says, in bytes: form, metric, quantity, instant. The same content always makes the same bytes.
import { readVarint, sizeOfVarint, writeVarint } from "./varint.ts";

/** What an event said, where it said no more than this. */
export interface PlainContent {
  /** Place among the contract's metrics. */
  readonly metric: number;
  /** In millionths. */
  readonly quantity: number;
  /** Milliseconds since 1970. */
  readonly instant: number;
}

/** One content; writing another overwrites it. */
export interface ContentBytes {
  readonly bytes: Uint8Array;
  length: number;
  write(metric: number, quantity: number, instant: number): void;
}

/** In place of a form: the content is no plain one. */
export const otherForm = 0xff;

// Most quantities are whole or have two decimals, most instants are whole seconds: their zeros are not kept.
const zeros = [1, 10_000, 1_000_000] as const;
const inSeconds = 4;

export function createContentBytes(): ContentBytes {
  const bytes = new Uint8Array(32);
  const content: ContentBytes = {
    bytes,
    length: 0,
    write(metric, quantity, instant) {
      const worth = quantity % 1_000_000 === 0 ? 2 : quantity % 10_000 === 0 ? 1 : 0;
      const seconds = instant / 1000;
      const isWhole = Number.isInteger(seconds);
      bytes[0] = worth + (isWhole ? inSeconds : 0);
      let at = writeVarint(bytes, 1, metric);
      at = writeVarint(bytes, at, quantity / zeros[worth]);
      content.length = writeVarint(bytes, at, isWhole ? seconds : instant);
    },
  };
  return content;
}

export function readContent(block: Uint8Array, from: number): PlainContent {
  const form = block[from] as number;
  const metric = readVarint(block, from + 1);
  let at = from + 1 + sizeOfVarint(metric);
  const quantity = readVarint(block, at);
  at += sizeOfVarint(quantity);
  const time = readVarint(block, at);
  return {
    metric,
    quantity: quantity * (zeros[form & 3] as number),
    instant: (form & inSeconds) === 0 ? time : time * 1000,
  };
}

export function lengthOfContent(block: Uint8Array, from: number): number {
  if (block[from] === otherForm) return 1;
  let at = from + 1;
  for (let field = 0; field < 3; field += 1) at += sizeOfVarint(readVarint(block, at));
  return at - from;
}
