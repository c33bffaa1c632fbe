// What is asked of a database client: so little that three kinds of them have it, and no driver is imported.

/** A `Pool` of node-postgres (`pg`). */
export interface NodePostgresPool {
  connect(): Promise<NodePostgresClient>;
  on(event: "connect", listener: (client: NodePostgresClient) => void): unknown;
  query(text: string, values: (string | null)[]): Promise<{ readonly rows: readonly unknown[] }>;
}

/** One connection of such a pool. */
export interface NodePostgresClient {
  query(text: string, values: (string | null)[]): Promise<{ readonly rows: readonly unknown[] }>;
  on(event: "error", listener: (error: Error) => void): unknown;
  /** With `true` the connection is closed, not used again. */
  release(broken?: boolean): void;
}

/** What runs statements in postgres.js: `sql` itself, and the `sql` of a transaction. */
export interface PostgresJsRunner {
  unsafe(text: string, values: (string | null)[]): PromiseLike<readonly unknown[]>;
}

/** The `sql` of postgres.js (`postgres`). */
export interface PostgresJs extends PostgresJsRunner {
  begin(options: string, work: (sql: PostgresJsRunner) => Promise<unknown>): Promise<unknown>;
}

/** What runs statements in PGlite: the database itself, and a transaction. */
export interface PgliteRunner {
  query(text: string, values: (string | null)[]): Promise<{ readonly rows: readonly unknown[] }>;
}

/** A database of `@electric-sql/pglite`. */
export interface Pglite extends PgliteRunner {
  transaction(work: (tx: PgliteRunner) => Promise<unknown>): Promise<unknown>;
}

/** The caller's own client, with the caller's own settings: a pool of node-postgres, postgres.js, or PGlite. */
export type PostgresClient = NodePostgresPool | PostgresJs | Pglite;
