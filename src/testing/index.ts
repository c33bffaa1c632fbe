// The second door, `./testing`: what others need to test what they build on this library.
export { crossedStore } from "./crossedStore.ts";
export { reopenedStore } from "./reopenedStore.ts";
export { runStoreHistories, type StoreHistoryOptions } from "./runStoreHistories.ts";
export type {
  CreateStore,
  CreateStorePair,
  ReopenableStore,
  StoreCase,
  StorePromise,
} from "./storeCase.ts";
export { storeConformance } from "./storeConformance.ts";
export { storePairConformance } from "./storePairConformance.ts";
export { storeReopenConformance } from "./storeReopenConformance.ts";
