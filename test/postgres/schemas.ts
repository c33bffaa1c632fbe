// Schemas of one's own on a server that others may use too: each is made under a name that nobody has, and dropped at the end.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { migratePostgres } from "../../src/postgres/index.ts";
import { emptySchema } from "./emptySchema.ts";

export interface Schemas {
  /** The name of a schema that is not there yet. */
  name(): string;
  /** The name of a schema with all tables, and nothing in them. */
  migrated(): Promise<string>;
  /** The name of a schema with all tables and nothing in them: one that was given back, or a new one. */
  empty(migrate: (schema: string) => Promise<unknown>): Promise<string>;
  /** Gives schemas back that are not needed any more. */
  release(schemas: readonly string[]): void;
  /** Drops all schemas that were named. */
  drop(): Promise<void>;
}

export function openSchemas(url: string): Schemas {
  const run = `lucius_${randomBytes(4).toString("hex")}`;
  const [named, free]: [string[], string[]] = [[], []];
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on("error", () => undefined);
  const name = () => {
    named.push(`${run}_${named.length}`);
    return named.at(-1) as string;
  };
  return {
    name,
    async migrated() {
      const schema = name();
      await migratePostgres(pool, { schema });
      return schema;
    },
    async empty(migrate) {
      const again = free.pop();
      const schema = again ?? name();
      await (again === undefined ? migrate(schema) : emptySchema(pool, schema));
      return schema;
    },
    release(schemas) {
      free.push(...schemas);
    },
    async drop() {
      // A few at a time: each table takes a lock, and a server has room for so many in one transaction.
      for (const schema of named) await pool.query(`drop schema if exists ${schema} cascade`);
      await pool.end();
    },
  };
}
