// Lines of NDJSON into the session: plain ones in blocks from their bytes, all others one by one through the parsers. Each line has its
// turn in order, so that nothing depends on which way it goes.
import type { EventOutcome } from "../model/charge.ts";
import { type Block, blockSize, createBlock, findTracks, passEvent, passInBlock } from "./block.ts";
import { createFieldReader, type FieldReader } from "./fieldReader.ts";
import type { LineRefusal, NdjsonListener, NdjsonTally } from "./ndjsonListener.ts";
import { type ColumnFiller, createColumnFiller } from "./rateColumns.ts";
import type { Passed } from "./ratePlainEvent.ts";
import { type LineEntry, readUsageLine } from "./readUsageLine.ts";
import { exclusively, type Session } from "./session.ts";

/** Rates lines as they are found. */
export interface LineRating {
  readonly tally: NdjsonTally;
  /** Rates the plain lines from a place on. Answers where the first one begins that is not plain, or not whole. */
  plainLines(bytes: Uint8Array, from: number): number;
  /** Rates the next line, whatever it is; undefined: it was too long to be kept. */
  anyLine(bytes: Uint8Array | undefined): void;
  /** Tells the listener of the charges that it has not been told of. */
  flush(): void;
}

/** Charges that a listener is told of together. */
const mostTold = 4096;

export function createLineRating(session: Session, listener: NdjsonListener): LineRating {
  const rating: Rating = {
    session,
    listener,
    tally: { lines: 0, accepted: 0, duplicates: 0, rejected: 0, unreadable: 0 },
    filler: createColumnFiller(session, listener.rated !== undefined),
    readFields: createFieldReader(session),
    block: createBlock(),
    single: createBlock(),
    starts: new Int32Array(blockSize + 1),
    refusals: [],
  };
  return {
    tally: rating.tally,
    anyLine(bytes) {
      exclusively(session, () => rateAnyLine(rating, bytes));
      tell(rating);
    },
    flush: () => flush(rating),
    plainLines(bytes, from) {
      let length = blockSize;
      let begin = from;
      while (length === blockSize) {
        exclusively(session, () => {
          length = fill(rating, bytes, begin);
          findTracks(rating.block, length, session);
          for (let at = 0; at < length; at += 1) rateLine(rating, at, bytes);
        });
        begin = rating.starts[length] as number;
        tell(rating);
      }
      return begin;
    },
  };
}

interface Rating {
  readonly session: Session;
  readonly listener: NdjsonListener;
  readonly tally: NdjsonTally;
  readonly filler: ColumnFiller;
  readonly readFields: FieldReader;
  readonly block: Block;
  /** For events that come one by one. */
  readonly single: Block;
  /** Where the lines of the block begin, and where the last one ends. */
  readonly starts: Int32Array;
  /** What the listener has not been told of yet. */
  readonly refusals: LineRefusal[];
}

/** Fills the block with the lines from a place on, as long as they are plain. Answers how many. */
function fill({ block, starts, readFields }: Rating, bytes: Uint8Array, from: number): number {
  starts[0] = from;
  for (let length = 0; length < blockSize; length += 1) {
    const next = readFields(block, length, bytes, starts[length] as number);
    if (next < 0) return length;
    starts[length + 1] = next;
  }
  return blockSize;
}

function rateLine(rating: Rating, at: number, bytes: Uint8Array): void {
  const { tally, filler, starts } = rating;
  filler.at = tally.lines + 1;
  const passed = passInBlock(rating.block, at, rating.session, filler);
  if (passed === "not plain") {
    // The line feed is no part of a line.
    rateAnyLine(rating, bytes.subarray(starts[at], (starts[at + 1] as number) - 1));
    return;
  }
  tally.lines += 1;
  count(tally, outcomes[passed]);
}

function rateAnyLine(rating: Rating, bytes: Uint8Array | undefined): void {
  const { tally, filler } = rating;
  tally.lines += 1;
  filler.at = tally.lines;
  for (const entry of readUsageLine({ number: tally.lines, bytes })) rateEntry(rating, entry);
}

/** The listener is told when nothing is under way, so that it may use the rater. */
function tell(rating: Rating): void {
  const { refusals, listener, filler } = rating;
  for (const refusal of refusals.splice(0)) listener.refused?.(refusal);
  if (filler.builder.length >= mostTold) flush(rating);
}

function rateEntry(rating: Rating, entry: LineEntry): void {
  const { session, single, filler, tally } = rating;
  const { parsed } = entry;
  if (!parsed.ok) {
    count(tally, { status: "rejected" });
    refuse(rating, entry, parsed.issues);
    return;
  }
  const passed = passEvent(single, session, parsed.value, filler);
  const outcome = passed === "not plain" ? filler.addLong(parsed.value) : outcomes[passed];
  count(tally, outcome);
  const { code = "event_invalid", error = "" } = outcome;
  if (outcome.status === "rejected") refuse(rating, entry, [{ code, path: "", message: error }]);
}

function refuse({ tally, refusals }: Rating, entry: LineEntry, issues: LineRefusal["issues"]): void {
  if (issues[0]?.code === "json_invalid") tally.unreadable += 1;
  const { event_id, place } = entry;
  refusals.push({ line: tally.lines, ...(place === undefined ? {} : { place }), event_id, issues });
}

function count(tally: NdjsonTally, { status, duplicate }: Pick<EventOutcome, "status" | "duplicate">): void {
  if (status === "rejected") tally.rejected += 1;
  else if (duplicate === true) tally.duplicates += 1;
  else tally.accepted += 1;
}

function flush({ filler, listener }: Rating): void {
  if (filler.builder.length > 0) listener.rated?.(filler.builder.finish());
}

const outcomes: { readonly [passed in Exclude<Passed, "not plain">]: Omit<EventOutcome, "event_id"> } = {
  accepted: { status: "accepted" },
  duplicate: { status: "accepted", duplicate: true },
};
