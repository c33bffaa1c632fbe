// Transactions of clients that send BEGIN, COMMIT and ROLLBACK themselves and tell a rollback by a rejection.
import type { Ended, Run } from "./database.ts";
import { storeErrorOf } from "./storeErrorOf.ts";

/** Runs `work` inside of the client's own transaction, and tells what failed before COMMIT from what failed in it. */
export async function transactBy<T>(
  work: (run: Run) => Promise<Ended<T>>,
  transaction: (body: (run: Run) => Promise<unknown>) => Promise<unknown>,
): Promise<T> {
  let ended: Ended<T> | undefined;
  let own: { readonly error: unknown } | undefined;
  try {
    await transaction(async (run) => {
      try {
        ended = await work(run);
      } catch (error) {
        own = { error };
        throw error;
      }
      // The way to say that nothing is to be kept; what is rejected with is not looked at.
      if (!ended.keep) throw new Error("rolled back as decided");
    });
  } catch (error) {
    if (own !== undefined) throw own.error;
    // A transaction that is to leave nothing has done so, however it came to its end.
    if (ended === undefined || ended.keep) throw storeErrorOf(error, ended !== undefined);
  }
  // The transaction has come to its end without an error, so its work has.
  return (ended as Ended<T>).value;
}

/** The executor of a promise that nobody settles. */
export function leave(): void {
  // Nothing comes of it.
}
