// A batch of events whose charges come out in columns.
import type { EventOutcome } from "../model/charge.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { blockSize, createBlock, findTracks, passInBlock, readInto } from "./block.ts";
import type { ChargeColumns } from "./chargeColumns.ts";
import { type ColumnBuilder, createColumnBuilder } from "./columnBuilder.ts";
import { passAnyEvent } from "./passAnyEvent.ts";
import type { PlainCharges } from "./ratePlainEvent.ts";
import { exclusively, ladderOf, type Session } from "./session.ts";
import { addCharge } from "./tracks.ts";

/** What became of a batch, in columns. */
export interface RatedColumns {
  /** One for each event: 0 accepted, 1 accepted before, 2 rejected. */
  readonly statuses: Uint8Array;
  /** Why events were rejected, with their places in the batch. */
  readonly refusals: readonly { readonly at: number; readonly outcome: EventOutcome }[];
  readonly charges: ChargeColumns;
}

/** Without an outcome: it was accepted before. */
function statusOf(outcome: EventOutcome | undefined): number {
  if (outcome?.status === "rejected") return 2;
  return outcome === undefined || outcome.duplicate === true ? 1 : 0;
}

/** Fills columns with the charges of events, whatever way they go; `at` is the place of the event whose charges come. */
export interface ColumnFiller extends PlainCharges {
  at: number;
  readonly builder: ColumnBuilder;
  /** Sends an event the long way. */
  addLong(event: UsageEvent): EventOutcome;
}

/** @param withColumns - false: charges are summed up and that is all */
export function createColumnFiller(session: Session, withColumns: boolean): ColumnFiller {
  const { tracks, memory, lanes } = session;
  const builder = createColumnBuilder(tracks.ladders, memory.idAt);
  const filler: ColumnFiller = {
    at: 0,
    builder,
    add(track, event, instants, at) {
      addCharge(tracks, track, lanes, event, instants, at);
      if (withColumns) builder.add(filler.at, event, track, lanes, instants, at);
    },
    addLong(event) {
      const { outcome, charges } = passAnyEvent(session, event);
      if (!withColumns) return outcome;
      for (const charge of charges) builder.addDocument(filler.at, ladderOf(session, charge), charge);
      return outcome;
    },
  };
  return filler;
}

export function createColumnRating(session: Session): (events: Iterable<UsageEvent>) => RatedColumns {
  const filler = createColumnFiller(session, true);
  const block = createBlock();
  return (given) => {
    const events = Array.isArray(given) ? (given as readonly UsageEvent[]) : [...given];
    const statuses = new Uint8Array(events.length);
    const refusals: { at: number; outcome: EventOutcome }[] = [];
    // What a call that threw has left is of no batch.
    if (filler.builder.length > 0) filler.builder.finish();
    exclusively(session, () => {
      for (let from = 0; from < events.length; from += blockSize) {
        const length = Math.min(blockSize, events.length - from);
        for (let at = 0; at < length; at += 1) readInto(block, at, session, events[from + at] as UsageEvent);
        findTracks(block, length, session);
        for (let at = 0; at < length; at += 1) {
          filler.at = from + at;
          const passed = passInBlock(block, at, session, filler);
          if (passed === "accepted") continue;
          const outcome =
            passed === "duplicate" ? undefined : filler.addLong(events[from + at] as UsageEvent);
          statuses[from + at] = statusOf(outcome);
          if (outcome?.status === "rejected") refusals.push({ at: from + at, outcome });
        }
      }
    });
    return { statuses, refusals, charges: filler.builder.finish() };
  };
}
