// The reference store: what every other store has to behave like. Each method runs from start to end in one go, without
// waiting for anything, so that no call ever sees or leaves half of another.
import { compareText } from "../model/compareText.ts";
import { applyChange } from "./applyChange.ts";
import { assertWellFormed } from "./assertWellFormed.ts";
import type { Account, AccountChange, BillingStore, CommitResult } from "./billingStore.ts";
import { findRefusal } from "./findRefusal.ts";
import { freezeCopy } from "./freezeCopy.ts";
import type { Ledger } from "./ledger.ts";
import { openLedger } from "./ledger.ts";
import { readLedger } from "./readLedger.ts";
import { selectUsage } from "./selectUsage.ts";

/**
 * A store in the memory of this process: for tests, previews and services that keep their data elsewhere.
 *
 * Each call makes a store of its own, empty. What it is given is copied, what it returns is frozen and
 * shared. A commit and a read cost what they write and ask for, however much the store holds; a list costs
 * what it walks over from the newest on. Nothing is ever forgotten, and nothing outlives the process
 * (`durability: "none"`).
 *
 * It keeps JSON values: anything else rejects with an `InvariantError`, as does a change that no store
 * could do (see `AccountChange`); either way nothing is written. It never rejects with a `StoreError`.
 *
 * @example
 * ```ts
 * const store = createMemoryStore();
 * store.durability; // => "none"
 * await store.read("acme-corp-2026"); // => null
 * const answer = await store.commit([{ contract: "acme-corp-2026", revision: 7 }]);
 * answer; // => { ok: false, contract: "acme-corp-2026", reason: "revision" }
 * await store.listUsage({ limit: 10 }); // => []
 * ```
 */
export function createMemoryStore(): BillingStore {
  const ledgers = new Map<string, Ledger>();
  return {
    durability: "none",
    async read(contract, query) {
      const ledger = ledgers.get(contract);
      return ledger === undefined ? null : readLedger(ledger, query ?? {});
    },
    async commit(changes) {
      return commitAll(ledgers, freezeCopy(changes));
    },
    async listAccounts() {
      return [...ledgers.values()].map((ledger) => ledger.account).sort(compareAccounts);
    },
    async findEvent(event_id) {
      const found = [...ledgers.values()].flatMap((ledger) => ledger.events.get(event_id)?.record ?? []);
      return found.sort((a, b) => compareText(a.event.external_contract_id, b.event.external_contract_id));
    },
    async listUsage(query) {
      return selectUsage(ledgers, query);
    },
  };
}

/** First every change is checked, then all are applied: applying cannot fail any more. */
function commitAll(ledgers: Map<string, Ledger>, changes: readonly AccountChange[]): CommitResult {
  assertWellFormed(changes);
  const opened = new Map<string, Ledger>();
  for (const change of changes) if (change.revision === 0) opened.set(change.contract, openLedger(change));
  const accepted: { readonly ledger: Ledger; readonly change: AccountChange }[] = [];
  for (const change of changes) {
    const ledger = ledgers.get(change.contract) ?? opened.get(change.contract);
    if (ledger === undefined || ledger.account.revision !== change.revision) {
      return { ok: false, contract: change.contract, reason: "revision" };
    }
    const refusal = findRefusal(ledger, change);
    if (refusal !== null) return refusal;
    accepted.push({ ledger, change });
  }
  for (const { ledger, change } of accepted) {
    ledgers.set(change.contract, ledger);
    applyChange(ledger, change);
  }
  return { ok: true };
}

function compareAccounts(a: Account, b: Account): number {
  return compareText(b.created_at, a.created_at) || compareText(a.contract.id, b.contract.id);
}
