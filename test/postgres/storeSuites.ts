// Everything that a store over PostgreSQL has to pass, as tests: cases, pairs over one database, stores that are opened again, and
// random histories of all of these.
import { describe, it } from "vitest";
import { crossedStore } from "../../src/testing/crossedStore.ts";
import { reopenedStore } from "../../src/testing/reopenedStore.ts";
import { runStoreHistories } from "../../src/testing/runStoreHistories.ts";
import type {
  CreateStore,
  CreateStorePair,
  ReopenableStore,
  StoreCase,
} from "../../src/testing/storeCase.ts";
import { storeConformance } from "../../src/testing/storeConformance.ts";
import { storePairConformance } from "../../src/testing/storePairConformance.ts";
import { storeReopenConformance } from "../../src/testing/storeReopenConformance.ts";

/** How a case makes its stores. */
export interface StoreMaker extends ReopenableStore {
  readonly createPair: CreateStorePair;
}

/** Gives each case a maker of its own; when the case has finished, its data may be used for others. */
export type StoreMakers = (whenFinished: (release: () => void) => void) => StoreMaker;

/** Histories for each way of making stores, and how many at a time. */
export interface SuiteSize {
  readonly histories: number;
  readonly isConcurrent: boolean;
}

export function storeSuites(makers: StoreMakers, { histories, isConcurrent }: SuiteSize): void {
  const test = isConcurrent ? it.concurrent : it;
  const each = <Given>(cases: readonly StoreCase<Given>[], given: (maker: StoreMaker) => Given) => {
    for (const { promise, name, run } of cases)
      test(`${promise}: ${name}`, ({ onTestFinished }) => run(given(makers(onTestFinished))), 120_000);
  };

  each(storeConformance, ({ create }) => create);
  describe("two at a time", () => each(storePairConformance, ({ createPair }) => createPair));
  describe("opened again", () => each(storeReopenConformance, (maker) => maker));

  describe("in random histories", () => {
    it.each<[string, (maker: StoreMaker) => CreateStore]>([
      ["one store", ({ create }) => create],
      ["two stores over one database", ({ createPair }) => crossedStore(createPair)],
      ["a store that is opened again and again", (maker) => reopenedStore(maker)],
    ])(
      "%s answers as the reference does",
      async (_, made) => {
        for (let seed = 1; seed <= histories; seed += 1) {
          const releases: (() => void)[] = [];
          await runStoreHistories(made(makers((release) => releases.push(release))), { seed, runs: 1 });
          for (const release of releases) release();
        }
      },
      300_000,
    );
  });
}
