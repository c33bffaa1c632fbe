// A store that is forgotten after every commit and opened again, so that whatever is a test of one store is a test of what it keeps.
import type { BillingStore } from "../store/billingStore.ts";
import { freezeCopy } from "../store/freezeCopy.ts";
import type { CreateStore, ReopenableStore } from "./storeCase.ts";

/**
 * Makes stores that are opened again after every commit that ends while no other call is on its way. The commit answers when
 * the store is open again; calls that come meanwhile wait for that.
 *
 * It is for `storeConformance` and `runStoreHistories`, beside `storeReopenConformance`.
 *
 * @example
 * ```ts
 * import { type BillingStore, createMemoryStore } from "lucius-rating";
 * import { reopenedStore, runStoreHistories } from "lucius-rating/testing";
 *
 * // For a database: close its connection, connect again, make a store over that.
 * const reopen = (store: BillingStore): BillingStore => ({ ...store });
 * await runStoreHistories(reopenedStore({ create: createMemoryStore, reopen }), { seed: 1, runs: 5 });
 *
 * const createForgetful = reopenedStore({ create: createMemoryStore, reopen: () => createMemoryStore() });
 * const told = await runStoreHistories(createForgetful, { seed: 1 }).catch((error: Error) => error.name);
 * told; // => "Error"
 * ```
 */
export function reopenedStore(given: ReopenableStore): CreateStore {
  return async () => {
    let store = await given.create();
    let running = 0;
    let opening: Promise<void> | null = null;
    const reopen = async (): Promise<void> => {
      try {
        store = await given.reopen(store);
      } finally {
        opening = null;
      }
    };
    const call = async <T>(ask: (open: BillingStore) => Promise<T>): Promise<T> => {
      while (opening !== null) await opening;
      running += 1;
      try {
        return await ask(store);
      } finally {
        running -= 1;
      }
    };
    return {
      get durability() {
        return store.durability;
      },
      async commit(changes) {
        // Who has to wait for the store still hands over what is now.
        const taken = opening === null ? changes : freezeCopy(changes);
        const result = await call((open) => open.commit(taken));
        if (running === 0) opening ??= reopen();
        if (opening !== null) await opening;
        return result;
      },
      read: (contract, query) => call((open) => open.read(contract, query)),
      listAccounts: () => call((open) => open.listAccounts()),
      findEvent: (event_id) => call((open) => open.findEvent(event_id)),
      listUsage: (query) => call((open) => open.listUsage(query)),
    };
  };
}
