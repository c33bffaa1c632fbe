// Where a store keeps its contracts, for somebody who only knows that it is a table with their ids as its key.
import pg from "pg";

/** A table and its key, quoted. */
export interface ContractTable {
  readonly table: string;
  readonly key: string;
}

const tablesWithOneKey = `
  select relname, attname from pg_index
  join pg_class on pg_class.oid = indrelid join pg_namespace on pg_namespace.oid = relnamespace
  join pg_attribute on attrelid = indrelid and attnum = indkey[0]
  where indisprimary and indnkeyatts = 1 and nspname = $1 and atttypid = 'text'::regtype`;

/** The table with a row for this contract; a store without one throws. */
export async function findContracts(pool: pg.Pool, schema: string, contract: string): Promise<ContractTable> {
  const { rows } = await pool.query<{ relname: string; attname: string }>(tablesWithOneKey, [schema]);
  for (const { relname, attname } of rows) {
    const [table, key] = [`${schema}.${pg.escapeIdentifier(relname)}`, pg.escapeIdentifier(attname)];
    const { rowCount } = await pool.query(`select 1 from ${table} where ${key} = $1`, [contract]);
    if (rowCount === 1) return { table, key };
  }
  throw new Error(`no table of ${schema} has a row whose key is the contract ${contract}`);
}
