// How a remembered event lies in memory: its id's form and bytes, its contract, and what it said.
import { formatId } from "./eventId.ts";
import { lengthOfContent, type PlainContent, readContent } from "./plainContent.ts";
import { readVarint, sizeOfVarint } from "./varint.ts";

export function lengthOfEntry(block: Uint8Array, from: number): number {
  const at = contentIn(block, from);
  return at + lengthOfContent(block, at) - from;
}

export function contractOf(block: Uint8Array, from: number): number {
  return readVarint(block, endOfId(block, from));
}

export function idOf(block: Uint8Array, from: number): string {
  return formatId(block[from] as number, block, from + 1);
}

/** Of an entry whose content is in numbers. */
export function contentOf(block: Uint8Array, from: number): PlainContent {
  return readContent(block, contentIn(block, from));
}

/** Whether bytes of an entry are the same as some at the same place in another. */
export function isAlike(
  block: Uint8Array,
  from: number,
  entry: Uint8Array,
  begin: number,
  end: number,
): boolean {
  for (let at = begin; at < end; at += 1) if (block[from + at] !== entry[at]) return false;
  return true;
}

function contentIn(block: Uint8Array, from: number): number {
  const contract = endOfId(block, from);
  return contract + sizeOfVarint(readVarint(block, contract));
}

function endOfId(block: Uint8Array, from: number): number {
  const form = block[from] as number;
  return from + 1 + (form === 0 ? 16 : form);
}
