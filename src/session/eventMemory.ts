// Every event that was accepted: whose it is, its id, and what it said. Kept whole, in about forty bytes where a text in a Set alone
// takes ninety, so a repeated id is known by comparing, and no event is ever lost to another that only looks like it.
import { createByteArena } from "./byteArena.ts";
import { createEventId, formatId, hashId } from "./eventId.ts";
import {
  createContentBytes,
  lengthOfContent,
  otherForm,
  type PlainContent,
  readContent,
} from "./plainContent.ts";
import { createSlotTable } from "./slotTable.ts";
import { readVarint, sizeOfVarint, writeVarint } from "./varint.ts";

/** One event at a time: name it, say what it says, look whether it is there, keep it. */
export interface EventMemory {
  /** False when the bytes are no id. */
  nameBytes(contract: number, bytes: Uint8Array, from: number, to: number): boolean;
  name(contract: number, id: string): boolean;
  saysPlain(metric: number, quantity: number, instant: number): void;
  saysText(content: string): void;
  find(): "new" | "same" | "other";
  /** Keeps the event that was looked for and is new. Answers its place. */
  keep(): number;
  idAt(place: number): string;
  /** The events of a contract, in order of arrival. */
  events(contract: number): Iterable<readonly [id: string, content: PlainContent | string]>;
}

const scratch = new Uint8Array(256);

/** @param seed - any number; one that strangers cannot know keeps them from making ids that are slow to find */
export function createEventMemory(seed: number): EventMemory {
  const id = createEventId();
  const content = createContentBytes();
  const texts = new Map<number, string>();
  const arena = createByteArena(lengthOfEntry);
  const slots = createSlotTable();
  let contract = 0;
  let text: string | undefined;
  let hash = 0;
  let same = false;

  function nameBytes(owner: number, bytes: Uint8Array, from: number, to: number): boolean {
    if (!id.read(bytes, from, to)) return false;
    contract = owner;
    hash = hashId(id, contract, seed);
    return true;
  }

  /** Whether an entry is the event that is asked for; on the way it finds out whether it says the same. */
  function isIt(place: number): boolean {
    const block = arena.block(place);
    let at = arena.within(place);
    if (readVarint(block, at) !== contract) return false;
    at += sizeOfVarint(contract);
    if (block[at] !== id.head || !equal(block, at + 1, id.bytes, id.length)) return false;
    at += 1 + id.length;
    if (text !== undefined) same = block[at] === otherForm && texts.get(place) === text;
    else same = equal(block, at, content.bytes, content.length);
    return true;
  }

  return {
    nameBytes,
    name(owner, given) {
      const { length } = given;
      if (length > 255) return false;
      for (let at = 0; at < length; at += 1) {
        const code = given.charCodeAt(at);
        scratch[at] = code < 0x80 ? code : 0;
      }
      return nameBytes(owner, scratch, 0, length);
    },
    saysPlain(metric, quantity, instant) {
      text = undefined;
      content.write(metric, quantity, instant);
    },
    saysText(given) {
      text = given;
    },
    find() {
      if (slots.find(hash, isIt) < 0) return "new";
      return same ? "same" : "other";
    },
    keep() {
      const length = text === undefined ? content.length : 1;
      const place = arena.take(sizeOfVarint(contract) + 1 + id.length + length);
      const block = arena.block(place);
      let at = writeVarint(block, arena.within(place), contract);
      block[at] = id.head;
      copy(id.bytes, id.length, block, at + 1);
      at += 1 + id.length;
      if (text === undefined) copy(content.bytes, length, block, at);
      else {
        block[at] = otherForm;
        texts.set(place, text);
      }
      slots.keep(hash, place);
      return place;
    },
    idAt(place) {
      const block = arena.block(place);
      const at = arena.within(place);
      const head = at + sizeOfVarint(readVarint(block, at));
      return formatId(block[head] as number, block, head + 1);
    },
    *events(owner) {
      for (const place of arena.places()) {
        const block = arena.block(place);
        const start = arena.within(place);
        if (readVarint(block, start) !== owner) continue;
        const head = start + sizeOfVarint(owner);
        const known = formatId(block[head] as number, block, head + 1);
        yield [known, texts.get(place) ?? readContent(block, head + 1 + lengthOfId(block[head] as number))];
      }
    },
  };
}

function lengthOfEntry(block: Uint8Array, start: number): number {
  const head = start + sizeOfVarint(readVarint(block, start));
  const at = head + 1 + lengthOfId(block[head] as number);
  return at + lengthOfContent(block, at) - start;
}

function lengthOfId(head: number): number {
  return head === 0 ? 16 : head;
}

function equal(block: Uint8Array, from: number, bytes: Uint8Array, length: number): boolean {
  for (let at = 0; at < length; at += 1) if (block[from + at] !== bytes[at]) return false;
  return true;
}

function copy(bytes: Uint8Array, length: number, block: Uint8Array, to: number): void {
  for (let at = 0; at < length; at += 1) block[to + at] = bytes[at] as number;
}
