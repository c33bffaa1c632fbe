// Running totals in plain numbers, a few for each total in one array, so that counting an event touches one line of memory and makes
// nothing. A total leaves its lane for good when an event takes it past what the numbers hold; `lanes.md` has the argument.
import { partitionPoint } from "../model/partitionPoint.ts";
import { million } from "./millionths.ts";
import type { Piece, Pieces } from "./pieces.ts";

/** Many running totals. */
export interface Lanes {
  /** A new one with that total, in millionths; it must be no more than the pieces hold. Answers its place. */
  open(pieces: Pieces, total: number): number;
  /**
   * Counts a quantity of millionths, not below zero. What it costs is in `amount` until the next call. False, and nothing has
   * changed: it does not fit.
   */
  count(place: number, quantity: number): boolean;
  /** Whether `count` would take it. */
  fits(place: number, quantity: number): boolean;
  /** In limbs: high, then low. */
  readonly amount: Float64Array;
  total(place: number): number;
  /** Events counted. */
  events(place: number): number;
  /** From now on nothing fits. */
  close(place: number): void;
}

// What a record holds. Up to the end of the piece that the total lies in, a unit costs the rate.
const [total, end, rate, events] = [0, 1, 2, 3];
const recordSize = 4;

export function createLanes(): Lanes {
  let records = new Float64Array(16 * recordSize);
  const tables: Pieces[] = [];
  const amount = new Float64Array(2);

  function enter(place: number, piece: Piece): void {
    const at = place * recordSize;
    // On stairs a part of a step costs nothing or all of it, so each event is looked at.
    records[at + end] = piece.stair === undefined ? piece.bound : -1;
    records[at + rate] = piece.rate;
  }

  /** For events that end in another piece than they begin in. */
  function cross(place: number, before: number, after: number): boolean {
    const pieces = tables[place] as Pieces;
    if (!(after <= pieces.most)) return false;
    const [from, to] = [pieceAt(pieces, before), pieceAt(pieces, after)];
    amount[0] = highAt(to, after) - highAt(from, before);
    amount[1] = lowAt(to, after) - lowAt(from, before);
    enter(place, to);
    return true;
  }

  return {
    amount,
    open(pieces, start) {
      const place = tables.length;
      if ((place + 1) * recordSize > records.length) {
        const larger = new Float64Array(2 * records.length);
        larger.set(records);
        records = larger;
      }
      tables.push(pieces);
      records[place * recordSize + total] = start;
      enter(place, pieceAt(pieces, start));
      return place;
    },
    count(place, quantity) {
      const at = place * recordSize;
      const before = records[at + total] as number;
      const after = before + quantity;
      if (after <= (records[at + end] as number)) {
        const price = records[at + rate] as number;
        const units = Math.floor(quantity / million);
        amount[0] = units * price;
        amount[1] = (quantity - units * million) * price;
      } else if (!cross(place, before, after)) return false;
      records[at + total] = after;
      records[at + events] = (records[at + events] as number) + 1;
      return true;
    },
    fits: (place, quantity) =>
      (records[place * recordSize + total] as number) + quantity <= (tables[place] as Pieces).most,
    total: (place) => records[place * recordSize + total] as number,
    events: (place) => records[place * recordSize + events] as number,
    close(place) {
      // No comparison with it holds.
      records[place * recordSize + total] = Number.NaN;
    },
  };
}

function pieceAt({ list }: Pieces, value: number): Piece {
  const at = partitionPoint(list.length - 1, (index) => value > (list[index] as Piece).bound);
  return list[at] as Piece;
}

function highAt({ start, high, rate: price, stair }: Piece, value: number): number {
  const steps = stair === undefined ? Math.floor((value - start) / million) : stepsIn(value - start, stair);
  return high + steps * price;
}

function lowAt({ start, low, rate: price, stair }: Piece, value: number): number {
  if (stair !== undefined) return low;
  const inside = value - start;
  return low + (inside - Math.floor(inside / million) * million) * price;
}

/** Steps begun; a quotient of doubles may be off by one, products of these whole numbers are not. */
function stepsIn(length: number, stair: number): number {
  let steps = Math.ceil(length / stair);
  while ((steps - 1) * stair >= length && steps > 0) steps -= 1;
  while (steps * stair < length) steps += 1;
  return steps;
}
