// How a remembered event lies in memory: its contract, its id's form and bytes, and what it said.
import { type EventId, formatId } from "./eventId.ts";
import {
  type ContentBytes,
  lengthOfContent,
  otherForm,
  type PlainContent,
  readContent,
} from "./plainContent.ts";
import { readVarint, sizeOfVarint, writeVarint } from "./varint.ts";

/** @param content - undefined: it is text, which is kept elsewhere */
export function sizeOfEntry(contract: number, id: EventId, content: ContentBytes | undefined): number {
  return sizeOfVarint(contract) + 1 + id.length + (content?.length ?? 1);
}

export function writeEntry(
  block: Uint8Array,
  from: number,
  contract: number,
  id: EventId,
  content: ContentBytes | undefined,
): void {
  let at = writeVarint(block, from, contract);
  block[at] = id.head;
  copy(id.bytes, id.length, block, at + 1);
  at += 1 + id.length;
  if (content === undefined) block[at] = otherForm;
  else copy(content.bytes, content.length, block, at);
}

/** Where the content of an entry begins, if it is of that contract and id; -1: it is not. */
export function contentIn(block: Uint8Array, from: number, contract: number, id: EventId): number {
  if (readVarint(block, from) !== contract) return -1;
  const head = from + sizeOfVarint(contract);
  return block[head] === id.head && equal(block, head + 1, id.bytes, id.length) ? head + 1 + id.length : -1;
}

export function isContent(block: Uint8Array, at: number, content: ContentBytes): boolean {
  return equal(block, at, content.bytes, content.length);
}

export function lengthOfEntry(block: Uint8Array, from: number): number {
  const at = endOfId(block, from);
  return at + lengthOfContent(block, at) - from;
}

export function contractOf(block: Uint8Array, from: number): number {
  return readVarint(block, from);
}

export function idOf(block: Uint8Array, from: number): string {
  const head = headOf(block, from);
  return formatId(block[head] as number, block, head + 1);
}

/** Of an entry whose content is in numbers. */
export function contentOf(block: Uint8Array, from: number): PlainContent {
  return readContent(block, endOfId(block, from));
}

function headOf(block: Uint8Array, from: number): number {
  return from + sizeOfVarint(readVarint(block, from));
}

function endOfId(block: Uint8Array, from: number): number {
  const head = headOf(block, from);
  const form = block[head] as number;
  return head + 1 + (form === 0 ? 16 : form);
}

function equal(block: Uint8Array, from: number, bytes: Uint8Array, length: number): boolean {
  for (let at = 0; at < length; at += 1) if (block[from + at] !== bytes[at]) return false;
  return true;
}

function copy(bytes: Uint8Array, length: number, block: Uint8Array, to: number): void {
  for (let at = 0; at < length; at += 1) block[to + at] = bytes[at] as number;
}
