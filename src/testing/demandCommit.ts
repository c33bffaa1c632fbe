// Commits, as the cases need them: one that has to be done, one that has to be refused, and one that races.
import type { AccountChange, BillingStore, CommitResult, Snapshot } from "../store/billingStore.ts";
import { demand, demandEqual } from "./demand.ts";
import { storeState, takeSnapshot } from "./storeState.ts";

type Refusal = Extract<CommitResult, { ok: false }>;

/** Commits, and throws unless it was done. */
export async function demandCommitted(store: BillingStore, ...changes: AccountChange[]): Promise<void> {
  demandEqual(
    await store.commit(changes),
    { ok: true },
    "the answer to a commit that nothing speaks against",
  );
}

/** Commits, and throws unless it was refused for this reason and the store is as it was before. */
export async function demandRefused(
  store: BillingStore,
  changes: readonly AccountChange[],
  expected: { readonly contract: string; readonly reason: Refusal["reason"] },
): Promise<Refusal> {
  const contracts = changes.map((change) => change.contract);
  const before = await storeState(store, contracts);
  const result = await store.commit(changes);
  demand(!result.ok, `a commit was done that has to be refused (${expected.reason})`);
  const { contract, reason } = result;
  demandEqual({ contract, reason }, expected, "what a refused commit names");
  demandEqual(await storeState(store, contracts), before, `the store after a commit was refused (${reason})`);
  return result;
}

/** Commits among others who do so too: null when the store asks to try again, having written nothing. */
export async function commitInRace(
  store: BillingStore,
  changes: readonly AccountChange[],
): Promise<CommitResult | null> {
  try {
    return await store.commit(changes);
  } catch (error) {
    const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "retryable" || code === "conflict") return null;
    throw error;
  }
}

/** Reads and commits until no other writer comes in between; answers with the last result. */
export async function commitUntilSettled(
  store: BillingStore,
  contract: string,
  makeChange: (snapshot: Snapshot) => AccountChange,
): Promise<CommitResult> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const result = await commitInRace(store, [makeChange(await takeSnapshot(store, contract))]);
    if (result !== null && (result.ok || result.reason !== "revision")) return result;
  }
  throw new Error("a writer was refused 1000 times for its revision, although it read again each time");
}
