// Rates usage as it comes in. What grows with the usage are only the events' ids and contents, by which duplicates are
// known; charges are folded into few again and again, and lines are gone once they are read.
import { type Charge, createRater, mergeCharges, type Terms, type UsageEvent } from "../index.ts";
import { createLineSplitter, type Line } from "./lineSplitter.ts";
import { type LineEntry, type LineIssue, longestLine, readUsageLine } from "./readUsageLine.ts";
import type { Reporter } from "./reporter.ts";
import type { Tally } from "./tally.ts";

export interface RatedStream {
  readonly charges: readonly Charge[];
  readonly tally: Tally;
}

/** Charges that are collected before they are folded. */
const block = 4096;

/** Rates all usage of a stream in order of arrival, telling the reporter what is refused on the way. */
export async function rateStream(
  terms: Terms,
  pieces: AsyncIterable<Uint8Array>,
  reporter: Reporter,
): Promise<RatedStream> {
  const splitter = createLineSplitter(longestLine);
  const stream = createStream(terms, reporter);
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      bytes += piece.length;
      for (const line of splitter.push(piece)) stream.take(line);
      reporter.progress(bytes, stream.tally);
    }
    for (const line of splitter.end()) stream.take(line);
  } finally {
    reporter.clear();
  }
  return { charges: stream.charges(), tally: stream.tally };
}

interface Stream {
  take(line: Line): void;
  charges(): readonly Charge[];
  readonly tally: Tally;
}

function createStream(terms: Terms, reporter: Reporter): Stream {
  const rater = createRater(terms);
  const tally = { accepted: 0, duplicates: 0, rejected: 0, unreadable: 0 };
  let charges: Charge[] = [];
  let folded = 0;

  function take(line: Line): void {
    for (const entry of readUsageLine(line)) {
      if (entry.parsed.ok) rate(line, entry, entry.parsed.value);
      else reject(line, entry, entry.parsed.issues);
    }
    // Counted from what is left after folding, so that many kept charges are not folded at every line.
    if (charges.length < folded + block) return;
    charges = mergeCharges(terms, charges);
    folded = charges.length;
  }

  function rate(line: Line, entry: LineEntry, event: UsageEvent): void {
    const rated = rater.rate(event);
    const { status, duplicate, code, error } = rated.outcome;
    if (status === "accepted") tally[duplicate === true ? "duplicates" : "accepted"] += 1;
    else reject(line, entry, [{ code: code ?? "event_invalid", path: "", message: error ?? "was refused" }]);
    for (const charge of rated.charges) charges.push(charge);
  }

  function reject(line: Line, entry: LineEntry, issues: readonly LineIssue[]): void {
    tally.rejected += 1;
    if (issues[0]?.code === "json_invalid") tally.unreadable += 1;
    reporter.reject(line.number, nameOf(entry), issues);
  }

  return { take, tally, charges: () => mergeCharges(terms, charges) };
}

/** What an event is called; where it has no name, its place in the line's batch. */
function nameOf({ event_id, place }: LineEntry): string {
  if (event_id !== "") return event_id;
  return place === undefined ? "" : `events[${place}]`;
}
