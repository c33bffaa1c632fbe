// The store over PostgreSQL. It keeps nothing in memory, so that any number of processes can share one database.
import { assertWellFormed } from "../store/assertWellFormed.ts";
import type { AccountChange, BillingStore, CommitResult } from "../store/billingStore.ts";
import { freezeCopy } from "../store/freezeCopy.ts";
import { commitChanges } from "./commitChanges.ts";
import type { Database } from "./database.ts";
import { findRecords, listAccounts, listRecords } from "./listRecords.ts";
import type { PostgresSchema } from "./migratePostgres.ts";
import { openDatabase } from "./openDatabase.ts";
import type { PostgresClient } from "./postgresClient.ts";
import { readSnapshot } from "./readSnapshot.ts";
import { isClash } from "./storeErrorOf.ts";
import { type Tables, tablesOf } from "./tablesOf.ts";

/** How a store over PostgreSQL is opened. */
export interface PostgresStoreOptions extends PostgresSchema {
  /**
   * What a resolved commit survives; `machine` unless told, and then commits wait for the disk even where the server's default is
   * not to. Say `none` of a database in memory.
   */
  readonly durability?: BillingStore["durability"] | undefined;
}

// A transaction that lost against another one has written nothing, so it can be run again as it is.
const mostAttempts = 5;

/**
 * A store in a PostgreSQL database (14 or later, in UTF-8), over the caller's own client: a `Pool` of `pg`, the `sql` of
 * `postgres`, or a PGlite. The client is never closed here.
 *
 * `migratePostgres` has to have made the tables. A commit is one transaction that locks its contracts, in the order of their
 * ids; a read is one statement. Any number of processes may work on one database; nothing is kept in memory. Documents
 * come back as they went in, decimals digit for digit, whatever types the client is set to parse.
 *
 * Rejects with a `StoreError`. `retryable`: nothing was written (no connection, a limit of time, a deadlock that five attempts
 * did not get around). `unknown_outcome`: the connection ended while COMMIT was under way; sending the same events again
 * is safe. `fatal`: the tables are not there, or the database refuses.
 *
 * @throws InvariantError for a client of another kind, and for a schema that is not a plain name.
 *
 * @example
 * ```ts
 * import { PGlite } from "@electric-sql/pglite";
 * import { createEngine } from "lucius-rating";
 * import { createPostgresStore, migratePostgres } from "lucius-rating/postgres";
 *
 * const database = new PGlite();
 * await migratePostgres(database);
 * const store = createPostgresStore(database, { durability: "none" });
 * const engine = createEngine({ store, now: () => "2026-03-05T09:00:00Z" });
 * (await engine.listContracts()).data; // => []
 * ```
 */
export function createPostgresStore(
  client: PostgresClient,
  { schema, durability = "machine" }: PostgresStoreOptions = {},
): BillingStore {
  const tables = tablesOf(schema);
  const database = openDatabase(client);
  const { run } = database;
  return {
    durability,
    read: (contract, query = {}) => readSnapshot(run, tables, contract, freezeCopy(query)),
    async commit(changes) {
      // Copied before anything is waited for: what happens to the input meanwhile does not count.
      const copy = freezeCopy(changes);
      assertWellFormed(copy);
      return copy.length === 0 ? { ok: true } : commitAgain(database, tables, copy, durability === "machine");
    },
    listAccounts: () => listAccounts(run, tables),
    findEvent: (event_id) => findRecords(run, tables, event_id),
    listUsage: (query) => listRecords(run, tables, query),
  };
}

async function commitAgain(
  database: Database,
  tables: Tables,
  changes: readonly AccountChange[],
  isDurable: boolean,
): Promise<CommitResult> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transact((run) => commitChanges(run, tables, changes, isDurable));
    } catch (error) {
      if (!isClash(error) || attempt === mostAttempts) throw error;
    }
  }
}
