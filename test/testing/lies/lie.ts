// A lying store is an honest one with one thing changed. The changes come in a few shapes, which are here.
import type {
  Account,
  AccountChange,
  BillingStore,
  CommitResult,
  Snapshot,
  SnapshotQuery,
  UsageRecord,
} from "../../../src/store/billingStore.ts";
import { createMemoryStore } from "../../../src/store/memoryStore.ts";
import type { StorePromise } from "../../../src/testing/storeCase.ts";

/** One way in which a store can be wrong. */
export interface Lie {
  /** What the store does, in the present tense. */
  readonly name: string;
  /** The promise that this breaks; cases of that promise have to notice. */
  readonly breaks: StorePromise;
  /** The methods of the store that differ from the honest ones. */
  readonly tell: (honest: BillingStore) => Partial<BillingStore>;
}

export type Refusal = Extract<CommitResult, { ok: false }>;

export function lie(breaks: StorePromise, name: string, tell: Lie["tell"]): Lie {
  return { name, breaks, tell };
}

export function createLyingStore({ breaks, tell }: Lie): BillingStore {
  const honest = createMemoryStore();
  const lying = { ...honest, ...tell(honest) };
  // Whoever commits may change what was given: only a lie about that may look at it later.
  return breaks === "S9" ? lying : { ...lying, commit: (changes) => lying.commit(structuredClone(changes)) };
}

/** Changes every record that is answered. */
export function onRecords(
  honest: BillingStore,
  alter: (record: UsageRecord) => UsageRecord,
): Partial<BillingStore> {
  return {
    ...onSnapshots(honest, (snapshot) => ({ ...snapshot, events: snapshot.events.map(alter) })),
    findEvent: async (id) => (await honest.findEvent(id)).map(alter),
    listUsage: async (query) => (await honest.listUsage(query)).map(alter),
  };
}

/** Changes every snapshot that is answered. */
export function onSnapshots(
  honest: BillingStore,
  alter: (snapshot: Snapshot, query: SnapshotQuery) => Snapshot | Promise<Snapshot>,
): Partial<BillingStore> {
  return {
    async read(contract, query = {}) {
      const snapshot = await honest.read(contract, query);
      return snapshot === null ? null : alter(snapshot, query);
    },
  };
}

/** Changes every account that is answered. */
export function onAccounts(
  honest: BillingStore,
  alter: (account: Account) => Account,
): Partial<BillingStore> {
  return {
    ...onSnapshots(honest, (snapshot) => ({ ...snapshot, account: alter(snapshot.account) })),
    listAccounts: async () => (await honest.listAccounts()).map(alter),
  };
}

/** Changes every change that is committed. */
export function onChanges(
  honest: BillingStore,
  alter: (change: AccountChange) => AccountChange,
): Partial<BillingStore> {
  return { commit: (changes) => honest.commit(changes.map(alter)) };
}

/** Does something else when a commit is refused. */
export function onRefusals(
  honest: BillingStore,
  answer: (refusal: Refusal, changes: readonly AccountChange[]) => CommitResult | Promise<CommitResult>,
): Partial<BillingStore> {
  return {
    async commit(changes) {
      const result = await honest.commit(changes);
      return result.ok ? result : answer(result, changes);
    },
  };
}

/** Refuses some commits of its own accord, and leaves the others to the honest store. */
export function refusing(
  honest: BillingStore,
  reason: Refusal["reason"],
  speaksAgainst: (change: AccountChange) => boolean,
  onDone: (change: AccountChange) => void = () => {},
): Partial<BillingStore> {
  return {
    async commit(changes) {
      const refused = changes.find(speaksAgainst);
      if (refused !== undefined) return { ok: false, contract: refused.contract, reason };
      const result = await honest.commit(changes);
      if (result.ok) changes.forEach(onDone);
      return result;
    },
  };
}

/** The change without some of its parts. */
export function without(change: AccountChange, ...parts: readonly (keyof AccountChange)[]): AccountChange {
  const kept = Object.entries(change).filter(([key]) => !parts.some((part) => part === key));
  // Only optional parts are ever left out, so that what is left is a change again.
  return Object.fromEntries(kept) as unknown as AccountChange;
}

/** Every first day of a period that a change writes into. */
export function periodsOf(change: AccountChange): string[] {
  return [
    ...(change.add_events ?? []).map((record) => record.period_start),
    ...(change.put_events ?? []).map((content) => content.period_start),
    ...(change.add_charges ?? []).map((charge) => charge.period.start),
    ...(change.put_totals ?? []).map((total) => total.period_start),
  ];
}

/** What names an event in the whole store. */
export function keyOf({ event }: Pick<UsageRecord, "event">): string {
  return JSON.stringify([event.external_contract_id, event.event_id]);
}
