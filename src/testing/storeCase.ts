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

/** One thing that a store has to do, as a test in no runner's language. */
export interface StoreCase {
  /** A sentence in the present tense; unique among the cases. */
  readonly name: string;
  /** The promise that is broken when the case fails. */
  readonly promise: StorePromise;
  /** Resolves when the store kept the promise; rejects with an Error that says what it did instead. */
  run(createStore: CreateStore): Promise<void>;
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
