// Lies about reads and lists (S6) and about the isolation of values (S9).
import type { BillingStore, Snapshot, SnapshotQuery, UsageRecord } from "../../../src/store/billingStore.ts";
import type { Lie } from "./lie.ts";
import { keyOf, lie, onRecords, onRefusals, onSnapshots } from "./lie.ts";

const everything = ["totals", "charges", "events"] as const;

export const readLies: readonly Lie[] = [
  lie("S6", "rejects when there is no such contract", (honest) => ({
    async read(contract, query) {
      const snapshot = await honest.read(contract, query);
      if (snapshot === null) throw new Error("not found");
      return snapshot;
    },
  })),
  lie("S6", "adds a field of its own to charges", (honest) =>
    onSnapshots(honest, (snapshot) => ({
      ...snapshot,
      charges: snapshot.charges.map((each, id) => ({ ...each, id })),
    })),
  ),
  lie("S6", "answers a read with what it answered the last time", (honest) => {
    const last = new Map<string, Snapshot>();
    return onSnapshots(honest, (snapshot, query) => {
      const key = JSON.stringify([snapshot.account.contract.id, query]);
      const stale = last.get(key) ?? snapshot;
      last.set(key, snapshot);
      return stale;
    });
  }),
  lie("S6", "brings the snapshots that it answered up to date", (honest) => {
    const answered: Snapshot[] = [];
    return {
      ...onSnapshots(honest, (snapshot) => {
        const live = { ...snapshot };
        // A few are enough to be caught, and to keep this quick.
        if (answered.length < 10) answered.push(live);
        return live;
      }),
      async commit(changes) {
        const result = await honest.commit(changes);
        for (const live of answered)
          Object.assign(live, await honest.read(live.account.contract.id, { include: everything }));
        return result;
      },
    };
  }),
  lie("S6", "reads the account first and the rest later", (honest) => ({
    async read(contract, query) {
      const first = await honest.read(contract);
      for (let tick = 0; tick < 5; tick += 1) await Promise.resolve();
      const second = await honest.read(contract, query);
      return first === null || second === null ? null : { ...second, account: first.account };
    },
  })),
  lie("S6", "reads more than was asked for", (honest) => ({
    read: (contract, query) => honest.read(contract, { ...query, include: everything }),
  })),
  lie("S6", "leaves the last period out", (honest) =>
    onSnapshots(honest, (snapshot, { to }) =>
      keepPeriods(snapshot, (start) => to === undefined || start < to),
    ),
  ),
  lie("S6", "reads the periods that overlap, not those that begin", (honest) => ({
    read: (contract, { from, ...rest }: SnapshotQuery = {}) =>
      honest.read(contract, { ...rest, ...(from === undefined ? {} : { from: `${from.slice(0, 7)}-01` }) }),
  })),
  lie("S6", "answers an event twice that is asked for by id and by period", (honest) =>
    onSnapshots(honest, async (snapshot, { event_ids = [], include = [] }) => {
      if (!include.includes("events") || event_ids.length === 0) return snapshot;
      const again = await honest.read(snapshot.account.contract.id, { event_ids });
      return { ...snapshot, events: [...snapshot.events, ...(again?.events ?? [])] };
    }),
  ),
  lie("S6", "answers events in the order of the ids that were asked for", (honest) =>
    onSnapshots(honest, (snapshot, { event_ids = [] }) => {
      const placeOf = (record: UsageRecord): number => event_ids.indexOf(record.event.event_id);
      return { ...snapshot, events: [...snapshot.events].sort((a, b) => placeOf(a) - placeOf(b)) };
    }),
  ),
  lie("S6", "looks for event ids in all contracts", (honest) =>
    onSnapshots(honest, async (snapshot, { event_ids = [] }) => {
      const found = (await Promise.all(event_ids.map((id) => honest.findEvent(id)))).flat();
      const known = new Set(snapshot.events.map(keyOf));
      return {
        ...snapshot,
        events: [...snapshot.events, ...found.filter((record) => !known.has(keyOf(record)))],
      };
    }),
  ),
  lie("S6", "answers charges period by period", (honest) =>
    onSnapshots(honest, (snapshot) => {
      const byPeriod = [...snapshot.charges].sort((a, b) => (a.period.start < b.period.start ? -1 : 1));
      return { ...snapshot, charges: byPeriod };
    }),
  ),
  lie("S6", "answers every record twice", (honest) => ({
    findEvent: async (id) => (await honest.findEvent(id)).flatMap((record) => [record, record]),
  })),
  lie("S9", "keeps the objects that it was given", (honest) => {
    const given = new Map<string, UsageRecord["event"]>();
    return {
      ...onRecords(honest, (record) => ({ ...record, event: given.get(keyOf(record)) ?? record.event })),
      async commit(changes) {
        const result = await honest.commit(changes);
        for (const record of changes.flatMap((change) => change.add_events ?? []))
          if (result.ok) given.set(keyOf(record), record.event);
        return result;
      },
    };
  }),
  lie("S9", "reads its input when it comes to it", (honest) => ({
    async commit(changes) {
      await Promise.resolve();
      return honest.commit(changes);
    },
  })),
  lie("S9", "freezes its input", (honest) => ({
    commit(changes) {
      for (const { add_events = [] } of changes) for (const record of add_events) Object.freeze(record.event);
      return honest.commit(changes);
    },
  })),
  lie("S9", "hands out the records that it keeps", keepRecordsOpen),
  lie("S9", "hands out the snapshots that it keeps", (honest) => {
    const kept = new Map<string, Snapshot>();
    return onSnapshots(honest, (snapshot, query) => {
      const { contract, revision } = snapshot.account;
      const key = JSON.stringify([contract.id, revision, query]);
      const mine = kept.get(key) ?? structuredClone(snapshot);
      kept.set(key, mine);
      return mine;
    });
  }),
];

function keepPeriods(snapshot: Snapshot, keeps: (start: string) => boolean): Snapshot {
  return {
    account: snapshot.account,
    events: snapshot.events.filter((record) => keeps(record.period_start)),
    charges: snapshot.charges.filter((charge) => keeps(charge.period.start)),
    totals: snapshot.totals.filter((total) => keeps(total.period_start)),
  };
}

function keepRecordsOpen(honest: BillingStore): Partial<BillingStore> {
  const kept = new Map<string, UsageRecord>();
  const open = (record: UsageRecord): UsageRecord => {
    const mine = kept.get(keyOf(record)) ?? structuredClone(record);
    kept.set(keyOf(record), mine);
    return mine;
  };
  return {
    ...onRecords(honest, open),
    ...onRefusals(honest, (refusal) => {
      return refusal.existing === undefined ? refusal : { ...refusal, existing: refusal.existing.map(open) };
    }),
  };
}
