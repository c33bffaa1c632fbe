// Every event that was accepted: whose it is, its id, and what it said. Kept whole, in about forty bytes where a text in a Set alone
// takes ninety, so a repeated id is known by comparing, and no event is ever lost to another that only looks like it.
import { createByteArena } from "./byteArena.ts";
import {
  contentIn,
  contentOf,
  contractOf,
  idOf,
  isContent,
  lengthOfEntry,
  sizeOfEntry,
  writeEntry,
} from "./entry.ts";
import { createEventId, type EventId, hashId } from "./eventId.ts";
import { createContentBytes, otherForm, type PlainContent } from "./plainContent.ts";
import { createSlotTable } from "./slotTable.ts";

/** One event at a time: name it, say what it says, look whether it is there, keep it. */
export interface EventMemory {
  /** Names an event by the bytes of its id. False when they are none. @param seat - where the name waits for its turn */
  nameBytes(contract: number, bytes: Uint8Array, from: number, to: number, seat?: number): boolean;
  /** The same by text. */
  name(contract: number, id: string, seat?: number): boolean;
  /** Brings in the memory that looking for the names in the first seats takes: together they wait no longer than one. Answers nothing of use. */
  fetch(seats: number): number;
  /** From now on it is about the event in that seat; a name that is given is about itself. */
  choose(seat: number): void;
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

/** Names that can wait. */
export const seatsInMemory = 64;

interface Seat {
  readonly id: EventId;
  contract: number;
  hash: number;
}

/** @param seed - any number; one that strangers cannot know keeps them from making ids that are slow to find */
export function createEventMemory(seed: number): EventMemory {
  const texts = new Map<number, string>();
  const arena = createByteArena(lengthOfEntry);
  const slots = createSlotTable();
  const content = createContentBytes();
  const seats: Seat[] = [createSeat()];
  let seat = seats[0] as Seat;
  let text: string | undefined;
  let same = false;

  function sit(number: number): Seat {
    while (seats.length <= number) seats.push(createSeat());
    seat = seats[number] as Seat;
    return seat;
  }

  function settle(named: boolean, contract: number): boolean {
    if (!named) return false;
    seat.contract = contract;
    seat.hash = hashId(seat.id, contract, seed);
    return true;
  }

  /** Whether an entry is the event that is asked for; on the way it finds out whether it says the same. */
  function isIt(place: number): boolean {
    const block = arena.block(place);
    const at = contentIn(block, arena.within(place), seat.contract, seat.id);
    if (at < 0) return false;
    same =
      text === undefined
        ? isContent(block, at, content)
        : block[at] === otherForm && texts.get(place) === text;
    return true;
  }

  return {
    nameBytes: (contract, bytes, from, to, number = 0) =>
      settle(sit(number).id.read(bytes, from, to), contract),
    name: (contract, id, number = 0) => settle(sit(number).id.readText(id), contract),
    fetch(length) {
      let sum = 0;
      for (let at = 0; at < length; at += 1) sum += slots.touch((seats[at] as Seat).hash) & 1;
      return sum;
    },
    choose: sit,
    saysPlain(metric, quantity, instant) {
      text = undefined;
      content.write(metric, Float64Array.of(quantity), Float64Array.of(instant), 0);
    },
    saysPlainAt(metric, quantities, instants, at) {
      text = undefined;
      content.write(metric, quantities, instants, at);
    },
    saysText(given) {
      text = given;
    },
    find() {
      if (slots.find(seat.hash, isIt) < 0) return "new";
      return same ? "same" : "other";
    },
    keep() {
      const plain = text === undefined ? content : undefined;
      const place = arena.take(sizeOfEntry(seat.contract, seat.id, plain));
      writeEntry(arena.block(place), arena.within(place), seat.contract, seat.id, plain);
      if (text !== undefined) texts.set(place, text);
      slots.keep(seat.hash, place);
      return place;
    },
    idAt: (place) => idOf(arena.block(place), arena.within(place)),
    *events(contract) {
      for (const place of arena.places()) {
        const [block, from] = [arena.block(place), arena.within(place)];
        if (contractOf(block, from) === contract)
          yield [idOf(block, from), texts.get(place) ?? contentOf(block, from)];
      }
    },
  };
}

function createSeat(): Seat {
  return { id: createEventId(), contract: 0, hash: 0 };
}
