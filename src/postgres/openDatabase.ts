// Finds out which kind of client it was given, by what only that kind has.
import { InvariantError } from "../model/errors.ts";
import type { Database } from "./database.ts";
import { nodePostgres } from "./nodePostgres.ts";
import { pglite } from "./pglite.ts";
import type { PostgresClient } from "./postgresClient.ts";
import { postgresJs } from "./postgresJs.ts";

/** @throws InvariantError for what is no pool of node-postgres, no `sql` of postgres.js and no PGlite. */
export function openDatabase(client: PostgresClient): Database {
  if (typeof client === "function" || (typeof client === "object" && client !== null)) {
    if ("begin" in client && "unsafe" in client) return postgresJs(client);
    if ("transaction" in client && "query" in client) return pglite(client);
    // A `Client` on its own can connect as well, but only has the one connection, which it shows.
    if ("connect" in client && "query" in client && !("connection" in client)) return nodePostgres(client);
  }
  throw new InvariantError(
    "a client is a Pool of node-postgres, the sql of postgres.js, or a PGlite; a single connection cannot take turns",
  );
}
