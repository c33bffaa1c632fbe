// The lanes of plain events under one meter: such events have one place there in every period, and need no book to be counted.
import type { Lanes } from "../lane/lanes.ts";
import { type Book, type Place, partOf } from "./book.ts";
import type { Meter } from "./compileTerms.ts";
import { type Lane, laneOf, piecesIn } from "./laneOf.ts";

export interface PlainLanes {
  readonly place: Place;
  /** Those that have no book yet, by period. */
  readonly ahead: Map<string, Lane>;
  /** The lane of a period; undefined where events cannot be counted in numbers. */
  in(periodStart: string): Lane | undefined;
}

/** @param bookOf - the book of a period, where there is one */
export function openPlainLanes(
  meter: Meter,
  place: Place,
  lanes: Lanes,
  bookOf: (periodStart: string) => Book | undefined,
): PlainLanes {
  const ahead = new Map<string, Lane>();
  return {
    place,
    ahead,
    in(periodStart) {
      const known = ahead.get(periodStart);
      if (known !== undefined) return known;
      const book = bookOf(periodStart);
      if (book !== undefined) return laneOf(book, partOf(book, place));
      const lane = openLane(meter, periodStart, place, lanes);
      if (lane !== undefined) ahead.set(periodStart, lane);
      return lane;
    },
  };
}

function openLane(meter: Meter, periodStart: string, place: Place, lanes: Lanes): Lane | undefined {
  const pieces = piecesIn(meter, meter.compiledIn(periodStart).priceOf(place.cell));
  return pieces && { place: lanes.open(pieces, 0), pieces };
}
