// PostgreSQL inside this process, under the cases that every store has to pass. It starts slowly, so one instance serves all.
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe } from "vitest";
import type { BillingStore } from "../../src/index.ts";
import { createPostgresStore, migratePostgres } from "../../src/postgres/index.ts";
import { emptySchema } from "./emptySchema.ts";
import { migrationTests } from "./migrations.ts";
import { type StoreMakers, storeSuites } from "./storeSuites.ts";

let database: PGlite;
let named = 0;
const free: string[] = [];
/** Schemas of stores that may be opened again. */
const schemas = new WeakMap<BillingStore, string>();

beforeAll(async () => {
  database = await PGlite.create();
}, 120_000);
afterAll(() => database.close());

function newName(): string {
  named += 1;
  return `schema_${named}`;
}

async function emptied(): Promise<string> {
  const again = free.pop();
  const schema = again ?? newName();
  await (again === undefined ? migratePostgres(database, { schema }) : emptySchema(database, schema));
  return schema;
}

function open(schema: string): BillingStore {
  const store = createPostgresStore(database, { schema });
  schemas.set(store, schema);
  return store;
}

describe("L68: createPostgresStore over PGlite, as exchangeable as every store", () => {
  const makers: StoreMakers = (whenFinished) => {
    const taken: string[] = [];
    whenFinished(() => free.push(...taken));
    const take = async () => {
      const schema = await emptied();
      taken.push(schema);
      return schema;
    };
    return {
      create: async () => open(await take()),
      reopen: (store) => open(schemas.get(store) ?? ""),
      async createPair() {
        const schema = await take();
        return [open(schema), open(schema)];
      },
    };
  };
  storeSuites(makers, { histories: 3, isConcurrent: false });
});

describe("migrations over PGlite", () => {
  migrationTests(() => database, newName);
});
