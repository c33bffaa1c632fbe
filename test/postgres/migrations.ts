// What has to hold of migrations on every kind of client, as tests of any suite.
import { expect, it } from "vitest";
import { createEngine, createMemoryStore } from "../../src/index.ts";
import { createPostgresStore, migratePostgres, postgresMigrations } from "../../src/postgres/index.ts";
import { sample } from "../../src/testing/sample.ts";
import { storeState } from "../../src/testing/storeState.ts";
import type { PostgresClient } from "./clients.ts";
import { openContracts, usageWorld, worldNow } from "./usageWorld.ts";

/** `name` answers with the name of a schema that is not there yet. */
export function migrationTests(client: () => PostgresClient, name: () => string): void {
  it("are applied once, in order, and then not again", async () => {
    const schema = name();
    const first = await migratePostgres(client(), { schema });
    expect(first).toHaveLength(postgresMigrations().length);
    expect(first).toEqual(postgresMigrations(schema).map((migration) => migration.name));
    expect(await migratePostgres(client(), { schema })).toEqual([]);
  });

  it("are applied once between several that apply them side by side", async () => {
    const schema = name();
    const applied = await Promise.all(Array.from({ length: 8 }, () => migratePostgres(client(), { schema })));
    expect(applied.flat()).toHaveLength(postgresMigrations().length);
    await demandUsable(schema);
  });

  it("leave what is stored as it is", async () => {
    const schema = name();
    await migratePostgres(client(), { schema });
    const store = createPostgresStore(client(), { schema });
    await store.commit([sample.opening("acme", { ...sample.usage("acme", "e1") })]);
    const before = await storeState(store, ["acme"]);
    await migratePostgres(client(), { schema });
    expect(await storeState(store, ["acme"])).toEqual(before);
  });

  it("make schemas that do not meet", async () => {
    const names = [name(), name()];
    const stores = [];
    for (const schema of names) {
      await migratePostgres(client(), { schema });
      stores.push(createPostgresStore(client(), { schema }));
    }
    for (const [at, store] of stores.entries()) {
      const usage = sample.usage("acme", `e${at}`);
      expect(await store.commit([sample.opening("acme", { ...usage })])).toEqual({ ok: true });
      expect(await store.commit([sample.opening(`only-${at}`)])).toEqual({ ok: true });
    }
    for (const [at, store] of stores.entries()) {
      const accounts = await store.listAccounts();
      expect(accounts.map(({ contract }) => contract.id)).toEqual(["acme", `only-${at}`]);
      expect((await store.listUsage({ limit: 9 })).map(({ event }) => event.event_id)).toEqual([`e${at}`]);
      expect(await store.read(`only-${1 - at}`)).toBeNull();
    }
  });

  it.each(['a"b', "Upper", "a.b", "a b", "", "ä", "a".repeat(64)])(
    "refuse the schema name %j",
    async (schema) => {
      await expect(migratePostgres(client(), { schema })).rejects.toMatchObject({ name: "InvariantError" });
      expect(() => createPostgresStore(client(), { schema })).toThrow(/schema/);
    },
  );

  /** What an engine does over the schema is what it does over the reference. */
  async function demandUsable(schema: string): Promise<void> {
    const world = usageWorld({ seed: 2, contracts: 2, events: 30, prefix: "new" });
    const stores = [createPostgresStore(client(), { schema }), createMemoryStore()];
    const states = [];
    for (const store of stores) {
      const engine = createEngine({ store, now: () => worldNow });
      await openContracts(engine, world.contracts);
      await engine.submitUsage({ events: world.rivals.map(([event]) => event) });
      states.push(await storeState(store, world.contracts));
    }
    expect(states[0]).toEqual(states[1]);
  }
}
