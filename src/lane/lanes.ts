// Running totals in plain numbers, a few for each total in one array, so that counting an event touches one line of memory and makes
// nothing. What takes a total past what the numbers hold is refused; `lanes.md` has the argument.
import { million } from "./millionths.ts";
import { type Pieces, pieceSize } from "./pieces.ts";

/** Many running totals, each at its place. */
export interface Lanes {
  /** A new one with that total, in millionths; it must be no more than the pieces hold. Answers its place. */
  open(pieces: Pieces, total: number): number;
  /**
   * Counts a quantity of millionths, not below zero. What it costs is in `amount` until the next call. False, and nothing has
   * changed: it does not fit.
   */
  count(place: number, quantity: number): boolean;
  /** The same for the quantity in `asked`: numbers that are handed over in arrays are never made into objects. */
  countAsked(place: number): boolean;
  /** Whether `countAsked` would take it. */
  fitsAsked(place: number): boolean;
  readonly asked: Float64Array;
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
const firstRoom = 16;

interface Records {
  numbers: Float64Array;
  readonly asked: Float64Array;
  readonly tables: Pieces[];
  readonly amount: Float64Array;
}

export function createLanes(): Lanes {
  const records: Records = {
    numbers: new Float64Array(firstRoom * recordSize),
    tables: [],
    asked: new Float64Array(1),
    amount: new Float64Array(2),
  };
  const numberAt = (place: number, field: number): number =>
    records.numbers[place * recordSize + field] as number;
  return {
    asked: records.asked,
    amount: records.amount,
    open: (pieces, start) => openRecord(records, pieces, start),
    count(place, quantity) {
      records.asked[0] = quantity;
      return countIn(records, place);
    },
    countAsked: (place) => countIn(records, place),
    fitsAsked(place) {
      const { numbers, asked, tables } = records;
      const after = (numbers[place * recordSize + total] as number) + (asked[0] as number);
      return (
        after <= (numbers[place * recordSize + end] as number) || after <= (tables[place] as Pieces).most
      );
    },
    total: (place) => numberAt(place, total),
    events: (place) => numberAt(place, events),
    close(place) {
      // No comparison with it holds.
      records.numbers[place * recordSize + total] = Number.NaN;
    },
  };
}

function openRecord(records: Records, pieces: Pieces, start: number): number {
  const place = records.tables.length;
  if ((place + 1) * recordSize > records.numbers.length) {
    const larger = new Float64Array(2 * records.numbers.length);
    larger.set(records.numbers);
    records.numbers = larger;
  }
  records.tables.push(pieces);
  records.numbers[place * recordSize + total] = start;
  enter(records, place, pieces, pieceAt(pieces, start));
  return place;
}

function countIn(records: Records, place: number): boolean {
  const { numbers, amount, asked } = records;
  const at = place * recordSize;
  const quantity = asked[0] as number;
  const before = numbers[at + total] as number;
  const after = before + quantity;
  if (after <= (numbers[at + end] as number)) {
    const price = numbers[at + rate] as number;
    const units = Math.floor(quantity / million);
    amount[0] = units * price;
    amount[1] = (quantity - units * million) * price;
  } else if (!cross(records, place)) return false;
  numbers[at + total] = after;
  numbers[at + events] = (numbers[at + events] as number) + 1;
  return true;
}

/** For events that end in another piece than they begin in. */
function cross(records: Records, place: number): boolean {
  const pieces = records.tables[place] as Pieces;
  const before = records.numbers[place * recordSize + total] as number;
  const after = before + (records.asked[0] as number);
  if (!(after <= pieces.most)) return false;
  const from = pieceAt(pieces, before);
  const to = pieceAt(pieces, after);
  const { table } = pieces;
  records.amount[0] = highAt(table, to, after) - highAt(table, from, before);
  records.amount[1] = lowAt(table, to, after) - lowAt(table, from, before);
  if (from !== to) enter(records, place, pieces, to);
  return true;
}

// What a piece of a table holds.
const [bound, begin, high, low, price, stair] = [0, 1, 2, 3, 4, 5];

function enter({ numbers }: Records, place: number, { table }: Pieces, piece: number): void {
  const at = place * recordSize;
  // On stairs a part of a step costs nothing or all of it, so each event is looked at.
  numbers[at + end] = table[piece + stair] === 0 ? (table[piece + bound] as number) : -1;
  numbers[at + rate] = table[piece + price] as number;
}

/** Where the piece that a total lies in stands in the table. Searched here, as `partitionPoint` would take a function made for each event. */
function pieceAt({ table }: Pieces, value: number): number {
  let first = 0;
  let last = table.length / pieceSize - 1;
  while (first < last) {
    const middle = (first + last) >> 1;
    if (value > (table[middle * pieceSize + bound] as number)) first = middle + 1;
    else last = middle;
  }
  return first * pieceSize;
}

function highAt(table: Float64Array, piece: number, value: number): number {
  const inside = value - (table[piece + begin] as number);
  const step = table[piece + stair] as number;
  const steps = step === 0 ? Math.floor(inside / million) : Math.ceil(inside / step);
  return (table[piece + high] as number) + steps * (table[piece + price] as number);
}

function lowAt(table: Float64Array, piece: number, value: number): number {
  const own = table[piece + low] as number;
  if (table[piece + stair] !== 0) return own;
  const inside = value - (table[piece + begin] as number);
  return own + (inside - Math.floor(inside / million) * million) * (table[piece + price] as number);
}
