// Somebody else in the same database, who holds what a store needs.
import pg from "pg";
import { pause } from "./submitUntilHeard.ts";

export interface SideSession {
  readonly client: pg.Client;
  tablesOf(schema: string): Promise<readonly string[]>;
  /** Locks tables of a schema against writers, all of them unless told, until `letGo`. */
  lockTables(schema: string, tables?: readonly string[]): Promise<void>;
  /** Whether some session comes to wait for a lock on a table of the schema, before it is over. */
  somebodyWaits(schema: string, isOver: () => boolean): Promise<boolean>;
  letGo(): Promise<void>;
  close(): Promise<void>;
}

export async function openSideSession(url: string, settings = ""): Promise<SideSession> {
  const client = new pg.Client({ connectionString: url, options: settings });
  client.on("error", () => undefined);
  await client.connect();
  let isInTransaction = false;
  const tablesOf = async (schema: string) => {
    const { rows } = await client.query<{ table_name: string }>(
      "select table_name from information_schema.tables where table_schema = $1 order by table_name",
      [schema],
    );
    return rows.map(({ table_name }) => table_name);
  };
  return {
    client,
    tablesOf,
    async lockTables(schema, tables) {
      const names = (tables ?? (await tablesOf(schema))).map(
        (name) => `${schema}.${pg.escapeIdentifier(name)}`,
      );
      if (!isInTransaction) await client.query("begin");
      isInTransaction = true;
      await client.query(`lock table ${names.join(", ")} in exclusive mode`);
    },
    async somebodyWaits(schema, isOver) {
      const waiting = `select 1 from pg_locks join pg_class c on c.oid = relation join pg_namespace n on n.oid = relnamespace
        where nspname = $1 and not granted`;
      while ((await client.query(waiting, [schema])).rowCount === 0) {
        if (isOver()) return false;
        await pause(5);
      }
      return true;
    },
    async letGo() {
      await client.query("rollback");
      isInTransaction = false;
    },
    close: () => client.end(),
  };
}
