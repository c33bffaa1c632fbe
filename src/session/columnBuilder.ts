// Fills columns with charges, and hands them out.
import { instantIn } from "../calendar/instant.ts";
import type { Lanes } from "../lane/lanes.ts";
import type { Charge } from "../model/charge.ts";
import type { ChargeColumns } from "./chargeColumns.ts";
import { type ChargedLadder, chargeDocument } from "./chargeDocument.ts";

/** Columns that are being filled. */
export interface ColumnBuilder {
  readonly length: number;
  /**
   * The charge that the lanes have just made.
   *
   * @param key - what the rater remembers the event under
   * @param place - where its instant stands in the list
   */
  add(
    event: number,
    key: number,
    ladder: number,
    made: Pick<Lanes, "asked" | "amount">,
    instants: Float64Array,
    place: number,
  ): void;
  /** A charge that is there as a document only. */
  addDocument(event: number, ladder: number, charge: Charge): void;
  /** The columns so far; what is added from then on is for the next. */
  finish(): ChargeColumns;
}

/** Room for charges, column by column. */
interface Columns {
  readonly event: Uint32Array;
  /** What the rater remembers the events under. */
  readonly key: Uint32Array;
  readonly ladder: Uint32Array;
  readonly timestamp: Float64Array;
  readonly quantity: Float64Array;
  readonly amount: Float64Array;
  readonly rest: Float64Array;
}

const leastRoom = 64;

/** @param idAt - the id of the event that is remembered under a key */
export function createColumnBuilder(
  ladders: readonly ChargedLadder[],
  idAt: (key: number) => string,
): ColumnBuilder {
  let columns = makeColumns(leastRoom);
  let length = 0;
  let documents = new Map<number, Charge>();

  function open(event: number, key: number, ladder: number): void {
    if (length === columns.event.length) columns = larger(columns);
    columns.event[length] = event;
    columns.key[length] = key;
    columns.ladder[length] = ladder;
  }

  return {
    get length() {
      return length;
    },
    add(event, key, ladder, { asked, amount }, instants, place) {
      open(event, key, ladder);
      columns.timestamp[length] = instants[place] as number;
      columns.quantity[length] = asked[0] as number;
      columns.amount[length] = amount[0] as number;
      columns.rest[length] = amount[1] as number;
      length += 1;
    },
    addDocument(event, ladder, charge) {
      open(event, 0, ladder);
      documents.set(length, charge);
      columns.timestamp[length] = instantIn(charge.timestamp);
      for (const column of [columns.quantity, columns.amount, columns.rest]) column[length] = Number.NaN;
      length += 1;
    },
    finish() {
      const finished = finishColumns(columns, length, documents, ladders, idAt);
      // The next are likely as many.
      columns = makeColumns(Math.max(leastRoom, length));
      documents = new Map();
      length = 0;
      return finished;
    },
  };
}

function larger(columns: Columns): Columns {
  const made = makeColumns(2 * columns.event.length);
  for (const name of names) made[name].set(columns[name]);
  return made;
}

function makeColumns(room: number): Columns {
  return {
    event: new Uint32Array(room),
    key: new Uint32Array(room),
    ladder: new Uint32Array(room),
    timestamp: new Float64Array(room),
    quantity: new Float64Array(room),
    amount: new Float64Array(room),
    rest: new Float64Array(room),
  };
}

const names = ["event", "key", "ladder", "timestamp", "quantity", "amount", "rest"] as const;

function finishColumns(
  columns: Columns,
  length: number,
  documents: ReadonlyMap<number, Charge>,
  ladders: readonly ChargedLadder[],
  idAt: (key: number) => string,
): ChargeColumns {
  const { key, ladder, timestamp, quantity, amount, rest } = columns;
  return {
    length,
    event: columns.event.subarray(0, length),
    ladder: ladder.subarray(0, length),
    ladders,
    timestamp: timestamp.subarray(0, length),
    quantity: quantity.subarray(0, length),
    amount: amount.subarray(0, length),
    rest: rest.subarray(0, length),
    charge(at) {
      const document = documents.get(at);
      if (document !== undefined) return document;
      if (!(Number.isInteger(at) && at >= 0 && at < length))
        throw new RangeError(`there are ${length} charges, and none at ${at}`);
      return chargeDocument(ladders[ladder[at] as number] as ChargedLadder, {
        event_id: idAt(key[at] as number),
        timestamp: timestamp[at] as number,
        quantity: quantity[at] as number,
        high: amount[at] as number,
        low: rest[at] as number,
      });
    },
  };
}
