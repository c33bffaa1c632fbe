// Everything that can be read of a store, in a form that can be compared.
import type { Account, BillingStore, Snapshot, SnapshotQuery, UsageRecord } from "../store/billingStore.ts";
import { demand } from "./demand.ts";

/** All that a store shows. */
export interface StoreState {
  readonly accounts: readonly Account[];
  readonly usage: readonly UsageRecord[];
  readonly snapshots: readonly (Snapshot | null)[];
}

/** What a store shows of itself and of these contracts. */
export async function storeState(store: BillingStore, contracts: readonly string[]): Promise<StoreState> {
  const snapshots: (Snapshot | null)[] = [];
  for (const contract of contracts) {
    const snapshot = await store.read(contract, everything);
    snapshots.push(snapshot === null ? null : sortTotals(snapshot));
  }
  return {
    accounts: await store.listAccounts(),
    usage: await store.listUsage({ limit: 100_000 }),
    snapshots,
  };
}

/** A snapshot of a contract that has to be there; of everything in it, unless the query says less. */
export async function takeSnapshot(
  store: BillingStore,
  contract: string,
  query: SnapshotQuery = everything,
): Promise<Snapshot> {
  const snapshot = await store.read(contract, query);
  demand(snapshot !== null, `read answers null for the contract ${contract}, which was committed`);
  return sortTotals(snapshot);
}

const everything: SnapshotQuery = { include: ["totals", "charges", "events"] };

/** No order is promised for totals, so that one is made before they are compared. */
export function sortTotals(snapshot: Snapshot): Snapshot {
  const keyed = snapshot.totals.map((total) => ({
    key: `${total.period_start} ${total.version} ${total.rule_id} ${total.part ?? ""} ${total.quantity}`,
    total,
  }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { ...snapshot, totals: keyed.map(({ total }) => total) };
}
