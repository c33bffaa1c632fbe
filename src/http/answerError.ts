// From an error of any kind to an answer that tells the caller what concerns the caller, and nothing else.
import type { BillingError, Issue } from "../index.ts";
import { HttpRefusal } from "./httpRefusal.ts";
import { statusOf } from "./statusOf.ts";

/** The body of every answer that is no document. */
export interface ErrorBody {
  readonly error: string;
  readonly code: string;
  /** Everything that is wrong with the request, where that is more than one sentence. */
  readonly issues?: readonly Issue[];
}

export interface ErrorAnswer {
  readonly status: number;
  readonly body: ErrorBody;
  readonly headers: Readonly<Record<string, string>>;
}

/** Seconds after which it is worth asking again. */
const pause = "1";
/** What is over in a moment, or can be made sure of by sending the same again. */
const passing: readonly unknown[] = ["conflict", "retryable", "unknown_outcome"];

export function answerError(error: unknown): ErrorAnswer {
  if (error instanceof HttpRefusal) {
    const { status, code, message, headers, issues } = error;
    return { status, headers, body: { error: message, code, ...(issues === undefined ? {} : { issues }) } };
  }
  if (isBillingError(error)) {
    const { code, issues } = error;
    const status = statusOf(issues);
    const text = status === 404 ? "Not found" : (issues[0]?.message ?? error.message);
    return { status, headers: {}, body: { error: text, code, issues } };
  }
  if (isPassing(error)) {
    const body = { error: "Service unavailable", code: "store_unavailable" };
    return { status: 503, headers: { "retry-after": pause }, body };
  }
  return { status: 500, headers: {}, body: { error: "Internal error", code: "internal_error" } };
}

function isBillingError(error: unknown): error is BillingError {
  return error instanceof Error && error.name === "BillingError" && "issues" in error;
}

function isPassing(error: unknown): boolean {
  return (
    error instanceof Error && error.name === "StoreError" && "code" in error && passing.includes(error.code)
  );
}
