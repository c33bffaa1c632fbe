// Stores that now and then show what was, or what is in another order.
import type { Account, AccountChange, BillingStore, Snapshot } from "../../../src/store/billingStore.ts";
import { createMemoryStore } from "../../../src/store/memoryStore.ts";
import { type Fault, type FaultChance, fault } from "./fault.ts";

export const readFaults: readonly Fault[] = [
  fault("reads what was before the last commit", (honest, { happens }) => {
    const { commit, past } = withPast(honest);
    return { commit, read: (contract, query) => (happens() ? past : honest).read(contract, query) };
  }),
  fault("reads the account of one moment and the rest of another", (honest, { happens }) => {
    const { commit, past } = withPast(honest);
    return {
      commit,
      async read(contract, query) {
        const [now, before] = [await honest.read(contract, query), await past.read(contract, query)];
        return now === null || before === null || !happens() ? now : { ...now, account: before.account };
      },
    };
  }),
  fault("lists what was before the last commit", (honest, { happens }) => {
    const { commit, past } = withPast(honest);
    return {
      commit,
      listAccounts: () => (happens() ? past : honest).listAccounts(),
      findEvent: (id) => (happens() ? past : honest).findEvent(id),
      // An event that the past does not know cannot be gone on after.
      listUsage: (query) =>
        happens() ? past.listUsage(query).catch(() => honest.listUsage(query)) : honest.listUsage(query),
    };
  }),
  ...(["events", "charges"] as const).map((part) =>
    fault(`reorders the ${part} of a snapshot`, (honest, chance) =>
      onSnapshots(honest, (snapshot) => ({ ...snapshot, [part]: swapped<unknown>(snapshot[part], chance) })),
    ),
  ),
  ...(["programs", "invoices", "grants", "corrected_periods"] as const).map((list) =>
    fault(`reorders the ${list} of an account`, (honest, chance) => {
      const alter = (account: Account): Account => {
        return { ...account, [list]: swapped<unknown>(account[list], chance) };
      };
      return {
        ...onSnapshots(honest, (snapshot) => ({ ...snapshot, account: alter(snapshot.account) })),
        listAccounts: async () => (await honest.listAccounts()).map(alter),
      };
    }),
  ),
  fault("reorders lists", (honest, chance) => ({
    listAccounts: async () => swapped(await honest.listAccounts(), chance),
    findEvent: async (id) => swapped(await honest.findEvent(id), chance),
    listUsage: async (query) => swapped(await honest.listUsage(query), chance),
  })),
];

/** What a store was before the last commit, kept beside it. */
function withPast(honest: BillingStore): Pick<BillingStore, "commit"> & { readonly past: BillingStore } {
  const past = createMemoryStore();
  let pending: readonly AccountChange[] = [];
  return {
    past,
    async commit(changes) {
      const given = structuredClone(changes);
      const result = await honest.commit(changes);
      if (!result.ok) return result;
      const before = pending;
      pending = given;
      await past.commit(before);
      return result;
    },
  };
}

function onSnapshots(honest: BillingStore, alter: (snapshot: Snapshot) => Snapshot): Partial<BillingStore> {
  return {
    async read(contract, query) {
      const snapshot = await honest.read(contract, query);
      return snapshot === null ? null : alter(snapshot);
    },
  };
}

/** The list with two neighbours in each other's place. */
function swapped<T>(list: readonly T[], { happens, picker }: FaultChance): T[] {
  const copy = [...list];
  if (copy.length < 2 || !happens()) return copy;
  const place = picker.below(copy.length - 1);
  copy.splice(place, 2, ...copy.slice(place, place + 2).reverse());
  return copy;
}
