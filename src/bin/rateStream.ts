// Rates usage as it comes in. What grows with the usage are only the events that duplicates are known by; lines are gone once they are read.
import {
  type Charge,
  createRater,
  type NdjsonListener,
  type NdjsonTally,
  openNdjson,
  type Terms,
} from "../index.ts";
import type { Reporter } from "./reporter.ts";

export interface RatedStream {
  readonly charges: readonly Charge[];
  readonly tally: Readonly<NdjsonTally>;
}

/**
 * Rates all usage of a stream in order of arrival, telling the reporter what is refused on the way, and `rated`, where it is given, what is
 * charged.
 */
export async function rateStream(
  terms: Terms,
  pieces: AsyncIterable<Uint8Array>,
  reporter: Reporter,
  rated?: NonNullable<NdjsonListener["rated"]>,
): Promise<RatedStream> {
  const rater = createRater(terms);
  const stream = openNdjson(rater, {
    ...(rated === undefined ? {} : { rated }),
    refused: ({ line, place, event_id, issues }) => reporter.reject(line, nameOf(event_id, place), issues),
  });
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      bytes += piece.length;
      stream.push(piece);
      reporter.progress(bytes, stream.tally);
    }
    stream.end();
  } finally {
    reporter.clear();
  }
  return { charges: rater.charges(), tally: stream.tally };
}

/** What an event is called; where it has no name, its place in the line's batch. */
function nameOf(event_id: string, place: number | undefined): string {
  if (event_id !== "") return event_id;
  return place === undefined ? "" : `events[${place}]`;
}
