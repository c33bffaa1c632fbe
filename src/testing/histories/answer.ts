// What a call comes to, in a form that can be compared: a value, or what it rejects with.
import type { AccountChange, BillingStore, CommitResult, UsageRecord } from "../../store/billingStore.ts";
import { describeDifference } from "../describeDifference.ts";
import { scribble } from "../scribble.ts";

/** The answer to one call. */
export type Answer = { readonly value: unknown } | { readonly rejection: string; readonly says: string };

/** Waits for a call, whatever becomes of it. */
export async function answerOf(call: () => Promise<unknown>): Promise<Answer> {
  let promise: Promise<unknown>;
  try {
    promise = call();
  } catch (error) {
    return { rejection: "a throw where a promise belongs", says: String(error) };
  }
  return promise.then(
    (value) => ({ value }),
    (reason: unknown) => ({ rejection: kindOf(reason), says: String(reason) }),
  );
}

/** A commit's answer, of a store that is known to be honest. */
export function answerOfReference(
  reference: BillingStore,
  changes: readonly AccountChange[],
): Promise<Answer> {
  return answerOf(() => reference.commit(changes).then(withSortedExisting));
}

/**
 * A commit's answer; without the order of `existing`, which nobody promises. What the store is given is changed as soon as it
 * has it: a commit takes what it is given at the call.
 */
export async function answerToCommit(
  store: BillingStore,
  changes: readonly AccountChange[],
): Promise<Answer> {
  const given = JSON.parse(JSON.stringify(changes)) as AccountChange[];
  return answerOf(() => {
    const promise = store.commit(given);
    scribble(given);
    return promise.then(withSortedExisting);
  });
}

/** What a store answered is of no use to it any more: changing it must not reach the store. */
export function spoil(answer: Answer | undefined): void {
  if (answer !== undefined && "value" in answer) scribble(answer.value);
}

/** Whether the store asks to try again, and says by it that nothing was written. */
export function asksAgain(answer: Answer): boolean {
  return "rejection" in answer && ["StoreError retryable", "StoreError conflict"].includes(answer.rejection);
}

/** How an answer differs from the one that was expected; null: it does not. */
export function describeAnswer(actual: Answer, expected: Answer): string | null {
  if ("value" in actual && "value" in expected)
    return describeDifference(actual.value, expected.value, "the answer");
  if ("rejection" in actual && "rejection" in expected && actual.rejection === expected.rejection)
    return null;
  return `${tell(actual)}, expected that ${tell(expected)}`;
}

function tell(answer: Answer): string {
  if ("rejection" in answer) return `it rejects (${answer.rejection}: ${answer.says})`;
  return `it answers ${JSON.stringify(answer.value)?.slice(0, 300)}`;
}

/** By name and code: the class may come from another copy of the package. */
function kindOf(reason: unknown): string {
  const { name, code } = Object(reason) as { readonly name?: unknown; readonly code?: unknown };
  return `${String(name)} ${String(code)}`;
}

function withSortedExisting(result: CommitResult): unknown {
  if (typeof result !== "object" || result === null || result.ok) return result;
  const { ok, contract, reason, existing } = result;
  if (reason !== "event_exists" || !Array.isArray(existing)) return { ok, contract, reason };
  const records: readonly UsageRecord[] = existing;
  return { ok, contract, reason, existing: [...records].sort((a, b) => a.sequence - b.sequence) };
}
