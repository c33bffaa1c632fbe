// What every store has to pass, for stores that this library does not know. The order is that of the promises.
import { amendmentCases } from "./cases/amendmentCases.ts";
import { atomicityCases } from "./cases/atomicityCases.ts";
import { changeCases } from "./cases/changeCases.ts";
import { closedPeriodCases } from "./cases/closedPeriodCases.ts";
import { correctionCases } from "./cases/correctionCases.ts";
import { exactTextCases } from "./cases/exactTextCases.ts";
import { failureCases } from "./cases/failureCases.ts";
import { grantCases } from "./cases/grantCases.ts";
import { identityCases } from "./cases/identityCases.ts";
import { invoiceLifeCases } from "./cases/invoiceLifeCases.ts";
import { isolationCases } from "./cases/isolationCases.ts";
import { keepingCases } from "./cases/keepingCases.ts";
import { limitCases } from "./cases/limitCases.ts";
import { listingCases } from "./cases/listingCases.ts";
import { momentCases } from "./cases/momentCases.ts";
import { movedEventCases } from "./cases/movedEventCases.ts";
import { partCases } from "./cases/partCases.ts";
import { periodGateCases } from "./cases/periodGateCases.ts";
import { readingCases } from "./cases/readingCases.ts";
import { revisionCases } from "./cases/revisionCases.ts";
import { sequenceCases } from "./cases/sequenceCases.ts";
import { snapshotCases } from "./cases/snapshotCases.ts";
import { strangeTextCases } from "./cases/strangeTextCases.ts";
import type { StoreCase } from "./storeCase.ts";

/**
 * The promises of `BillingStore` as cases for any test runner: a store that passes all of them can stand
 * under the engine.
 *
 * Each case makes one store, which must be empty and share nothing with earlier ones, and rejects with an
 * Error that says what the store did instead. Cases are independent of each other and may run in any order,
 * also side by side if `createStore` allows it. They bring no timers: a store that never answers has to be
 * caught by the runner's time limit.
 *
 * In races a store may also reject with a `StoreError` of the code `retryable` or `conflict`, if nothing
 * was written; the case then tries again. What one store cannot show is not covered: that its data outlives it
 * (`storeReopenConformance`), and that two stores over the same data keep the same promises (`storePairConformance`).
 * What no list of cases thinks of is for `runStoreHistories`.
 *
 * @example
 * ```ts
 * import { createMemoryStore } from "lucius-rating";
 * import { storeConformance } from "lucius-rating/testing";
 *
 * const failed: string[] = [];
 * for (const { name, run } of storeConformance) await run(createMemoryStore).catch(() => failed.push(name));
 * failed; // => []
 * ```
 */
export const storeConformance: readonly StoreCase[] = [
  ...atomicityCases,
  ...identityCases,
  ...revisionCases,
  ...periodGateCases,
  ...closedPeriodCases,
  ...correctionCases,
  ...readingCases,
  ...snapshotCases,
  ...momentCases,
  ...changeCases,
  ...keepingCases,
  ...partCases,
  ...invoiceLifeCases,
  ...grantCases,
  ...amendmentCases,
  ...movedEventCases,
  ...listingCases,
  ...exactTextCases,
  ...failureCases,
  ...isolationCases,
  ...sequenceCases,
  ...limitCases,
  ...strangeTextCases,
];
