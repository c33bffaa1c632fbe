// A workload at a size: contracts, and the same events as often as they are asked for, as objects or as bytes.
import { billingPeriods, type Period, type Terms, type UsageEvent } from "../../src/index.ts";
import { createTerms, months, year } from "./contracts.ts";
import { type EventOptions, eventLines, openingLines } from "./eventLines.ts";

export interface Workload {
  readonly terms: readonly Terms[];
  /** The months of the year, the same for all contracts. */
  readonly periods: readonly Period[];
  /** How many. */
  readonly events: number;
  /**
   * New objects at each call. Every block is read from JSON: its texts are then flat and not yet hashed, as they come off the
   * wire, and no contestant profits from what the one before it did to them.
   */
  blocks(): Iterable<readonly UsageEvent[]>;
  /**
   * Events to be given before the clock runs. Price lists are read when a contract has its first event, which is no matter of how
   * long an event takes.
   */
  opening(): Iterable<readonly UsageEvent[]>;
}

export function createWorkload(
  options: EventOptions,
  terms: readonly Terms[] = createTerms(options.contracts, options.events),
): Workload {
  const texts = [...eventLines(options)].map((lines) => `[${lines.join(",")}]`);
  return {
    terms,
    periods: periodsOf(terms),
    events: options.events,
    blocks: () => readBlocks(texts),
    *opening() {
      for (const lines of openingLines(options)) yield JSON.parse(`[${lines.join(",")}]`) as UsageEvent[];
    },
  };
}

export function periodsOf([first]: readonly Terms[]): readonly Period[] {
  if (first === undefined) throw new RangeError("a workload needs a contract");
  return billingPeriods(first.contract, `${year}-01-01`, `${year}-${months}-31`);
}

function* readBlocks(texts: readonly string[]): Generator<readonly UsageEvent[]> {
  for (const text of texts) yield JSON.parse(text) as UsageEvent[];
}

/** The same events as newline-delimited JSON, in pieces as a file is read in. */
export function bytesOf(options: EventOptions): readonly Uint8Array[] {
  const blocks = [...eventLines(options)].map((lines) => Buffer.from(`${lines.join("\n")}\n`));
  const whole = Buffer.concat(blocks);
  const chunks: Uint8Array[] = [];
  for (let from = 0; from < whole.length; from += chunkSize)
    chunks.push(whole.subarray(from, from + chunkSize));
  return chunks;
}

const chunkSize = 65_536;
