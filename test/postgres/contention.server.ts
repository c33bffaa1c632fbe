// What happens to a commit that others stand in the way of: it waits, or says that nothing was written; never that there is a
// conflict or a duplicate where there is none.
import { afterAll, describe, expect, inject, it } from "vitest";
import type { BillingStore, CommitResult } from "../../src/index.ts";
import { createPostgresStore } from "../../src/postgres/index.ts";
import { sample } from "../../src/testing/sample.ts";
import { storeState } from "../../src/testing/storeState.ts";
import { type ClientKind, type ClientOptions, clientKinds } from "./clients.ts";
import { openStores } from "./openStores.ts";
import { openSideSession, type SideSession } from "./sideSession.ts";

describe.each(clientKinds)("a commit through $name", (kind) => {
  const stores = openStores(kind);
  afterAll(() => stores.close());

  it.each(["statement_timeout", "lock_timeout"])(
    "that runs into %s is retryable, and has written nothing",
    async (limit) => {
      // Nothing else is in a hurry: on a busy machine any statement may take longer.
      await withStore(kind, { max: 2 }, async (store, schema) => {
        await store.commit([sample.opening("acme")]);
        const before = await storeState(store, ["acme"]);
        const side = await openSideSession(inject("serverUrl"));
        await side.lockTables(schema);
        const change = { contract: "acme", revision: 1, ...sample.usage("acme", "e1") };
        const hasty = kind.open(inject("serverUrl"), { max: 2, settings: { [limit]: "50ms" } });
        expect(await toldOf(createPostgresStore(hasty.client, { schema }).commit([change]))).toBe(
          "retryable",
        );
        await hasty.close();
        await side.letGo();
        await side.close();
        expect(await storeState(store, ["acme"])).toEqual(before);
        expect(await toldOf(store.commit([change]))).toBe("ok");
      });
    },
  );

  it("that runs into a deadlock is retryable or done, and nothing is there by halves", async () => {
    // The side waits longer, so that the server breaks the deadlock by refusing the store. Who waits looks for
    // a deadlock only once: where the store has looked before the side came, the side is refused.
    const side = await openSideSession(inject("serverUrl"), "-c deadlock_timeout=2s");
    const deadlocks = await deadlocksSoFar(side);
    await withStore(kind, { max: 2, settings: { deadlock_timeout: "200ms" } }, async (store, schema) => {
      await store.commit([sample.opening("acme")]);
      const told: string[] = [];
      for (const table of await side.tablesOf(schema)) {
        const { account } = (await store.read("acme")) ?? {};
        const { revision = 0 } = account ?? {};
        await side.lockTables(schema, [table]);
        const change = { contract: "acme", revision, ...sample.usage("acme", `e${table}`) };
        let isOver = false;
        const commit = toldOf(store.commit([change])).finally(() => {
          isOver = true;
        });
        // A store that waits for this table has locked others before: now the side waits for the store.
        if (await side.somebodyWaits(schema, () => isOver))
          await side
            .lockTables(schema)
            .catch((error) => expect(codeOf(error)).toContain("deadlock detected"));
        await side.letGo();
        told.push(await commit);
        const isStored = (await store.read("acme", { event_ids: [`e${table}`] }))?.events.length === 1;
        expect({ table, isStored }).toEqual({ table, isStored: told.at(-1) === "ok" });
      }
      expect(told.filter((one) => one !== "ok" && one !== "retryable")).toEqual([]);
    });
    // The server tells it with a delay.
    await expect.poll(() => deadlocksSoFar(side), { timeout: 20_000 }).toBeGreaterThan(deadlocks);
    await side.close();
  });

  it("is done once of many at the same revision, and the others hear that they were too late", async () => {
    await withStore(kind, { max: 8 }, async (store) => {
      await store.commit([sample.opening("acme"), sample.opening("beta")]);
      const told = await Promise.all(
        Array.from({ length: 24 }, (_, at) => {
          const changes = ["acme", "beta"].map((contract) => ({
            ...{ contract, revision: 1 },
            ...sample.usage(contract, `e${at}`),
          }));
          return toldOf(store.commit(at % 2 === 0 ? changes : changes.reverse()));
        }),
      );
      expect(told.filter((one) => one === "ok")).toHaveLength(1);
      expect(told.filter((one) => !["ok", "revision", "retryable", "conflict"].includes(one))).toEqual([]);
      expect(await store.listUsage({ limit: 99 })).toHaveLength(2);
    });
  });

  it("needs no more than one connection, however many there are at once", async () => {
    await withStore(kind, { max: 1 }, async (store) => {
      const ids = Array.from({ length: 12 }, (_, at) => `c${at}`);
      const told = await Promise.all(ids.map((id) => toldOf(store.commit([sample.opening(id)]))));
      expect(new Set(told)).toEqual(new Set(["ok"]));
      expect(await store.listAccounts()).toHaveLength(12);
    });
  });

  it("is retryable where there is no server", async () => {
    const nowhere = kind.open("postgres://postgres@127.0.0.1:9/postgres", { max: 1 });
    const store = createPostgresStore(nowhere.client, { schema: "none" });
    expect(await toldOf(store.commit([sample.opening("acme")]))).toBe("retryable");
    expect(await store.read("acme").catch(codeOf)).toBe("retryable");
    await nowhere.close();
  });

  it("fails for good where there are no tables", async () => {
    const store = createPostgresStore(stores.client, { schema: stores.schemas.name() });
    expect(await toldOf(store.commit([sample.opening("acme")]))).toBe("fatal");
    expect(await store.read("acme").catch(codeOf)).toBe("fatal");
  });

  async function withStore(
    { open }: ClientKind,
    options: ClientOptions,
    use: (store: BillingStore, schema: string) => Promise<void>,
  ): Promise<void> {
    const schema = await stores.schemas.migrated();
    const opened = open(inject("serverUrl"), options);
    try {
      await use(createPostgresStore(opened.client, { schema }), schema);
    } finally {
      await opened.close();
    }
  }
});

async function deadlocksSoFar({ client }: SideSession): Promise<number> {
  const statistics = "select deadlocks from pg_stat_database where datname = current_database()";
  const { rows } = await client.query<{ deadlocks: string }>(statistics);
  return Number(rows[0]?.deadlocks);
}

async function toldOf(commit: Promise<CommitResult>): Promise<string> {
  return commit.then((result) => (result.ok ? "ok" : result.reason), codeOf);
}

function codeOf(error: unknown): string {
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  return name === "StoreError" ? String(code) : String(error);
}
