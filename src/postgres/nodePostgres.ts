// The way over node-postgres: a transaction has a connection of the pool for itself.
import { answerOf, type Database, type Ended, isolation, type Run } from "./database.ts";
import type { NodePostgresClient, NodePostgresPool } from "./postgresClient.ts";
import { isAnswered, storeErrorOf } from "./storeErrorOf.ts";

/** Pools whose connections are listened to. */
const heard = new WeakSet<NodePostgresPool>();

export function nodePostgres(pool: NodePostgresPool): Database {
  // A connection that is cut between two statements says so by an event, which ends the process where nobody listens. The pool
  // listens to those that are idle; the rest is told by the next statement.
  if (!heard.has(pool)) {
    heard.add(pool);
    pool.on("connect", (client) => client.on("error", ignore));
  }
  return {
    run: runOn(pool),
    async transact(work) {
      const client = await connect(pool);
      const result = await attempt(client, work);
      client.release(!result.healthy);
      if ("error" in result) throw result.error;
      return result.value;
    },
  };
}

type Result<T> = { readonly healthy: boolean } & ({ readonly value: T } | { readonly error: unknown });

async function attempt<T>(
  client: NodePostgresClient,
  work: (run: Run) => Promise<Ended<T>>,
): Promise<Result<T>> {
  const run = runOn(client);
  try {
    await run(`begin ${isolation}`);
    const { keep, value } = await work(run);
    if (!keep) return { healthy: await rollback(client), value };
    try {
      await client.query("commit", []);
    } catch (error) {
      return { healthy: isAnswered(error), error: storeErrorOf(error, true) };
    }
    return { healthy: true, value };
  } catch (error) {
    // What the driver said stands behind the error of the store; an error of the caller's has nothing behind it.
    const cause = error instanceof Error ? error.cause : undefined;
    const healthy = (cause === undefined || isAnswered(cause)) && (await rollback(client));
    return { healthy, error };
  }
}

async function rollback(client: NodePostgresClient): Promise<boolean> {
  return client.query("rollback", []).then(
    () => true,
    () => false,
  );
}

async function connect(pool: NodePostgresPool): Promise<NodePostgresClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw storeErrorOf(error, false);
  }
}

function runOn(client: Pick<NodePostgresPool, "query">): Run {
  return async (text, values = []) => {
    try {
      return answerOf((await client.query(text, [...values])).rows);
    } catch (error) {
      throw storeErrorOf(error, false);
    }
  };
}

function ignore(): void {
  // What it says, the statement under way or the next one says as well.
}
