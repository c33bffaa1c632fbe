// What a stream of NDJSON tells on the way.
import type { Issue } from "../model/result.ts";
import type { ChargeColumns } from "./chargeColumns.ts";

/** It is called between events, so it may use the rater. What it throws ends the call that was given the bytes, and the rest of these is lost. */
export interface NdjsonListener {
  /** The charges so far that it has not been told of, some thousands at a time; left out: they are summed up and that is all. */
  rated?(charges: ChargeColumns): void;
  /** An event, or a line, that is refused. */
  refused?(refusal: LineRefusal): void;
}

export interface LineRefusal {
  /** Counted from 1. */
  readonly line: number;
  /** The event's place in the line's batch, where the line is one. */
  readonly place?: number;
  /** Empty where it has none that could be read. */
  readonly event_id: string;
  readonly issues: readonly Issue[];
}

/** What became of the events so far, each counted once. */
export interface NdjsonTally {
  /** Blank ones among them. */
  lines: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  /** Those among the rejected that are lines without JSON. */
  unreadable: number;
}
