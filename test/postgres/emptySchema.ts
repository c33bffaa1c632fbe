// Takes everything out of a store's tables: far quicker than to make new ones, which would take longer than most tests do.

/** What pools and databases have in common. */
interface Runner {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}

/** The latest table first: a table that refers to another was made after it. */
const tablesOfSchema = `
  select format('%I.%I', nspname, relname) as name from pg_class join pg_namespace n on n.oid = relnamespace
  where nspname = $1 and relkind = 'r' and relname <> 'migrations' order by pg_class.oid desc`;

export async function emptySchema(database: Runner, schema: string): Promise<void> {
  const { rows } = await database.query(tablesOfSchema, [schema]);
  for (const { name } of rows as readonly { readonly name: string }[])
    await database.query(`delete from ${name}`);
}
