// The books of a contract, by ladder and period.
import type { Book } from "./book.ts";
import type { Meter } from "./compileTerms.ts";

export interface Shelf {
  find(meter: Meter, periodStart: string): Book | undefined;
  /** A new book; there must be none of that ladder and period. */
  open(meter: Meter, periodStart: string): Book;
  all(): Book[];
}

export function createShelf(): Shelf {
  const books = new Map<Meter, Map<string, Book>>();
  return {
    find: (meter, periodStart) => books.get(meter)?.get(periodStart),
    open(meter, periodStart) {
      const ofMeter = books.get(meter) ?? new Map<string, Book>();
      books.set(meter, ofMeter);
      const [span, compiled] = [meter.spanOf(periodStart), meter.compiledIn(periodStart)];
      const book: Book = { meter, periodStart, span, compiled, parts: new Map(), shared: new Map() };
      ofMeter.set(periodStart, book);
      return book;
    },
    all: () => [...books.values()].flatMap((ofMeter) => [...ofMeter.values()]),
  };
}
