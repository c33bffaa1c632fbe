// Stores that break a promise. Each does it in the way in which a real one might, at moments in which others can see it.
import { StoreError } from "../../src/index.ts";
import type { AccountChange, BillingStore, Snapshot } from "../../src/store/billingStore.ts";
import type { Subject } from "./simulate.ts";

export interface Broken {
  /** What it does, in the present tense. */
  readonly name: string;
  readonly subject: Subject;
}

type Break = NonNullable<Subject["breakStore"]>;

function broken(name: string, breakStore: Break): Broken {
  return { name, subject: { breakStore } };
}

/** The change, as it would have to be written by someone who comes now. */
async function rebased(honest: BillingStore, change: AccountChange): Promise<AccountChange> {
  const snapshot = await honest.read(change.contract);
  return { ...change, revision: snapshot?.account.revision ?? change.revision };
}

/** Each read answers what the one before it, of the same question, should have. */
function answerLate(honest: BillingStore): BillingStore["read"] {
  const earlier = new Map<string, Snapshot | null>();
  return async (contract, query) => {
    const key = JSON.stringify([contract, query]);
    const snapshot = await honest.read(contract, query);
    const before = earlier.get(key);
    earlier.set(key, snapshot);
    return before ?? snapshot;
  };
}

export const brokenStores: readonly Broken[] = [
  broken("writes events and charges in two commits", (honest, gap) => ({
    ...honest,
    async commit(changes) {
      const events = changes.map(({ add_charges: _charges, put_totals: _totals, ...rest }) => rest);
      const result = await honest.commit(events);
      if (!result.ok) return result;
      await gap();
      for (const { contract, revision, add_charges = [], put_totals = [] } of changes)
        await honest.commit([await rebased(honest, { contract, revision, add_charges, put_totals })]);
      return result;
    },
  })),
  broken("takes no notice of the revision", (honest) => ({
    ...honest,
    commit: async (changes) =>
      honest.commit(await Promise.all(changes.map((change) => rebased(honest, change)))),
  })),
  broken("answers reads with what was there before", (honest) => ({ ...honest, read: answerLate(honest) })),
  broken("finds an event only later", (honest) => {
    const known = new Set<string>();
    return {
      ...honest,
      async findEvent(id) {
        if (known.has(id)) return honest.findEvent(id);
        known.add(id);
        return [];
      },
    };
  }),
  broken("cuts a transaction after its first contract", (honest) => ({
    ...honest,
    commit: (changes) => honest.commit(changes.slice(0, 1)),
  })),
  broken("cuts a transaction after its first event", (honest) => ({
    ...honest,
    commit: (changes) =>
      honest.commit(
        changes.map(({ add_events = [], add_charges = [], ...change }) => {
          const [first] = add_events;
          return {
            ...change,
            add_events: add_events.slice(0, 1),
            add_charges: add_charges.filter(
              ({ event_id }) =>
                event_id === first?.event.event_id ||
                add_events.every(({ event }) => event.event_id !== event_id),
            ),
          };
        }),
      ),
  })),
  broken("writes charges twice", (honest) => ({
    ...honest,
    async commit(changes) {
      const result = await honest.commit(changes);
      if (!result.ok) return result;
      for (const { contract, revision, add_charges = [], put_corrected_periods = [] } of changes)
        await honest.commit([
          await rebased(honest, { contract, revision, add_charges, put_corrected_periods }),
        ]);
      return result;
    },
  })),
  broken("answers before it has written, and forgets it when the process ends", (honest, gap) => ({
    ...honest,
    async commit(changes) {
      void gap().then(() => honest.commit(changes));
      return { ok: true };
    },
  })),
  broken("drops a commit of several events", (honest) => ({
    ...honest,
    commit: async (changes) =>
      changes.some(({ add_events = [] }) => add_events.length > 1) ? { ok: true } : honest.commit(changes),
  })),
  broken("says that nothing was written when it does not know", (honest) => ({
    ...honest,
    async commit(changes) {
      const result = await honest.commit(changes);
      if (changes.some(({ add_events = [] }) => add_events.length > 1))
        throw new StoreError("retryable", "the connection was lost");
      return result;
    },
  })),
  broken("takes usage into a closed period without a correction", (honest) => ({
    ...honest,
    async commit(changes) {
      const late = changes.some(({ put_corrected_periods }) => put_corrected_periods !== undefined);
      const result = await honest.commit(changes);
      if (late && result.ok)
        for (const change of changes)
          await honest.commit([await rebased(honest, { ...pick(change), put_corrected_periods: [] })]);
      return result;
    },
  })),
];

function pick({ contract, revision }: AccountChange): AccountChange {
  return { contract, revision };
}
