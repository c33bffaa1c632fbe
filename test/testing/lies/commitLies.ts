// Lies about commits: atomicity, identity, revisions (S1 to S4) and failures (S8).
import type { AccountChange, BillingStore } from "../../../src/store/billingStore.ts";
import type { Lie } from "./lie.ts";
import { keyOf, lie, onRefusals, refusing, without } from "./lie.ts";

export const commitLies: readonly Lie[] = [
  lie("S1", "writes the changes of a commit one by one", (honest) => ({
    async commit(changes) {
      for (const change of changes) {
        const result = await honest.commit([change]);
        if (!result.ok) return result;
      }
      return { ok: true };
    },
  })),
  lie("S1", "writes only the first change of a commit", (honest) => ({
    commit: (changes) => honest.commit(changes.slice(0, 1)),
  })),
  lie("S1", "writes the other changes of a refused commit", (honest) =>
    onRefusals(honest, async (refusal, changes) => {
      for (const change of changes) if (change.contract !== refusal.contract) await honest.commit([change]);
      return refusal;
    }),
  ),
  lie("S1", "puts the contract before it looks at the rest", (honest) =>
    onRefusals(honest, async (refusal, changes) => {
      for (const { contract, revision, put_contract } of changes)
        if (put_contract !== undefined && revision > 0)
          await honest.commit([{ contract, revision, put_contract }]);
      return refusal;
    }),
  ),
  ...(["move_invoices", "add_grant", "put_corrected_periods"] as const).map((part) =>
    lie("S1", `does ${part} before it looks at the rest`, (honest) =>
      onRefusals(honest, async (refusal, changes) => {
        for (const { contract, revision, [part]: early } of changes)
          if (early !== undefined && revision > 0)
            await honest.commit([{ contract, revision, [part]: early }]).catch(() => null);
        return refusal;
      }),
    ),
  ),
  lie("S1", "looks for the events before it looks at the rest", (honest) =>
    onRefusals(honest, async (refusal, changes) => {
      for (const { contract, add_events = [] } of changes) {
        const event_ids = add_events.map(({ event }) => event.event_id);
        const existing = (await honest.read(contract, { event_ids }))?.events ?? [];
        if (existing.length > 0) return { ok: false, contract, reason: "event_exists", existing };
      }
      return refusal;
    }),
  ),
  lie("S1", "looks for the grant before it looks at the periods", (honest) =>
    onRefusals(honest, async (refusal, changes) => {
      const { contract } = refusal;
      const { grants = [] } = (await honest.read(contract))?.account ?? {};
      const isThere = changes.some(({ add_grant }) => grants.some(({ id }) => id === add_grant?.id));
      return isThere ? { ok: false, contract, reason: "grant_exists" } : refusal;
    }),
  ),
  lie("S1", "writes the events that are new and refuses the others", (honest) =>
    onRefusals(honest, async (refusal, changes) => {
      if (refusal.reason === "event_exists")
        await honest.commit(withoutExisting(changes, refusal.existing ?? []));
      return refusal;
    }),
  ),
  lie("S1", "writes no contract, event or charge of a commit to several contracts", (honest) => ({
    commit: (changes) =>
      honest.commit(
        changes.length > 1 ? changes.map((each) => without(each, "add_events", "add_charges")) : changes,
      ),
  })),
  lie("S1", "refuses a commit without changes", (honest) => ({
    async commit(changes) {
      return changes.length === 0 ? { ok: false, contract: "", reason: "revision" } : honest.commit(changes);
    },
  })),
  lie("S1", "commits again after a refusal, as if its answer was lost", (honest) =>
    onRefusals(honest, async (refusal, changes) => {
      await honest.commit(await atCurrentRevision(honest, changes));
      return refusal;
    }),
  ),
  lie("S2", "does not say which event is there", (honest) =>
    onRefusals(honest, ({ contract, reason }) => ({ ok: false, contract, reason })),
  ),
  lie("S2", "answers with the event that was offered", (honest) =>
    onRefusals(honest, (refusal, changes) => {
      const existing = (changes[0]?.add_events ?? []).map((record) => ({ ...record, sequence: 1 }));
      return refusal.reason === "event_exists" ? { ...refusal, existing } : refusal;
    }),
  ),
  lie("S2", "keeps event ids unique across contracts", (honest) => {
    const owners = new Map<string, string>();
    const isTaken = ({ contract, add_events = [] }: AccountChange): boolean =>
      add_events.some(({ event }) => (owners.get(event.event_id) ?? contract) !== contract);
    return refusing(honest, "event_exists", isTaken, ({ contract, add_events = [] }) => {
      for (const { event } of add_events) owners.set(event.event_id, contract);
    });
  }),
  lie("S2", "passes over events that are there without a word", (honest) =>
    onRefusals(honest, (refusal, changes) =>
      refusal.reason === "event_exists"
        ? honest.commit(withoutExisting(changes, refusal.existing ?? []))
        : refusal,
    ),
  ),
  lie("S2", "looks for the event first and writes later", (honest) => ({
    async commit(changes) {
      for (const { contract, add_events = [] } of changes) {
        const event_ids = add_events.map((record) => record.event.event_id);
        const there = (await honest.read(contract, { event_ids }))?.events ?? [];
        if (there.length > 0) return honest.commit(changes);
      }
      await Promise.resolve();
      const result = await honest.commit(changes);
      // Who lost the race was told before that there is no such event.
      return !result.ok && changes.some(({ add_events = [] }) => add_events.length === 1)
        ? { ok: true }
        : result;
    },
  })),
  lie("S3", "remembers only the ids of the last 1,000 events", (honest) =>
    onRefusals(honest, async (refusal, changes) => {
      const { existing = [] } = refusal;
      const snapshot = await honest.read(refusal.contract, { include: ["events"] });
      const latest = snapshot?.events.length ?? 0;
      const forgotten = existing.length > 0 && existing.every((record) => record.sequence <= latest - 1000);
      return forgotten ? honest.commit(withoutExisting(changes, existing)) : refusal;
    }),
  ),
  lie("S3", "frees the ids of a period that is rated again", (honest) => {
    const freed = new Set<string>();
    return {
      async commit(changes) {
        const result = await honest.commit(changes);
        for (const change of changes)
          if (result.ok && change.replace_periods !== undefined) freed.add(change.contract);
        if (result.ok || result.reason !== "event_exists" || !freed.has(result.contract)) return result;
        return honest.commit(withoutExisting(changes, result.existing ?? []));
      },
    };
  }),
  lie("S4", "ignores the revision", (honest) => ({
    commit: async (changes) => honest.commit(await atCurrentRevision(honest, changes)),
  })),
  lie("S4", "compares the revision first and writes later", (honest) => ({
    async commit(changes) {
      for (const { contract, revision } of changes) {
        const current = (await honest.read(contract))?.account.revision ?? 0;
        if (current !== revision) return { ok: false, contract, reason: "revision" };
      }
      for (;;) {
        const result = await honest.commit(await atCurrentRevision(honest, changes));
        if (result.ok || result.reason !== "revision") return result;
      }
    },
  })),
  lie("S4", "counts a refused commit", (honest) =>
    onRefusals(honest, async (refusal) => {
      const revision = (await honest.read(refusal.contract))?.account.revision ?? 0;
      if (revision > 0) await honest.commit([{ contract: refusal.contract, revision }]);
      return refusal;
    }),
  ),
  lie("S4", "does not count a change without content", (honest) => ({
    async commit(changes) {
      const filled = changes.filter((change) => Object.keys(change).length > 2);
      return honest.commit(filled);
    },
  })),
  lie("S8", "answers ok to nonsense", (honest) => ({
    commit: (changes) => honest.commit(changes).catch(() => ({ ok: true })),
    listUsage: (query) => honest.listUsage(query).catch(() => []),
  })),
  lie("S8", "writes the good changes of a malformed commit", (honest) => ({
    async commit(changes) {
      try {
        return await honest.commit(changes);
      } catch (error) {
        for (const change of changes) await honest.commit([change]).catch(() => null);
        throw error;
      }
    },
  })),
  lie("S8", "rejects with an error that has no code", (honest) => ({
    commit: (changes) =>
      honest.commit(changes).catch((error: unknown) => {
        throw new Error(String(error));
      }),
  })),
  lie("S8", "throws instead of rejecting", (honest) => ({
    listUsage(query) {
      if (query.limit < 0) throw new RangeError("limit");
      return honest.listUsage(query);
    },
  })),
  lie("S8", "starts over when it does not know the event to go on after", (honest) => ({
    listUsage: (query) =>
      honest.listUsage(query).catch(() => honest.listUsage({ limit: Math.abs(query.limit) })),
  })),
];

function withoutExisting(
  changes: readonly AccountChange[],
  existing: readonly Parameters<typeof keyOf>[0][],
): AccountChange[] {
  const known = new Set(existing.map(keyOf));
  return changes.map((change) => {
    const add_events = (change.add_events ?? []).filter((record) => !known.has(keyOf(record)));
    return { ...change, add_events };
  });
}

async function atCurrentRevision(
  honest: BillingStore,
  changes: readonly AccountChange[],
): Promise<AccountChange[]> {
  const current: AccountChange[] = [];
  for (const change of changes) {
    const revision = (await honest.read(change.contract))?.account.revision;
    const again = revision === undefined ? change : { ...without(change, "created_at"), revision };
    current.push(again);
  }
  return current;
}
