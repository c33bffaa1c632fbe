// The cases for stores that are forgotten and opened again, and those that notice nothing: there must be none.
import { beforeAll, describe, expect, it } from "vitest";
import type { BillingStore } from "../../src/store/billingStore.ts";
import { createMemoryStore } from "../../src/store/memoryStore.ts";
import { reopenedStore } from "../../src/testing/reopenedStore.ts";
import { runStoreHistories } from "../../src/testing/runStoreHistories.ts";
import { sample } from "../../src/testing/sample.ts";
import { storeConformance } from "../../src/testing/storeConformance.ts";
import { storeReopenConformance } from "../../src/testing/storeReopenConformance.ts";
import { createLyingReopenable, type ReopenLie, reopenLies } from "./lies/reopenLies.ts";

type Case = (typeof storeReopenConformance)[number];

const noticed = new Map<ReopenLie, readonly Case[]>();
// The memory itself is handed on: quick, and what a store over it remembers is gone.
const shared = { create: createMemoryStore, reopen: (store: BillingStore): BillingStore => ({ ...store }) };

beforeAll(async () => {
  for (const told of reopenLies) noticed.set(told, await noticing(told));
}, 120_000);

describe("storeReopenConformance", () => {
  it.each(storeReopenConformance)("$promise: $name", ({ run }) => run(createLyingReopenable({})));

  it("names no two cases alike", () => {
    const names = storeReopenConformance.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(reopenLies)("notices a store that $name, by a case of $breaks", (told) => {
    expect(noticed.get(told)?.map(({ promise }) => promise)).toContain(told.breaks);
  });

  it.each(storeReopenConformance)("has a use for the case $promise: $name", (storeCase) => {
    expect([...noticed.values()].some((cases) => cases.includes(storeCase))).toBe(true);
  });
});

describe("reopenedStore", () => {
  it.each(storeConformance)("lets an honest store pass $promise: $name", ({ run }) =>
    run(reopenedStore(shared)),
  );

  it("lets an honest store pass random histories", async () => {
    await runStoreHistories(reopenedStore(createLyingReopenable({})), { seed: 1, runs: 10 });
  });

  it("opens the store after a commit, when no other call is on its way", async () => {
    let opened = 0;
    let running = 0;
    const create = (): BillingStore => {
      const memory = createMemoryStore();
      return {
        ...memory,
        async read(contract) {
          running += 1;
          for (let tick = 0; tick < 50; tick += 1) await Promise.resolve();
          running -= 1;
          return memory.read(contract);
        },
      };
    };
    const reopen = (before: BillingStore): BillingStore => {
      expect(running).toBe(0);
      opened += 1;
      return before;
    };
    const store = await reopenedStore({ create, reopen })();
    await Promise.all([store.commit([sample.opening("a")]), store.read("a"), store.commit([])]);
    expect(opened).toBe(0);
    await store.commit([]);
    await store.read("a");
    expect(opened).toBe(1);
  });

  it("takes what it is given at the call, though it has to wait until the store is open", async () => {
    let resume: (() => void) | undefined;
    const reopen = async (before: BillingStore): Promise<BillingStore> => {
      await new Promise<void>((resolve) => {
        resume = resolve;
      });
      return before;
    };
    const store = await reopenedStore({ create: createMemoryStore, reopen })();
    const first = store.commit([sample.opening("a")]);
    while (resume === undefined) await Promise.resolve();
    const given = [sample.opening("b")];
    const second = store.commit(given);
    given.pop();
    resume();
    expect(await first).toEqual({ ok: true });
    expect((await store.listAccounts()).map(({ contract }) => contract.id)).toContain("a");
    // The second opens the store again, before it answers.
    resume();
    expect(await second).toEqual({ ok: true });
    expect((await store.read("b"))?.account.revision).toBe(1);
  });

  it("rejects the commit after which the store does not open", async () => {
    const reopen = (): never => {
      throw new RangeError("the data is not there");
    };
    const store = await reopenedStore({ create: createMemoryStore, reopen })();
    await expect(store.commit([])).rejects.toThrow("the data is not there");
  });

  it.each(reopenLies.filter(({ durability }) => durability === undefined))(
    "lets random histories notice a store that $name",
    async (told) => {
      const telling = runStoreHistories(reopenedStore(createLyingReopenable(told)), { seed: 1, runs: 300 });
      await expect(telling).rejects.toThrow(/^the store does not do what the reference does/);
    },
    60_000,
  );
});

async function noticing(told: ReopenLie): Promise<Case[]> {
  const cases: Case[] = [];
  for (const storeCase of storeReopenConformance)
    await storeCase.run(createLyingReopenable(told)).catch(() => cases.push(storeCase));
  return cases;
}
