// The few assertions that the conformance cases need: each throws a plain Error, which any runner reports.
import { describeDifference } from "./describeDifference.ts";

/** Throws unless the condition holds. */
export function demand(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Throws unless both are the same JSON value. */
export function demandEqual(actual: unknown, expected: unknown, what: string): void {
  const difference = describeDifference(actual, expected);
  demand(difference === null, `${what}: ${difference}`);
}

/** Throws unless the call answers with a promise that rejects with an InvariantError, told by its name and code. */
export async function demandInvariant(call: () => Promise<unknown>, what: string): Promise<void> {
  const rejection = await rejectionOf(call, what);
  demand(rejection !== null, `${what}: it resolved, expected a rejection`);
  // What a store rejects with can be anything; an object's name and code are read without trusting its class.
  const { name, code } = Object(rejection.reason) as { readonly name?: unknown; readonly code?: unknown };
  demand(
    name === "InvariantError" && code === "invariant_violation",
    `${what}: it rejected with ${String(rejection.reason)} (code ${String(code)}), expected an InvariantError`,
  );
}

async function rejectionOf(
  call: () => Promise<unknown>,
  what: string,
): Promise<{ readonly reason: unknown } | null> {
  let answer: Promise<unknown>;
  try {
    answer = call();
  } catch (error) {
    throw new Error(`${what}: the method threw (${String(error)}) instead of answering with a promise`);
  }
  return answer.then(
    () => null,
    (reason: unknown) => ({ reason }),
  );
}
