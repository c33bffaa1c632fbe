// Stores on a real server, as tests need them: each over a schema of its own, all over one client.
import { inject } from "vitest";
import type { BillingStore } from "../../src/index.ts";
import { createPostgresStore, migratePostgres } from "../../src/postgres/index.ts";
import type { ClientKind, ClientOptions, PostgresClient } from "./clients.ts";
import { openSchemas, type Schemas } from "./schemas.ts";
import type { StoreMaker } from "./storeSuites.ts";

export interface Stores extends StoreMaker {
  readonly client: PostgresClient;
  readonly schemas: Schemas;
  /** A store over a new schema. */
  create(): Promise<BillingStore>;
  close(): Promise<void>;
}

/** With the server's own address, or another way to it. */
/** Over the suite's server; the second store of a pair has connections of its own, as has one that is opened again. */
export function openStores(kind: ClientKind, options: ClientOptions = {}): Stores {
  const url = inject("serverUrl");
  const schemas = openSchemas(url);
  const { client, close } = kind.open(url, options);
  const opened = new WeakMap<
    BillingStore,
    { readonly schema: string; readonly close: () => Promise<void> }
  >();
  const closers = new Set([close]);
  const openApart = (schema: string): BillingStore => {
    const apart = kind.open(url, options);
    const store = createPostgresStore(apart.client, { schema });
    opened.set(store, { schema, close: apart.close });
    closers.add(apart.close);
    return store;
  };
  const migrated = async () => {
    const schema = schemas.name();
    await migratePostgres(client, { schema });
    return schema;
  };
  return {
    client,
    schemas,
    async create() {
      const schema = await migrated();
      const store = createPostgresStore(client, { schema });
      opened.set(store, { schema, close: async () => undefined });
      return store;
    },
    async createPair() {
      const schema = await migrated();
      return [createPostgresStore(client, { schema }), openApart(schema)];
    },
    async reopen(store) {
      const before = opened.get(store);
      if (before === undefined) throw new Error("the store is not one of these");
      closers.delete(before.close);
      await before.close();
      return openApart(before.schema);
    },
    async close() {
      for (const one of closers) await one();
      await schemas.drop();
    },
  };
}
