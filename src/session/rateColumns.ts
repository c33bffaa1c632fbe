// A batch of events whose charges come out in columns.
import type { EventOutcome } from "../model/charge.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { type ChargeColumns, type ColumnBuilder, createColumnBuilder } from "./chargeColumns.ts";
import type { Rated } from "./rateAnyEvent.ts";
import { passPlain, rateLong } from "./rateEvent.ts";
import type { PlainCharges } from "./ratePlainEvent.ts";
import type { Session } from "./session.ts";

/** What became of a batch, in columns. */
export interface RatedColumns {
  /** One for each event: 0 accepted, 1 accepted before, 2 rejected. */
  readonly statuses: Uint8Array;
  /** Why events were rejected, with their places in the batch. */
  readonly refusals: readonly { readonly at: number; readonly outcome: EventOutcome }[];
  readonly charges: ChargeColumns;
}

const [isAccepted, isDuplicate, isRejected] = [0, 1, 2];

/** Fills columns with the charges of events, whatever way they go; `at` is the place of the event whose charges come. */
export interface ColumnFiller extends PlainCharges {
  at: number;
  readonly builder: ColumnBuilder;
  /** The charges of an event that went the long way. */
  addRated(rated: Rated): void;
}

export function createColumnFiller(session: Session): ColumnFiller {
  const { sums, ladders, memory } = session;
  const builder = createColumnBuilder(ladders, memory.idAt);
  const filler: ColumnFiller = {
    at: 0,
    builder,
    add(slot, key, quantity, high, low, instant) {
      sums.add(slot, key, quantity, high, low, instant);
      builder.add(filler.at, key, slot.index, instant, quantity, high, low);
    },
    addRated({ charges }) {
      for (const charge of charges) builder.addDocument(filler.at, session.ladderOf(charge), charge);
    },
  };
  return filler;
}

export function createColumnRating(session: Session): (events: Iterable<UsageEvent>) => RatedColumns {
  const filler = createColumnFiller(session);
  return (given) => {
    const events = Array.isArray(given) ? (given as readonly UsageEvent[]) : [...given];
    const statuses = new Uint8Array(events.length);
    const refusals: { at: number; outcome: EventOutcome }[] = [];
    for (let at = 0; at < events.length; at += 1) {
      const event = events[at] as UsageEvent;
      filler.at = at;
      const passed = passPlain(session, event, filler);
      if (passed === "accepted") continue;
      if (passed === "duplicate") {
        statuses[at] = isDuplicate;
        continue;
      }
      const rated = rateLong(session, event);
      filler.addRated(rated);
      const { status, duplicate } = rated.outcome;
      statuses[at] = status === "rejected" ? isRejected : duplicate === true ? isDuplicate : isAccepted;
      if (status === "rejected") refusals.push({ at, outcome: rated.outcome });
    }
    return { statuses, refusals, charges: filler.builder.finish() };
  };
}
