// Lines of NDJSON into the session: plain ones in blocks from their bytes, all others one by one through the parsers. Each line has its
// turn in order, so that nothing depends on which way it goes.
import { putPlainInstantInBytes } from "../calendar/plainInstant.ts";
import { putMillionthsInBytes } from "../lane/millionths.ts";
import type { EventOutcome } from "../model/charge.ts";
import type { Account } from "./account.ts";
import { type Block, blockSize, createBlock, findTracks, passEvent, passInBlock } from "./block.ts";
import { createByteIndex } from "./byteIndex.ts";
import type { LineRefusal, NdjsonListener, NdjsonTally } from "./ndjsonListener.ts";
import {
  contractField,
  createPlainLine,
  idField,
  metricField,
  quantityField,
  readPlainLine,
  timestampField,
} from "./plainLine.ts";
import { createColumnFiller } from "./rateColumns.ts";
import type { Passed } from "./ratePlainEvent.ts";
import { type LineEntry, readUsageLine } from "./readUsageLine.ts";
import type { Session } from "./session.ts";

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
  const tally: NdjsonTally = { lines: 0, accepted: 0, duplicates: 0, rejected: 0, unreadable: 0 };
  const filler = createColumnFiller(session, listener.rated !== undefined);
  const readFields = createFieldReader(session);
  const block = createBlock();
  const single = createBlock();
  /** Where the lines of the block begin, and where the last one ends. */
  const starts = new Int32Array(blockSize + 1);

  function count(outcome: Pick<EventOutcome, "status" | "duplicate">): void {
    if (outcome.status === "rejected") tally.rejected += 1;
    else if (outcome.duplicate === true) tally.duplicates += 1;
    else tally.accepted += 1;
  }

  function flush(): void {
    if (filler.builder.length > 0) listener.rated?.(filler.builder.finish());
  }

  function refuse(entry: LineEntry, issues: LineRefusal["issues"]): void {
    if (issues[0]?.code === "json_invalid") tally.unreadable += 1;
    const { event_id, place } = entry;
    listener.refused?.({ line: tally.lines, ...(place === undefined ? {} : { place }), event_id, issues });
  }

  function rateEntry(entry: LineEntry): void {
    const { parsed } = entry;
    if (!parsed.ok) {
      count({ status: "rejected" });
      refuse(entry, parsed.issues);
      return;
    }
    const passed = passEvent(single, session, parsed.value, filler);
    const outcome = passed === "not plain" ? filler.addLong(parsed.value) : outcomes[passed];
    count(outcome);
    const { code = "event_invalid", error = "" } = outcome;
    if (outcome.status === "rejected") refuse(entry, [{ code, path: "", message: error }]);
  }

  function anyLine(bytes: Uint8Array | undefined): void {
    tally.lines += 1;
    filler.at = tally.lines;
    for (const entry of readUsageLine({ number: tally.lines, bytes })) rateEntry(entry);
    if (filler.builder.length >= mostTold) flush();
  }

  /** Fills the block with the lines from a place on, as long as they are plain. Answers how many. */
  function fill(bytes: Uint8Array, from: number): number {
    starts[0] = from;
    for (let length = 0; length < blockSize; length += 1) {
      const next = readFields(block, length, bytes, starts[length] as number);
      if (next < 0) return length;
      starts[length + 1] = next;
    }
    return blockSize;
  }

  function rateLine(at: number, bytes: Uint8Array): void {
    filler.at = tally.lines + 1;
    const passed = passInBlock(block, at, session, filler);
    if (passed === "not plain") {
      // The line feed is no part of a line.
      anyLine(bytes.subarray(starts[at], (starts[at + 1] as number) - 1));
      return;
    }
    tally.lines += 1;
    if (passed === "accepted") tally.accepted += 1;
    else tally.duplicates += 1;
  }

  return {
    tally,
    anyLine,
    flush,
    plainLines(bytes, from) {
      let length = blockSize;
      let begin = from;
      while (length === blockSize) {
        length = fill(bytes, begin);
        findTracks(block, length, session);
        for (let at = 0; at < length; at += 1) rateLine(at, bytes);
        begin = starts[length] as number;
        if (filler.builder.length >= mostTold) flush();
      }
      return begin;
    },
  };
}

const outcomes: { readonly [passed in Exclude<Passed, "not plain">]: Omit<EventOutcome, "event_id"> } = {
  accepted: { status: "accepted" },
  duplicate: { status: "accepted", duplicate: true },
};

/** Reads a plain line into a block; answers where the next one begins, or -1. */
type FieldReader = (block: Block, at: number, bytes: Uint8Array, from: number) => number;

function createFieldReader(session: Session): FieldReader {
  const { accounts, memory } = session;
  const contracts = [...accounts.values()];
  const contractIndex = createByteIndex([...accounts.keys()]);
  const metrics = [...new Set(contracts.flatMap(({ terms }) => terms.contract.metrics))];
  const metricIndex = createByteIndex(metrics);
  const line = createPlainLine();
  const { bounds } = line;
  const startOf = (field: number): number => bounds[field] as number;
  const endOf = (field: number): number => bounds[field + 1] as number;
  return (block, at, bytes, from) => {
    const next = readPlainLine(line, bytes, from);
    if (next < 0) return -1;
    const contract = contractIndex.find(bytes, startOf(contractField), endOf(contractField));
    const metric = metricIndex.find(bytes, startOf(metricField), endOf(metricField));
    if (contract < 0 || metric < 0) return -1;
    block.accounts[at] = contracts[contract] as Account;
    block.names[at] = metrics[metric] as string;
    putMillionthsInBytes(bytes, startOf(quantityField), endOf(quantityField), block.quantities, at);
    putPlainInstantInBytes(bytes, startOf(timestampField), endOf(timestampField), block.instants, at);
    return memory.nameBytes(contract, bytes, startOf(idField), endOf(idField), at) ? next : -1;
  };
}
