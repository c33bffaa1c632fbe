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
  /** Where plain events, which have one place in each meter, are counted in numbers. */
  plainLanes(meter: Meter, place: Place): PlainLanes;
  all(): Book[];
}

/** The lanes of plain events under one meter. */
export interface PlainLanes {
  readonly place: Place;
  /** Those that have no book yet, by period. */
  readonly ahead: Map<string, Lane>;
  /** The lane of a period; undefined where events cannot be counted in numbers. */
  in(periodStart: string): Lane | undefined;
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

  function openLane(meter: Meter, periodStart: string, place: Place): Lane | undefined {
    const price = meter.compiledIn(periodStart).priceOf(place.cell);
    const isShared = meter.rule.group_ladder === "shared";
    const pieces = meter.additive && !isShared && price.per === "total" ? piecesOf(price) : undefined;
    return pieces && { place: lanes.open(pieces, 0), pieces };
  }

  function openPlain(meter: Meter, place: Place): PlainLanes {
    const ahead = new Map<string, Lane>();
    const opened: PlainLanes = {
      place,
      ahead,
      in(periodStart) {
        const known = ahead.get(periodStart);
        if (known !== undefined) return known;
        const book = books.get(meter)?.get(periodStart);
        if (book !== undefined) return laneOf(book, partOf(book, place));
        const lane = openLane(meter, periodStart, place);
        if (lane !== undefined) ahead.set(periodStart, lane);
        return lane;
      },
    };
    plain.set(meter, opened);
    return opened;
  }

  return {
    find(meter, periodStart) {
      const book = books.get(meter)?.get(periodStart);
      return book === undefined && plain.get(meter)?.ahead.has(periodStart) ? open(meter, periodStart) : book;
    },
    open,
    plainLanes: (meter, place) => plain.get(meter) ?? openPlain(meter, place),
    all() {
      for (const [meter, { ahead }] of plain) for (const start of [...ahead.keys()]) open(meter, start);
      return [...books.values()].flatMap((ofMeter) => [...ofMeter.values()]);
    },
  };
}
