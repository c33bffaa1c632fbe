// Everything that a store over PostgreSQL has to pass, as tests: cases, pairs over one database, stores that are opened again, and
// random histories of all of these.
import { describe, it } from "vitest";
import { crossedStore } from "../../src/testing/crossedStore.ts";
import { reopenedStore } from "../../src/testing/reopenedStore.ts";
import { runStoreHistories } from "../../src/testing/runStoreHistories.ts";
import type { CreateStore, CreateStorePair, ReopenableStore } from "../../src/testing/storeCase.ts";
import { storeConformance } from "../../src/testing/storeConformance.ts";
import { storePairConformance } from "../../src/testing/storePairConformance.ts";
import { storeReopenConformance } from "../../src/testing/storeReopenConformance.ts";

/** How a suite makes its stores. */
export interface StoreMaker extends ReopenableStore {
  readonly createPair: CreateStorePair;
}

/** Histories for each way of making stores, and how many at a time. */
export interface SuiteSize {
  readonly histories: number;
  readonly isConcurrent: boolean;
}

export function storeSuites(maker: StoreMaker, { histories, isConcurrent }: SuiteSize): void {
  const test = isConcurrent ? it.concurrent : it;
  const create: CreateStore = () => maker.create();

  for (const { promise, name, run } of storeConformance)
    test(`${promise}: ${name}`, () => run(create), 120_000);

  describe("two at a time", () => {
    for (const { promise, name, run } of storePairConformance)
      test(`${promise}: ${name}`, () => run(maker.createPair), 120_000);
  });

  describe("opened again", () => {
    for (const { promise, name, run } of storeReopenConformance)
      test(`${promise}: ${name}`, () => run(maker), 120_000);
  });

  describe("in random histories", () => {
    it.each([
      ["one store", create],
      ["two stores over one database", crossedStore(maker.createPair)],
      ["a store that is opened again and again", reopenedStore(maker)],
    ])(
      "%s answers as the reference does",
      (_, made) => runStoreHistories(made, { seed: 1, runs: histories }),
      300_000,
    );
  });
}
