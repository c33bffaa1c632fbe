import { type Rater, sessionOf } from "./createRater.ts";
import { createLineRating } from "./lineRating.ts";
import { createLineSplitter } from "./lineSplitter.ts";
import type { NdjsonListener, NdjsonTally } from "./ndjsonListener.ts";
import { longestLine } from "./readUsageLine.ts";

/** Usage that comes in as bytes. */
export interface NdjsonStream {
  /** The next bytes, cut wherever; they are read before it answers, and may then be overwritten. */
  push(chunk: Uint8Array): void;
  /** There is no more: rates the last line, where no line feed ends it, and tells the listener of all that is left. */
  end(): void;
  readonly tally: Readonly<NdjsonTally>;
}

const lineFeed = 0x0a;

/**
 * Rates usage from the bytes of NDJSON as they come: one event, or one batch of events, in each line.
 *
 * Lines are read strictly, as `parseUsageEvent` and `parseUsageBatch` read them, and come to the same outcomes. Lines of one event with
 * the seed's five fields are read without a parser; blank lines are left out; a line has at most 1 MiB.
 *
 * @param rater - what rates them; drafts, charges and state are its own
 * @param listener - is told of charges and refusals on the way
 * @returns the stream
 *
 * @example
 * const contract = expectOk(parseContract({
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"],
 * }));
 * const program = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1,
 *   rules: [{ name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.02" }],
 * }));
 * const rater = createRater(expectOk(resolveTerms(contract, [program])));
 * const refused: string[] = [];
 * const stream = openNdjson(rater, { refused: ({ line, issues }) => refused.push(`${line}: ${issues[0].code}`) });
 * const text = '{"external_contract_id":"acme","event_id":"e1","metric":"calls","quantity":5,"timestamp":"2026-03-01T00:00:00Z"}\n{"quantity":1}';
 * stream.push(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
 * stream.end();
 * [stream.tally.accepted, refused]; // => [1, ["2: field_missing"]]
 * rater.charges()[0].amount; // => "0.1"
 */
export function openNdjson(rater: Rater, listener: NdjsonListener = {}): NdjsonStream {
  const rating = createLineRating(sessionOf(rater), listener);
  const splitter = createLineSplitter(longestLine);

  /** Up to and with the next line feed; what is left of a chunk is kept. */
  function nextLine(chunk: Uint8Array, from: number, rate: (line: Uint8Array | undefined) => void): number {
    const end = chunk.indexOf(lineFeed, from);
    const to = end < 0 ? chunk.length : end + 1;
    for (const { bytes } of splitter.push(chunk.subarray(from, to))) rate(bytes);
    return to;
  }

  /** A line that two chunks have parts of: it may be plain like any other. */
  function cutLine(bytes: Uint8Array | undefined): void {
    if (bytes === undefined || rating.plainLines(withLineFeed(bytes), 0) === 0) rating.anyLine(bytes);
  }

  return {
    tally: rating.tally,
    push(chunk) {
      let at = splitter.isInside() ? nextLine(chunk, 0, cutLine) : 0;
      while (at < chunk.length) {
        at = rating.plainLines(chunk, at);
        if (at < chunk.length) at = nextLine(chunk, at, rating.anyLine);
      }
    },
    end() {
      for (const { bytes } of splitter.end()) cutLine(bytes);
      rating.flush();
    },
  };
}

function withLineFeed(line: Uint8Array): Uint8Array {
  const whole = new Uint8Array(line.length + 1);
  whole.set(line);
  whole[line.length] = lineFeed;
  return whole;
}
