// Random histories for stores that this library does not know: what no list of cases thinks of.
import { type Divergence, runHistory } from "./histories/runHistory.ts";
import type { CreateStore } from "./storeCase.ts";

/** Which histories, and how many. */
export interface StoreHistoryOptions {
  /** Any whole number. The first history follows from it, the next from the one above, and so on. */
  readonly seed: number;
  /** How many histories; 100 unless told. Each has a store of its own. */
  readonly runs?: number;
  /** How many steps each of them has; 30 unless told. */
  readonly steps?: number;
}

/**
 * Does random histories to stores and to the reference in memory, and resolves when both have answered the same all the time.
 *
 * A history is a sequence of commits to a few contracts and of reads. Most commits have to be done: with events, charges,
 * totals, programs, invoices and their moves, grants, corrections, events that are amended or voided, and periods that are
 * rated again. Some have to be refused, for their revision, an event that is there, a closed period and so on, and some
 * make no sense. Some are made side by side: then the answers have to be those of some order of the calls, and a store may
 * reject with a `StoreError` of the code `retryable` or `conflict`, if nothing was written. Every answer is compared, and
 * after the last step all that can be read.
 *
 * Rejects with an Error at the first history that comes apart. It is cut short to the fewest steps that still do, and the
 * message says how to do just these again, the last step, and the difference. It brings no timers.
 *
 * @example
 * ```ts
 * import { type BillingStore, createMemoryStore } from "lucius-rating";
 * import { runStoreHistories } from "lucius-rating/testing";
 *
 * await runStoreHistories(createMemoryStore, { seed: 1, runs: 5 });
 *
 * const forgetful = (): BillingStore => {
 *   const store = createMemoryStore();
 *   return { ...store, findEvent: async () => [] };
 * };
 * const told = await runStoreHistories(forgetful, { seed: 1 }).catch((error: Error) => error.message);
 * /runStoreHistories\(createStore, \{ seed: \d+, runs: 1, steps: \d+ \}\)/.test(`${told}`); // => true
 * ```
 */
export async function runStoreHistories(
  createStore: CreateStore,
  { seed, runs = 100, steps = 30 }: StoreHistoryOptions,
): Promise<void> {
  for (const [name, value] of Object.entries({ seed, runs, steps }))
    if (!Number.isSafeInteger(value)) throw new RangeError(`${name} is ${value}, not a whole number`);
  for (let run = 0; run < runs; run += 1) {
    const divergence = await runHistory(await createStore(), seed + run, steps);
    if (divergence !== null)
      throw new Error(describe(seed + run, await cutShort(createStore, seed + run, divergence)));
  }
}

/** The fewest steps that still come apart: what goes wrong by chance may need all that it was found with. */
async function cutShort(createStore: CreateStore, seed: number, found: Divergence): Promise<Divergence> {
  for (let steps = 1; steps < found.step; steps += 1) {
    const shorter = await runHistory(await createStore(), seed, steps);
    if (shorter !== null) return shorter;
  }
  return found;
}

function describe(seed: number, { step, text, difference }: Divergence): string {
  return [
    `the store does not do what the reference does: ${difference}`,
    `Step ${step} of the history with the seed ${seed}: ${text}`,
    `Again: runStoreHistories(createStore, { seed: ${seed}, runs: 1, steps: ${step} })`,
  ].join("\n");
}
