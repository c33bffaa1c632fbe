// The second door, `./testing`: what others need to test what they build on this library.
export type { CreateStore, StoreCase, StorePromise } from "./storeCase.ts";
export { storeConformance } from "./storeConformance.ts";
