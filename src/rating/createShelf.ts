// The books of a contract, by ladder and period. A book whose only usage so far is plain need not be there: its lane stands ahead of it.
import type { Lanes } from "../lane/lanes.ts";
import { type Book, type Place, partOf } from "./book.ts";
import type { Meter } from "./compileTerms.ts";
import { openPlainLanes, type PlainLanes } from "./plainLanes.ts";

export interface Shelf {
  find(meter: Meter, periodStart: string): Book | undefined;
  /** A new book; there must be none of that ladder and period. */
  open(meter: Meter, periodStart: string): Book;
  /** Where plain events, which have one place in each meter, are counted in numbers. */
  plainLanes(meter: Meter, place: Place): PlainLanes;
  all(): Book[];
}

export function createShelf(lanes: Lanes): Shelf {
  const books = new Map<Meter, Map<string, Book>>();
  const plain = new Map<Meter, PlainLanes>();

  function open(meter: Meter, periodStart: string): Book {
    const ofMeter = books.get(meter) ?? new Map<string, Book>();
    books.set(meter, ofMeter);
    const [span, compiled] = [meter.spanOf(periodStart), meter.compiledIn(periodStart)];
    const book: Book = { meter, periodStart, span, compiled, lanes, parts: new Map(), shared: new Map() };
    ofMeter.set(periodStart, book);
    const before = plain.get(meter);
    const lane = before?.ahead.get(periodStart);
    if (before !== undefined && lane !== undefined) {
      partOf(book, before.place).lane = lane;
      before.ahead.delete(periodStart);
    }
    return book;
  }

  return {
    find(meter, periodStart) {
      const book = books.get(meter)?.get(periodStart);
      return book === undefined && plain.get(meter)?.ahead.has(periodStart) ? open(meter, periodStart) : book;
    },
    open,
    plainLanes(meter, place) {
      const known = plain.get(meter);
      if (known !== undefined) return known;
      const opened = openPlainLanes(meter, place, lanes, (start) => books.get(meter)?.get(start));
      plain.set(meter, opened);
      return opened;
    },
    all() {
      for (const [meter, { ahead }] of plain) for (const start of [...ahead.keys()]) open(meter, start);
      return [...books.values()].flatMap((ofMeter) => [...ofMeter.values()]);
    },
  };
}
