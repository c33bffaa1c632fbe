// The reference beside the store under test: what every answer is held against. It remembers what it was told, so that it can be
// made again where several orders of calls have to be tried.
import type { AccountChange, BillingStore, Snapshot } from "../../store/billingStore.ts";
import { createMemoryStore } from "../../store/memoryStore.ts";
import { sortTotals } from "../storeState.ts";
import { type Answer, answerOfReference, describeAnswer } from "./answer.ts";

/** A reference store that knows its commits. */
export interface ReferenceLog {
  readonly store: BillingStore;
  /** The commits that were done, in their order. */
  readonly done: readonly (readonly AccountChange[])[];
  /** Commits; answers how the answer of the store under test differs from what it has to be, or null. */
  commit(changes: readonly AccountChange[], actual: Answer): Promise<string | null>;
}

/** A reference that was told these commits and nothing else. */
export async function createReferenceLog(
  told: readonly (readonly AccountChange[])[] = [],
): Promise<ReferenceLog> {
  const store = createMemoryStore();
  const done = [...told];
  for (const changes of told) await store.commit(changes);
  return {
    store,
    done,
    async commit(changes, actual) {
      const expected = await answerOfReference(store, changes);
      const difference = describeAnswer(actual, expected);
      if (isDone(expected)) done.push(changes);
      else if (difference !== null && (await isOtherRefusal(store, changes, actual))) return null;
      return difference;
    },
  };
}

/** All that a store shows of a contract. */
export async function look(store: BillingStore, contract: string): Promise<Snapshot | null> {
  const snapshot = await store.read(contract, { include: ["totals", "charges", "events"] });
  return snapshot === null ? null : sortTotals(snapshot);
}

function isDone(answer: Answer): boolean {
  return "value" in answer && (answer.value as { readonly ok?: unknown } | null)?.ok === true;
}

/**
 * Whether a refusal is what the reference says of one change of several: where more than one of them is refused, no promise
 * says which one a store looks at first.
 */
async function isOtherRefusal(
  store: BillingStore,
  changes: readonly AccountChange[],
  actual: Answer,
): Promise<boolean> {
  if (isDone(actual)) return false;
  for (const change of changes) {
    // What is refused for certain comes last: the store is only asked, and never changed.
    const alone = await answerOfReference(store, [change, { contract: "nobody", revision: 1 }]);
    const isAboutIt =
      "value" in alone && (alone.value as { contract?: unknown }).contract === change.contract;
    if (isAboutIt && describeAnswer(actual, alone) === null) return true;
  }
  return false;
}
