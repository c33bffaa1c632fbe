// The shape of a conformance case. It knows no test runner: a case is a name and a function that rejects.
import type { BillingStore } from "../store/billingStore.ts";

/** The promises of `BillingStore`, by number. */
export type StorePromise =
  | "S1"
  | "S2"
  | "S3"
  | "S4"
  | "S5"
  | "S6"
  | "S7"
  | "S8"
  | "S9"
  | "S10"
  | "S11"
  | "S12";

/** Makes a store that is empty and shares nothing with the ones made before. */
export type CreateStore = () => BillingStore | Promise<BillingStore>;

/** Makes two stores over the same data, as two processes would have them. It is empty, and shared with none made before. */
export type CreateStorePair = () =>
  | readonly [BillingStore, BillingStore]
  | Promise<readonly [BillingStore, BillingStore]>;

/** Stores whose data is not lost with them. */
export interface ReopenableStore {
  /** Makes a store over data that is empty and shared with none made before. */
  create(): BillingStore | Promise<BillingStore>;
  /** Forgets the store, with all that it holds in memory, and makes one anew over the same data. No call is on its way then. */
  reopen(store: BillingStore): BillingStore | Promise<BillingStore>;
}

/** One thing that a store has to do, as a test in no runner's language. */
export interface StoreCase<Given = CreateStore> {
  /** A sentence in the present tense; unique among the cases. */
  readonly name: string;
  /** The promise that is broken when the case fails. */
  readonly promise: StorePromise;
  /** Resolves when the store kept the promise; rejects with an Error that says what it did instead. */
  run(given: Given): Promise<void>;
}

/** A case over one new store. */
export function storeCase(
  promise: StorePromise,
  name: string,
  check: (store: BillingStore) => Promise<void>,
): StoreCase {
  return {
    name,
    promise,
    async run(createStore) {
      await check(await createStore());
    },
  };
}

/** A case over two stores with the same data. */
export function pairCase(
  promise: StorePromise,
  name: string,
  check: (here: BillingStore, there: BillingStore) => Promise<void>,
): StoreCase<CreateStorePair> {
  return {
    name,
    promise,
    async run(createPair) {
      const [here, there] = await createPair();
      await check(here, there);
    },
  };
}

/** A case over a new store that can be opened again. */
export function reopenCase(
  promise: StorePromise,
  name: string,
  check: (store: BillingStore, reopen: ReopenableStore["reopen"]) => Promise<void>,
): StoreCase<ReopenableStore> {
  return {
    name,
    promise,
    async run(given) {
      await check(await given.create(), (store) => given.reopen(store));
    },
  };
}
