// The three errors that can be thrown or rejected with. Tell them apart by `name` and `code`: two copies
// of this package can live in one process, and `instanceof` fails between them.
import type { IssueCode } from "./issueCode.ts";
import type { Issue } from "./result.ts";

/** Bad data or a refused request, with every issue; thrown by `expectOk` and rejected with by the engine. */
export class BillingError extends Error {
  override readonly name: string = "BillingError";
  /** The code of the first issue. */
  readonly code: IssueCode;
  readonly issues: readonly Issue[];

  constructor(issues: readonly [Issue, ...Issue[]] | readonly Issue[]) {
    const first = issues[0];
    if (first === undefined) throw new InvariantError("a BillingError needs at least one issue");
    super(issues.map((issue) => describeIssue(issue)).join("; "));
    this.code = first.code;
    this.issues = issues;
  }
}

/** What a failing store says: whether nothing happened, or it is unknown what happened. */
export type StoreErrorCode = "conflict" | "retryable" | "unknown_outcome" | "fatal";

/** A failure of the store itself; never used for a business outcome such as a duplicate event. */
export class StoreError extends Error {
  override readonly name: string = "StoreError";
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** A bug, in this library or in how it is called. Nothing was written. */
export class InvariantError extends Error {
  override readonly name: string = "InvariantError";
  readonly code = "invariant_violation";
}

/** Whether an error says that there is a bug, which must not be told as bad data. */
export function isInvariantError(error: unknown): boolean {
  return error instanceof Error && error.name === "InvariantError";
}

function describeIssue(issue: Issue): string {
  return issue.path === "" ? issue.message : `${issue.path}: ${issue.message}`;
}
