// The books of a contract, by ladder and period. A book whose only usage so far is plain need not be there: its lane stands ahead of it.
import type { Lanes } from "../lane/lanes.ts";
import { piecesOf } from "../lane/pieces.ts";
import { type Book, type Place, partOf } from "./book.ts";
import type { Meter } from "./compileTerms.ts";
import { type Lane, laneOf } from "./laneOf.ts";

export interface Shelf {
  find(meter: Meter, periodStart: string): Book | undefined;
  /** A new book; there must be none of that ladder and period. */
  open(meter: Meter, periodStart: string): Book;
  /** Where plain events, which have one place in each meter, are counted in numbers; undefined where they cannot be. */
  lane(meter: Meter, periodStart: string, place: Place): Lane | undefined;
  all(): Book[];
}

/** A lane without a book. */
interface Ahead {
  readonly lane: Lane;
  readonly place: Place;
}

export function createShelf(lanes: Lanes): Shelf {
  const books = new Map<Meter, Map<string, Book>>();
  const ahead = new Map<Meter, Map<string, Ahead>>();

  function find(meter: Meter, periodStart: string): Book | undefined {
    const book = books.get(meter)?.get(periodStart);
    return book === undefined && ahead.get(meter)?.has(periodStart) ? open(meter, periodStart) : book;
  }

  function open(meter: Meter, periodStart: string): Book {
    const ofMeter = books.get(meter) ?? new Map<string, Book>();
    books.set(meter, ofMeter);
    const [span, compiled] = [meter.spanOf(periodStart), meter.compiledIn(periodStart)];
    const book: Book = { meter, periodStart, span, compiled, lanes, parts: new Map(), shared: new Map() };
    ofMeter.set(periodStart, book);
    const before = ahead.get(meter)?.get(periodStart);
    if (before !== undefined) {
      partOf(book, before.place).lane = before.lane;
      ahead.get(meter)?.delete(periodStart);
    }
    return book;
  }

  function openAhead(meter: Meter, periodStart: string, place: Place): Lane | undefined {
    const price = meter.compiledIn(periodStart).priceOf(place.cell);
    const isShared = meter.rule.group_ladder === "shared";
    const pieces = meter.additive && !isShared && price.per === "total" ? piecesOf(price) : undefined;
    if (pieces === undefined) return undefined;
    const lane = { place: lanes.open(pieces, 0), pieces };
    const ofMeter = ahead.get(meter) ?? new Map<string, Ahead>();
    ahead.set(meter, ofMeter);
    ofMeter.set(periodStart, { lane, place });
    return lane;
  }

  return {
    find,
    open,
    lane(meter, periodStart, place) {
      const book = books.get(meter)?.get(periodStart);
      if (book !== undefined) return laneOf(book, partOf(book, place));
      return ahead.get(meter)?.get(periodStart)?.lane ?? openAhead(meter, periodStart, place);
    },
    all() {
      for (const [meter, ofMeter] of ahead)
        for (const periodStart of [...ofMeter.keys()]) open(meter, periodStart);
      return [...books.values()].flatMap((ofMeter) => [...ofMeter.values()]);
    },
  };
}
