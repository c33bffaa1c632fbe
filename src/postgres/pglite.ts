// The way over PGlite, a database in the process itself.
import { answerOf, type Database, isolation, type Run } from "./database.ts";
import type { Pglite, PgliteRunner } from "./postgresClient.ts";
import { storeErrorOf } from "./storeErrorOf.ts";
import { transactBy } from "./transactBy.ts";

export function pglite(database: Pglite): Database {
  return {
    run: runOn(database),
    transact: (work) =>
      transactBy(work, (body) =>
        database.transaction(async (tx) => {
          const run = runOn(tx);
          await run(`set transaction ${isolation}`);
          return body(run);
        }),
      ),
  };
}

function runOn(database: PgliteRunner): Run {
  return async (text, values = []) => {
    try {
      return answerOf((await database.query(text, [...values])).rows);
    } catch (error) {
      throw storeErrorOf(error, false);
    }
  };
}
