// Every event that was accepted: whose it is, its id, and what it said. Kept whole, in about forty bytes where a text in a Set alone
// takes ninety, so a repeated id is known by comparing, and no event is ever lost to another that only looks like it.
import { type ByteArena, createByteArena } from "./byteArena.ts";
import { contentOf, contractOf, idOf, isAlike, lengthOfEntry } from "./entry.ts";
import { otherForm, type PlainContent, writeContent } from "./plainContent.ts";
import { createSeats, type EventNaming } from "./seats.ts";
import { createSlotTable } from "./slotTable.ts";

/** One event at a time: name it, say what it says, look whether it is there, keep it. */
export interface EventMemory extends EventNaming {
  /** Brings in the memory that looking for the names in the first seats takes: together they wait no longer than one. Answers nothing of use. */
  fetch(seats: number): number;
  saysPlain(metric: number, quantity: number, instant: number): void;
  /** The same for what stands in lists. */
  saysPlainAt(metric: number, quantities: Float64Array, instants: Float64Array, at: number): void;
  saysText(content: string): void;
  find(): "new" | "same" | "other";
  /** Keeps the event that was looked for and is new. Answers its place. */
  keep(): number;
  idAt(place: number): string;
  /** The events of a contract, in order of arrival. */
  events(contract: number): Iterable<readonly [id: string, content: PlainContent | string]>;
}

/** @param seed - any number; one that strangers cannot know keeps them from making ids that are slow to find */
export function createEventMemory(seed: number): EventMemory {
  const texts = new Map<number, string>();
  const arena = createByteArena(lengthOfEntry);
  const slots = createSlotTable();
  const seats = createSeats(seed);
  let text: string | undefined;
  let same = false;

  /** Whether an entry is the event that is asked for; on the way it finds out whether it says the same. */
  function isIt(place: number): boolean {
    const { entry, named, end } = seats.taken;
    const block = arena.block(place);
    const from = arena.within(place);
    if (!isAlike(block, from, entry, 0, named)) return false;
    same = text === undefined ? isAlike(block, from, entry, named, end) : texts.get(place) === text;
    return true;
  }

  function saysPlainAt(metric: number, quantities: Float64Array, instants: Float64Array, at: number): void {
    const { taken } = seats;
    text = undefined;
    taken.end = writeContent(taken.entry, taken.named, metric, quantities, instants, at);
  }

  function keep(): number {
    const { entry, end, hash } = seats.taken;
    const place = write(arena, entry, end);
    if (text !== undefined) texts.set(place, text);
    slots.keep(hash, place);
    return place;
  }

  return {
    ...seats.naming,
    fetch: (length) => seats.touch(length, slots),
    saysPlain: (metric, quantity, instant) =>
      saysPlainAt(metric, Float64Array.of(quantity), Float64Array.of(instant), 0),
    saysPlainAt,
    saysText(given) {
      text = given;
      seats.taken.entry[seats.taken.named] = otherForm;
      seats.taken.end = seats.taken.named + 1;
    },
    find: () => (slots.find(seats.taken.hash, isIt) < 0 ? "new" : same ? "same" : "other"),
    keep,
    idAt: (place) => idOf(arena.block(place), arena.within(place)),
    events: (contract) => eventsOf(contract, arena, texts),
  };
}

function write(arena: ByteArena, entry: Uint8Array, end: number): number {
  const place = arena.take(end);
  const block = arena.block(place);
  const from = arena.within(place);
  for (let at = 0; at < end; at += 1) block[from + at] = entry[at] as number;
  return place;
}

function* eventsOf(
  contract: number,
  arena: ByteArena,
  texts: ReadonlyMap<number, string>,
): Generator<readonly [string, PlainContent | string]> {
  for (const place of arena.places()) {
    const [block, from] = [arena.block(place), arena.within(place)];
    if (contractOf(block, from) === contract)
      yield [idOf(block, from), texts.get(place) ?? contentOf(block, from)];
  }
}
