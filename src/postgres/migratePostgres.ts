// Brings the tables up to date.
import { StoreError } from "../model/errors.ts";
import type { Run } from "./database.ts";
import { openDatabase } from "./openDatabase.ts";
import type { PostgresClient } from "./postgresClient.ts";
import { type PostgresMigration, postgresMigrations } from "./postgresMigrations.ts";
import { type Tables, tablesOf } from "./tablesOf.ts";

/** Where the tables are. */
export interface PostgresSchema {
  /** Lower-case letters, digits and `_`; `lucius_rating` unless told. Each schema is a store of its own. */
  readonly schema?: string | undefined;
}

// Any number that nobody else is likely to lock; it is the same for all schemas, since they share the database's catalogue.
const lock = "7021198450116";

/**
 * Makes the schema and the tables of `createPostgresStore`, or brings them up to date; answers the names of the steps that it
 * ran, which are none when all was there.
 *
 * Everything happens in one transaction, under a lock: several processes may call it at the same time, and each step is done once.
 * Rejects with a `StoreError`: `fatal` where the database may not be changed, is not in UTF-8, or was made by a later
 * release of this library; with an `InvariantError` for a schema that is not a plain name.
 *
 * @example
 * ```ts
 * import { PGlite } from "@electric-sql/pglite";
 * import { migratePostgres } from "lucius-rating/postgres";
 *
 * const database = new PGlite();
 * await migratePostgres(database); // => ["tables"]
 * await migratePostgres(database); // => []
 * ```
 */
export async function migratePostgres(
  client: PostgresClient,
  { schema }: PostgresSchema = {},
): Promise<readonly string[]> {
  const tables = tablesOf(schema);
  return openDatabase(client).transact(async (run) => {
    await run(`select pg_advisory_xact_lock(${lock})`);
    await assertUtf8(run);
    const done = await openMigrations(run, tables);
    const missing = postgresMigrations(schema).filter(({ number }) => !done.includes(number));
    for (const migration of missing) await apply(run, tables, migration);
    return { keep: true, value: missing.map(({ name }) => name) };
  });
}

async function assertUtf8(run: Run): Promise<void> {
  const encoding = await run("select to_json(current_setting('server_encoding'))::text as json");
  if (encoding !== "UTF8")
    throw new StoreError("fatal", `the database is in ${String(encoding)}; it has to be in UTF8`);
}

/** The numbers of the steps that were done. */
async function openMigrations(run: Run, { schema, migrations }: Tables): Promise<readonly number[]> {
  // Asked first, since to make what is there already needs rights that are not needed any more.
  const there = await run(
    "select to_json(count(*))::text as json from pg_catalog.pg_namespace where nspname = $1::text",
    [schema],
  );
  if (there === 0) await run(`create schema "${schema}"`);
  await run(
    `create table if not exists ${migrations} (number bigint primary key, name text not null, applied_at_ms bigint not null)`,
  );
  // The statement itself says that it answers numbers.
  const done = (await run(
    `select coalesce(json_agg(number), '[]')::text as json from ${migrations}`,
  )) as number[];
  const latest = postgresMigrations().length;
  if (done.some((number) => number > latest)) {
    throw new StoreError(
      "fatal",
      `the tables in ${schema} were made by a later release: this one knows ${latest} step`,
    );
  }
  return done;
}

async function apply(
  run: Run,
  { migrations }: Tables,
  { number, name, statements }: PostgresMigration,
): Promise<void> {
  for (const statement of statements) await run(statement);
  await run(
    `insert into ${migrations} values ($1::text::bigint, $2::text, (extract(epoch from now()) * 1000)::bigint)`,
    [`${number}`, name],
  );
}
