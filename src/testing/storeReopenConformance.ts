// What a store has to pass that says its data outlives it.
import { reopenCases } from "./cases/reopenCases.ts";
import type { ReopenableStore, StoreCase } from "./storeCase.ts";

/**
 * The durability of `BillingStore` (S10) as far as one process can show it: what was committed is there, and what was
 * refused is not, when the store is forgotten and made anew over the same data. A crash in the middle of a commit is not
 * shown. The cases are like those of `storeConformance`; `reopenedStore` does the others of that list over a store that is
 * opened again and again, too.
 *
 * @example
 * ```ts
 * import { type BillingStore, createMemoryStore } from "lucius-rating";
 * import { storeReopenConformance } from "lucius-rating/testing";
 *
 * // The memory store keeps its data as long as somebody has it, and says rightly that this is no durability.
 * const data = { create: createMemoryStore, reopen: (store: BillingStore) => ({ ...store }) };
 * const failed: string[] = [];
 * for (const { name, run } of storeReopenConformance) await run(data).catch(() => failed.push(name));
 * failed; // => ["a store that can be opened again says that its data survives"]
 * ```
 */
export const storeReopenConformance: readonly StoreCase<ReopenableStore>[] = reopenCases;
