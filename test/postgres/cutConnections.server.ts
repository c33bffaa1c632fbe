// Whether a commit that was cut off was done is told apart: `retryable` says that it was not, `unknown_outcome` that nobody knows.
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { type BillingStore, createEngine } from "../../src/index.ts";
import { createPostgresStore } from "../../src/postgres/index.ts";
import { checkBooks } from "./bookFaults.ts";
import { clientKinds, type OpenedClient } from "./clients.ts";
import { type Cut, type CuttingProxy, openCuttingProxy } from "./cuttingProxy.ts";
import { openStores, type Stores } from "./openStores.ts";
import { openContracts, type SentEvent, usageWorld, worldNow } from "./usageWorld.ts";

const world = usageWorld({ seed: 5, contracts: 2, events: 24, prefix: "cut" });
const events: readonly SentEvent[] = world.rivals.map(([event]) => event);

/** More than any commit has: the loop ends where a commit is no longer cut. */
const mostStatements = 60;

describe.each(clientKinds)("a commit through $name whose connection is cut", (kind) => {
  let stores: Stores;
  let proxy: CuttingProxy;
  /** Not through the proxy. */
  let direct: BillingStore;
  let schema: string;

  beforeEach(async () => {
    proxy = await openCuttingProxy(inject("serverUrl"));
    stores = openStores(kind);
    schema = await stores.schemas.migrated();
    direct = createPostgresStore(stores.client, { schema });
    await openContracts(createEngine({ store: direct, now: () => worldNow }), world.contracts);
  });
  afterEach(async () => {
    await stores.close();
    await proxy.close();
  });

  /** Submits all events, cut at the statement of this number, counted from the commit's first; what came of it, in words. */
  async function submitCut(at: number, cut: Exclude<Cut, "anywhere">): Promise<Told> {
    const opened: OpenedClient = kind.open(proxy.url, { max: 1 });
    const store = createPostgresStore(opened.client, { schema });
    let [count, statement] = [-1, ""];
    const counted: BillingStore = {
      ...store,
      commit(changes) {
        count = 0;
        return store.commit(changes);
      },
    };
    proxy.plan = (text) => {
      if (count < 0) return undefined;
      if (count !== at) {
        count += 1;
        return undefined;
      }
      count = -1;
      statement = text;
      return cut;
    };
    const told = await submit(counted);
    proxy.plan = () => undefined;
    await opened.close();
    return { told, statement };
  }

  async function storedEvents(): Promise<number> {
    return (await direct.listUsage({ limit: 100 })).length;
  }

  it.each(["before", "sent", "answered"] as const)(
    "at any statement before the last (%s) is retryable, and nothing is written",
    async (cut) => {
      let cuts = 0;
      for (let at = 0; at < mostStatements; at += 1) {
        const { told, statement } = await submitCut(at, cut);
        // One that was not cut, or at its end: the loop has seen all others.
        if (statement === "" || isCommit(statement)) break;
        expect({ told, statement }).toEqual({ told: "retryable", statement });
        expect(await storedEvents()).toBe(0);
        cuts += 1;
      }
      expect(cuts).toBeGreaterThan(0);
    },
  );

  it("when COMMIT was sent, but did not arrive, is unknown, and a retry writes everything once", async () => {
    expect(await cutAtCommit("before")).toBe("unknown_outcome");
    expect(await storedEvents()).toBe(0);
    expect(await submit(direct)).toBe("24 accepted, 0 of them duplicates");
    await expectHonestBooks();
  });

  it("when COMMIT was done, and the answer is lost, is unknown, and a retry finds only duplicates", async () => {
    expect(await cutAtCommit("answered")).toBe("unknown_outcome");
    expect(await storedEvents()).toBe(24);
    expect(await submit(direct)).toBe("24 accepted, 24 of them duplicates");
    await expectHonestBooks();
  });

  it("right after COMMIT was sent is unknown, and a retry leaves everything there once", async () => {
    expect(await cutAtCommit("sent")).toBe("unknown_outcome");
    expect(await submit(direct)).toMatch(/^24 accepted/);
    await expectHonestBooks();
  });

  async function cutAtCommit(cut: Exclude<Cut, "anywhere">): Promise<string> {
    for (let at = 0; at < mostStatements; at += 1) {
      // The ones before are cut where they do no harm: they are retryable, as the tests above say.
      const { told, statement } = await submitCut(at, "before");
      if (!isCommit(statement)) continue;
      if (cut === "before") return told;
      return (await submitCut(at, cut)).told;
    }
    throw new Error("no statement ends the transaction");
  }

  async function expectHonestBooks(): Promise<void> {
    for (const contract of world.contracts) {
      const own = events.filter((event) => event.external_contract_id === contract);
      expect((await checkBooks(direct, contract, own)).faults).toEqual([]);
    }
  }
});

interface Told {
  readonly told: string;
  /** Where the connection was cut; empty: nowhere. */
  readonly statement: string;
}

function isCommit(statement: string): boolean {
  return /^\s*commit\b/i.test(statement);
}

/** What became of all events, or the code that the store failed with. */
async function submit(store: BillingStore): Promise<string> {
  const engine = createEngine({ store, now: () => worldNow });
  try {
    const answer = await engine.submitUsage({ events });
    const duplicates = answer.events.filter(({ duplicate }) => duplicate === true).length;
    return `${answer.accepted} accepted, ${duplicates} of them duplicates`;
  } catch (error) {
    const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
    return name === "StoreError" ? String(code) : String(error);
  }
}
