// Random histories: honest stores pass, and stores that go wrong now and then do not.
import { describe, expect, it } from "vitest";
import type { BillingStore } from "../../src/store/billingStore.ts";
import { createMemoryStore } from "../../src/store/memoryStore.ts";
import { runHistory } from "../../src/testing/histories/runHistory.ts";
import { runStoreHistories } from "../../src/testing/runStoreHistories.ts";
import { storeConformance } from "../../src/testing/storeConformance.ts";
import { createFaultyStore, type Fault } from "./faults/fault.ts";
import { readFaults } from "./faults/readFaults.ts";
import { valueFaults } from "./faults/valueFaults.ts";
import { writeFaults } from "./faults/writeFaults.ts";
import { commitLies } from "./lies/commitLies.ts";
import { createLyingStore, lie } from "./lies/lie.ts";
import { listLies } from "./lies/listLies.ts";
import { nonsenseLies } from "./lies/nonsenseLies.ts";
import { partLies } from "./lies/partLies.ts";
import { readLies } from "./lies/readLies.ts";

const faults = [...writeFaults, ...readFaults, ...valueFaults];
/** What is wrong with calls, answers and values, rather than with what is kept; two of these no history can see. */
const unseen = ["freezes its input", "keeps the objects that it was given"];
const inRacesOnly = ["reads the account first and the rest later"];
const callLies = [...commitLies, ...nonsenseLies, ...readLies]
  .filter(({ name, breaks }) => ["S2", "S8", "S9"].includes(breaks) || inRacesOnly.includes(name))
  .filter(({ name }) => !unseen.includes(name));
const factor = Number(process.env.LAW_RUNS ?? "1");

describe("runStoreHistories", () => {
  it("lets the memory store pass, whatever the histories", async () => {
    await runStoreHistories(createMemoryStore, { seed: 1, runs: 40 * factor });
    await runStoreHistories(createMemoryStore, { seed: 1_000_000, runs: 1000 * factor, steps: 5 });
  }, 2_000_000_000);

  it("lets a store pass that takes its time, and finds other orders than that of the calls", async () => {
    await runStoreHistories(createSlowStore, { seed: 1, runs: 25 * factor });
  }, 2_000_000_000);

  it("lets a store pass that looks at the last change of a commit first", async () => {
    const create = (): BillingStore => {
      const store = createMemoryStore();
      return { ...store, commit: (changes) => store.commit([...changes].reverse()) };
    };
    await runStoreHistories(create, { seed: 1, runs: 25 * factor });
  }, 2_000_000_000);

  it.each(callLies)(
    "lets no store pass that $name",
    async (told) => {
      await messageOf({ seed: 1, runs: 1000 }, () => createLyingStore(told));
    },
    600_000,
  );

  it("does nothing when no histories are asked for", async () => {
    await runStoreHistories(() => expect.unreachable("no store is needed"), { seed: 1, runs: 0 });
  });

  it.each([{ seed: 0.5 }, { seed: 1, runs: Number.NaN }, { seed: 1, steps: Number.POSITIVE_INFINITY }])(
    "rejects when told %j",
    async (options) => {
      await expect(runStoreHistories(createMemoryStore, options)).rejects.toThrow("not a whole number");
    },
  );

  it("gives every history a store of its own", async () => {
    const made = new Set<BillingStore>();
    const create = (): BillingStore => {
      const store = createMemoryStore();
      made.add(store);
      return store;
    };
    await runStoreHistories(create, { seed: 1, runs: 3, steps: 2 });
    expect(made.size).toBe(3);
  });
});

describe("the error of a history that comes apart", () => {
  it("says which steps to do again, and these come apart in the same way", async () => {
    for (const told of [...partLies, ...listLies].slice(0, 5)) {
      const message = await messageOf({ seed: 5, runs: 200 }, () => createLyingStore(told));
      const [, seed = "", steps = ""] = /\{ seed: (\d+), runs: 1, steps: (\d+) \}/.exec(message) ?? [];
      const again = { seed: Number(seed), runs: 1, steps: Number(steps) };
      expect(await messageOf(again, () => createLyingStore(told)), told.name).toBe(message);
    }
  }, 120_000);

  it("names the fewest steps", async () => {
    const told = lie("S6", "does not find events", () => ({ findEvent: async () => [] }));
    const message = await messageOf({ seed: 1, runs: 1 }, () => createLyingStore(told));
    const steps = Number(/steps: (\d+)/.exec(message)?.[1]);
    expect(await runHistory(createLyingStore(told), 1, steps)).not.toBeNull();
    for (let fewer = 0; fewer < steps; fewer += 1)
      expect(await runHistory(createLyingStore(told), 1, fewer)).toBeNull();
  });

  it("says what was done last, and where the answers differ", async () => {
    const told = lie("S4", "knows no revision", (honest) => ({
      listAccounts: async () => (await honest.listAccounts()).map((account) => ({ ...account, revision: 0 })),
    }));
    const message = await messageOf({ seed: 1 }, () => createLyingStore(told));
    expect(message).toMatch(
      /accounts\.0\.revision is 0, expected \d+\nStep \d+ of the history with the seed 1: /,
    );
  });

  it("keeps to what was found when nothing shorter comes apart", async () => {
    let made = 0;
    const message = await messageOf({ seed: 1, runs: 1, steps: 12 }, () => {
      made += 1;
      const store = createMemoryStore();
      return made === 1 ? { ...store, listAccounts: async () => [] } : store;
    });
    expect(message).toContain("Again: runStoreHistories(createStore, { seed: 1, runs: 1, steps: ");
  });
});

describe("a store that now and then", () => {
  it.each(faults)(
    "$name is caught by random histories within 1,000 runs",
    async (fault) => {
      const runs = await runsUntilCaught(fault, 1000);
      expect(runs, `it was caught by history number ${runs}`).toBeLessThanOrEqual(1000);
    },
    600_000,
  );
});

describe("a store that always", () => {
  it.each(faults)("$name is caught by the fixed cases", async (fault) => {
    const create = (): BillingStore =>
      createFaultyStore(fault, createMemoryStore(), { seed: 1, probability: 1 });
    const runAll = async (): Promise<void> => {
      for (const { run } of storeConformance) await run(create);
    };
    await expect(runAll()).rejects.toThrow();
  });
});

/** How many histories it takes until one comes apart; one more than the most, when none does. */
async function runsUntilCaught(fault: Fault, most: number): Promise<number> {
  const place = faults.indexOf(fault);
  for (let run = 1; run <= most; run += 1) {
    const store = createFaultyStore(fault, createMemoryStore(), {
      seed: run * 1000 + place,
      probability: 0.02,
    });
    if ((await runHistory(store, run, 30)) !== null) return run;
  }
  return most + 1;
}

async function messageOf(
  options: Parameters<typeof runStoreHistories>[1],
  create: () => BillingStore,
): Promise<string> {
  return runStoreHistories(create, options).then(
    () => expect.unreachable("the histories did not come apart"),
    (error: unknown) => (error instanceof Error ? error.message : "no error"),
  );
}

/** An honest store that does side by side what comes side by side, the last call first, and asks every fifth to try again. */
function createSlowStore(): BillingStore {
  const store = createMemoryStore();
  let running = 0;
  let calls = 0;
  return {
    ...store,
    async commit(changes) {
      const given = structuredClone(changes);
      running += 1;
      calls += 1;
      const isTooMuch = running > 1 && calls % 5 === 0;
      for (let tick = 10 * (6 - running); tick > 0; tick -= 1) await Promise.resolve();
      running -= 1;
      if (isTooMuch) throw Object.assign(new Error("try again"), { name: "StoreError", code: "retryable" });
      return store.commit(given);
    },
  };
}
