// What one racing process is told to do, and what it tells in the end.
import type { WorldSize } from "../../postgres/usageWorld.ts";

export interface RaceOrder {
  /** The server, without anything in between. */
  readonly url: string;
  readonly schema: string;
  readonly world: WorldSize;
  /** Draws what this process sends, and where it is cut. */
  readonly seed: number;
  readonly tasks: number;
  /** Engines that the tasks share; each has a store and connections of its own. */
  readonly engines: number;
  /** Connections that are to be cut before the process is done. */
  readonly cuts: number;
  /** `split`: over a store that writes events and charges in two transactions, to see whether that is found. */
  readonly store: "honest" | "split";
}

/** Counts, by what is counted. */
export type Counts = Readonly<Record<string, number>>;

/** Adds counts to counts. */
export function addCounts(...lists: readonly Counts[]): Counts {
  const sums: Record<string, number> = {};
  for (const counts of lists)
    for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}
