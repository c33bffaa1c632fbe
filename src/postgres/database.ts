// One way to talk to a database, whatever the client: statements whose values are texts and whose answer is one text.
import { StoreError } from "../model/errors.ts";

/**
 * Runs one statement and answers the JSON in the column `json` of its first row, parsed, or null. Values and answers are texts
 * on the wire, so that no setting of a driver changes them on the way.
 */
export type Run = (text: string, values?: readonly (string | null)[]) => Promise<unknown>;

/** How a transaction ends: with what is kept, or as if it had not been. */
export interface Ended<T> {
  readonly keep: boolean;
  readonly value: T;
}

export interface Database {
  /** A statement on its own: one look at one moment. */
  readonly run: Run;
  /** All that `work` runs, or nothing, at the isolation `read committed`; rejects with a `StoreError`, or as `work` does. */
  transact<T>(work: (run: Run) => Promise<Ended<T>>): Promise<T>;
}

/** How every transaction begins, whatever the defaults of the server are. */
export const isolation = "isolation level read committed read write";

/** The answer of a statement, from the rows that a driver gave. */
export function answerOf(rows: readonly unknown[]): unknown {
  const [row] = rows;
  const text = typeof row === "object" && row !== null && "json" in row ? row.json : null;
  if (text === null || text === undefined) return null;
  if (typeof text !== "string") throw new StoreError("fatal", "the driver does not give text back as text");
  return JSON.parse(text);
}
