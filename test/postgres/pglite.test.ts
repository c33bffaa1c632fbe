// PostgreSQL inside this process, under the cases that every store has to pass. It starts slowly, so one instance serves all.
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe } from "vitest";
import type { BillingStore } from "../../src/index.ts";
import { createPostgresStore, migratePostgres } from "../../src/postgres/index.ts";
import { migrationTests } from "./migrations.ts";
import { storeSuites } from "./storeSuites.ts";

let database: PGlite;
let made = 0;

beforeAll(async () => {
  database = await PGlite.create();
}, 120_000);
afterAll(() => database.close());

function newName(): string {
  made += 1;
  return `case_${made}`;
}

async function migrated(): Promise<string> {
  const schema = newName();
  await migratePostgres(database, { schema });
  return schema;
}

/** Schemas of stores that may be opened again. */
const schemas = new WeakMap<BillingStore, string>();

function open(schema: string): BillingStore {
  const store = createPostgresStore(database, { schema });
  schemas.set(store, schema);
  return store;
}

describe("createPostgresStore over PGlite", () => {
  storeSuites(
    {
      create: async () => open(await migrated()),
      reopen: (store) => open(schemas.get(store) ?? ""),
      async createPair() {
        const schema = await migrated();
        return [open(schema), open(schema)];
      },
    },
    { histories: 5, isConcurrent: false },
  );
});

describe("migrations over PGlite", () => {
  migrationTests(() => database, newName);
});
