// The cases for two stores over the same data, and those that notice nothing: there must be none.
import { beforeAll, describe, expect, it } from "vitest";
import { createMemoryStore } from "../../src/store/memoryStore.ts";
import { crossedStore } from "../../src/testing/crossedStore.ts";
import { runStoreHistories } from "../../src/testing/runStoreHistories.ts";
import { storeConformance } from "../../src/testing/storeConformance.ts";
import { storePairConformance } from "../../src/testing/storePairConformance.ts";
import type { Lie } from "./lies/lie.ts";
import { createLyingPair, pairLies } from "./lies/pairLies.ts";

const honest = createLyingPair({ tell: () => ({}) });
const noticed = new Map<Lie, readonly (typeof storePairConformance)[number][]>();

beforeAll(async () => {
  for (const told of pairLies) noticed.set(told, await noticing(told));
}, 120_000);

describe("storePairConformance", () => {
  it.each(storePairConformance)("$promise: $name", ({ run }) => run(honest));

  it("names no two cases alike", () => {
    const names = storePairConformance.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(pairLies)("notices a store that $name, by a case of $breaks", (told) => {
    expect(noticed.get(told)?.map(({ promise }) => promise)).toContain(told.breaks);
  });

  it.each(storePairConformance)("has a use for the case $promise: $name", (storeCase) => {
    expect([...noticed.values()].some((cases) => cases.includes(storeCase))).toBe(true);
  });
});

describe("crossedStore", () => {
  it.each(storeConformance)("lets two honest stores pass $promise: $name", ({ run }) =>
    run(crossedStore(honest)),
  );

  it("lets two honest stores pass random histories", async () => {
    await runStoreHistories(crossedStore(honest), { seed: 1, runs: 20 });
  });

  it("writes twice to each store, and reads from the other", async () => {
    const asked: string[] = [];
    const store = createMemoryStore();
    const [here, there] = ["here", "there"].map((name) => ({
      ...store,
      commit: (changes: Parameters<typeof store.commit>[0]) => {
        asked.push(`commit ${name}`);
        return store.commit(changes);
      },
      read: (contract: string) => {
        asked.push(`read ${name}`);
        return store.read(contract);
      },
    }));
    const crossed = await crossedStore(() => [here ?? store, there ?? store])();
    for (let round = 0; round < 4; round += 1) {
      await crossed.commit([]);
      await crossed.read("a");
    }
    const first = ["commit here", "read there", "commit here", "read there"];
    expect(asked).toEqual([...first, "commit there", "read here", "commit there", "read here"]);
  });

  it.each(pairLies.filter(({ breaks }) => breaks !== "S10"))(
    "lets random histories notice a store that $name",
    async (told) => {
      const telling = runStoreHistories(crossedStore(createLyingPair(told)), { seed: 1, runs: 1000 });
      await expect(telling).rejects.toThrow(/^the store does not do what the reference does/);
    },
    60_000,
  );
});

async function noticing(told: Lie): Promise<(typeof storePairConformance)[number][]> {
  const cases: (typeof storePairConformance)[number][] = [];
  for (const storeCase of storePairConformance)
    await storeCase.run(createLyingPair(told)).catch(() => cases.push(storeCase));
  return cases;
}
