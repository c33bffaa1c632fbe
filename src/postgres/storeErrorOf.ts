// What a failure of the database means for whoever waits for the answer: nothing happened, or nobody knows.
import { StoreError, type StoreErrorCode } from "../model/errors.ts";

/** The five characters by which PostgreSQL names an error; undefined where the driver alone has failed. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  // The names of system errors, such as EPIPE, can have five letters too, but no class of errors begins as they do.
  return typeof code === "string" && /^(?:[0-9][0-9A-Z]|F0|HV|P0|XX)[0-9A-Z]{3}$/.test(code)
    ? code
    : undefined;
}

/** Whether the transaction lost against another one: a deadlock, or no order of the two is left. It can be run again. */
export function isClash(error: unknown): boolean {
  const state = sqlStateOf(error instanceof Error ? error.cause : undefined);
  return state === "40001" || state === "40P01";
}

/** Whether the server refused a statement and the connection goes on. */
export function isAnswered(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state !== undefined && !state.startsWith("08") && !state.startsWith("57P");
}

/** What the driver threw, as the store tells it. `committing`: COMMIT had been sent, and what it did is not known. */
export function storeErrorOf(error: unknown, committing: boolean): StoreError {
  const code = committing ? codeOfCommit(error) : codeOf(sqlStateOf(error));
  const text = error instanceof Error ? error.message : String(error);
  return new StoreError(code, `${meanings[code]}: ${text}`, { cause: error });
}

const meanings: Readonly<Record<StoreErrorCode, string>> = {
  conflict: "the database refused it because of another write",
  retryable: "the database did not do it, and nothing was written",
  unknown_outcome:
    "the connection ended while the database committed, so it may be written or not; send it again",
  fatal: "the database cannot do it",
};

function codeOfCommit(error: unknown): StoreErrorCode {
  const state = sqlStateOf(error);
  // A rollback is said in class 40, a broken constraint in class 23; 40003 says that the server does not know either.
  const undone = state !== undefined && state !== "40003" && /^(?:40|23)/.test(state);
  return undone ? codeOf(state) : "unknown_outcome";
}

function codeOf(state: string | undefined): StoreErrorCode {
  // Without an answer of the server, and without a COMMIT, there is no transaction that could last.
  if (state === undefined) return "retryable";
  // Connections, rollbacks, resources, shutdowns and limits of time: another moment may do. 08P01 is a client's own mistake.
  if ((state !== "08P01" && /^(?:08|40|53|57|58)/.test(state)) || state === "55P03" || state === "25P03")
    return "retryable";
  return "fatal";
}
