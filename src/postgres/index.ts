// The door `./postgres`: a store in a PostgreSQL database, over the caller's own client.
export { createPostgresStore, type PostgresStoreOptions } from "./createPostgresStore.ts";
export { migratePostgres, type PostgresSchema } from "./migratePostgres.ts";
export type {
  NodePostgresClient,
  NodePostgresPool,
  Pglite,
  PgliteRunner,
  PostgresClient,
  PostgresJs,
  PostgresJsRunner,
} from "./postgresClient.ts";
export { type PostgresMigration, postgresMigrations } from "./postgresMigrations.ts";
