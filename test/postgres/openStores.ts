// Stores on a real server, as tests need them: each over a schema of its own, all over one client.
import { inject } from "vitest";
import type { BillingStore } from "../../src/index.ts";
import { createPostgresStore, migratePostgres } from "../../src/postgres/index.ts";
import type { ClientKind, ClientOptions, PostgresClient } from "./clients.ts";
import { openSchemas, type Schemas } from "./schemas.ts";
import type { StoreMakers } from "./storeSuites.ts";

export interface Stores {
  readonly client: PostgresClient;
  readonly schemas: Schemas;
  readonly makers: StoreMakers;
  close(): Promise<void>;
}

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
    const apart = kind.open(url, { ...options, max: 2 });
    const store = createPostgresStore(apart.client, { schema });
    opened.set(store, { schema, close: apart.close });
    closers.add(apart.close);
    return store;
  };
  return {
    client,
    schemas,
    makers(whenFinished) {
      const taken: string[] = [];
      whenFinished(() => schemas.release(taken));
      const take = async (): Promise<string> => {
        const schema = await schemas.empty((name) => migratePostgres(client, { schema: name }));
        taken.push(schema);
        return schema;
      };
      return {
        async create() {
          const schema = await take();
          const store = createPostgresStore(client, { schema });
          opened.set(store, { schema, close: async () => undefined });
          return store;
        },
        async createPair() {
          const schema = await take();
          return [createPostgresStore(client, { schema }), openApart(schema)];
        },
        async reopen(store) {
          const before = opened.get(store);
          if (before === undefined) throw new Error("the store is not one of these");
          closers.delete(before.close);
          await before.close();
          return openApart(before.schema);
        },
      };
    },
    async close() {
      for (const one of closers) await one();
      await schemas.drop();
    },
  };
}
