// What two stores over the same data have to pass. What one remembers, the other may have changed.
import { pairCases } from "./cases/pairCases.ts";
import type { CreateStorePair, StoreCase } from "./storeCase.ts";

/**
 * The promises of `BillingStore` where two stores have the same data, as two processes over one database do: what one commits
 * the other reads, and is refused for. The cases are like those of `storeConformance`, with a function that makes such a
 * pair; `crossedStore` does the others of that list over a pair, too.
 *
 * @example
 * ```ts
 * import { type BillingStore, createMemoryStore } from "lucius-rating";
 * import { storePairConformance } from "lucius-rating/testing";
 *
 * const createPair = (): [BillingStore, BillingStore] => {
 *   const store = createMemoryStore();
 *   return [store, { ...store }];
 * };
 * const failed: string[] = [];
 * for (const { name, run } of storePairConformance) await run(createPair).catch(() => failed.push(name));
 * failed; // => []
 * ```
 */
export const storePairConformance: readonly StoreCase<CreateStorePair>[] = pairCases;
