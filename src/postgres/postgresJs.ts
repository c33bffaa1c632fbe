// The way over postgres.js, whose `begin` sends BEGIN, COMMIT and ROLLBACK itself.
import { answerOf, type Database, isolation, type Run } from "./database.ts";
import type { PostgresJs, PostgresJsRunner } from "./postgresClient.ts";
import { isAnswered, storeErrorOf } from "./storeErrorOf.ts";
import { leave, transactBy } from "./transactBy.ts";

export function postgresJs(sql: PostgresJs): Database {
  return {
    run: runOn(sql, (error) => Promise.reject(storeErrorOf(error, false))),
    transact: (work) =>
      transactBy(work, (body) => sql.begin(isolation, (tx) => body(runOn(tx, answerInTransaction)))),
  };
}

/**
 * After the connection has gone, `begin` rejects by itself. It must not hear of it from its work as well, for it would then
 * send a ROLLBACK into the connection that is no more, and the error of that reaches nobody.
 */
function answerInTransaction(error: unknown): Promise<never> {
  return isAnswered(error) ? Promise.reject(storeErrorOf(error, false)) : new Promise(leave);
}

function runOn(sql: PostgresJsRunner, fail: (error: unknown) => Promise<never>): Run {
  return async (text, values = []) => {
    let rows: readonly unknown[];
    try {
      rows = await sql.unsafe(text, [...values]);
    } catch (error) {
      return fail(error);
    }
    return answerOf(rows);
  };
}
