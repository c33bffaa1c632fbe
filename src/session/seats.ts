// Names of events that wait for their turn: read and hashed together, looked for one by one.
import { createEventId, type EventId, hashId, longestId } from "./eventId.ts";
import type { SlotTable } from "./slotTable.ts";
import { writeVarint } from "./varint.ts";

/** Names events; a name that is given is the one in turn. */
export interface EventNaming {
  /** By the bytes of the id in JSON text. False when they are none. @param seat - where the name waits */
  nameBytes(contract: number, bytes: Uint8Array, from: number, to: number, seat?: number): boolean;
  /** By text. */
  name(contract: number, id: string, seat?: number): boolean;
  /** From now on it is about the event in that seat. */
  choose(seat: number): void;
}

export interface Seat {
  /** What will be kept: the id, its contract, and what the event says. */
  readonly entry: Uint8Array;
  readonly id: EventId;
  /** Where the name ends in the entry. */
  named: number;
  /** Where the entry ends. */
  end: number;
  hash: number;
}

export interface Seats {
  readonly naming: EventNaming;
  /** Whose turn it is. */
  readonly taken: Seat;
  /** Brings in the memory that looking for the names in the first seats takes. Answers nothing of use. */
  touch(length: number, slots: SlotTable): number;
}

/** Names that can wait. */
export const seatsInMemory = 64;

export function createSeats(seed: number): Seats {
  const all: Seat[] = [createSeat()];
  let taken = all[0] as Seat;

  function sit(number: number): Seat {
    while (all.length <= number) all.push(createSeat());
    taken = all[number] as Seat;
    return taken;
  }

  function hash(isNamed: boolean, contract: number): boolean {
    if (!isNamed) return false;
    taken.entry[0] = taken.id.head;
    taken.named = writeVarint(taken.entry, 1 + taken.id.length, contract);
    taken.hash = hashId(taken.id, contract, seed);
    return true;
  }

  return {
    get taken() {
      return taken;
    },
    naming: {
      nameBytes: (contract, bytes, from, to, seat = 0) => hash(sit(seat).id.read(bytes, from, to), contract),
      name: (contract, id, seat = 0) => hash(sit(seat).id.readText(id), contract),
      choose: sit,
    },
    touch(length, slots) {
      // Of events that are not plain nobody may have sat down.
      const last = Math.min(length, all.length);
      let sum = 0;
      for (let at = 0; at < last; at += 1) sum += slots.touch((all[at] as Seat).hash) & 1;
      return sum;
    },
  };
}

/** Room for the form, the contract and what is said. */
const besideId = 64;

function createSeat(): Seat {
  const entry = new Uint8Array(longestId + besideId);
  return { entry, id: createEventId(entry.subarray(1)), named: 0, end: 0, hash: 0 };
}
