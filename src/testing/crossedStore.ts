// Two stores over the same data as one, so that whatever is a test of one store is a test of both together.
import type { BillingStore } from "../store/billingStore.ts";
import type { CreateStore, CreateStorePair } from "./storeCase.ts";

/**
 * Makes stores that are two each: commits go to the one twice, then to the other twice, and so on, and whatever is read is asked of
 * the one that did not get the last commit. So everything that is read was written by the other, commits side by side
 * meet in both, and what a store remembers of its own reads and commits has mostly been overtaken.
 *
 * It is for `storeConformance` and `runStoreHistories`, beside `storePairConformance`.
 *
 * @example
 * ```ts
 * import { createMemoryStore } from "lucius-rating";
 * import { crossedStore, storeConformance } from "lucius-rating/testing";
 *
 * // For a database: two stores, each over a connection of its own.
 * const createStore = crossedStore(() => {
 *   const store = createMemoryStore();
 *   return [store, { ...store }];
 * });
 * const failed: string[] = [];
 * for (const { name, run } of storeConformance) await run(createStore).catch(() => failed.push(name));
 * failed; // => []
 * ```
 */
export function crossedStore(createPair: CreateStorePair): CreateStore {
  return async () => {
    const [first, second] = await createPair();
    let commits = 0;
    const writer = (): BillingStore => (commits % 4 < 2 ? first : second);
    let reader = second;
    return {
      durability: first.durability,
      commit(changes) {
        const store = writer();
        reader = store === first ? second : first;
        commits += 1;
        return store.commit(changes);
      },
      read: (contract, query) => reader.read(contract, query),
      listAccounts: () => reader.listAccounts(),
      findEvent: (event_id) => reader.findEvent(event_id),
      listUsage: (query) => reader.listUsage(query),
    };
  };
}
