// Lies about events that change after they were accepted (S3, S6, S7, S11, S12).
import type { AccountChange, BillingStore, UsageRecord } from "../../../src/store/billingStore.ts";
import type { Lie } from "./lie.ts";
import { keyOf, lie, onChanges, onRecords, onRefusals, onSnapshots, without } from "./lie.ts";

type Contents = NonNullable<AccountChange["put_events"]>;

export const amendmentLies: readonly Lie[] = [
  lie("S6", "forgets new content", (honest) => onChanges(honest, (change) => without(change, "put_events"))),
  lie("S6", "gives new content to the first of several events", (honest) =>
    onContents(honest, (contents) => contents.slice(0, 1)),
  ),
  lie("S6", "finds events as they came in", (honest) => {
    const first = new Map<string, UsageRecord>();
    return {
      findEvent: async (id) =>
        (await honest.findEvent(id)).map((record) => ({ ...record, ...first.get(keyOf(record)) })),
      async commit(changes) {
        const result = await honest.commit(changes);
        for (const { contract, add_events = [] } of changes) {
          const event_ids = add_events.map(({ event }) => event.event_id);
          for (const record of (await honest.read(contract, { event_ids }))?.events ?? [])
            if (!first.has(keyOf(record))) first.set(keyOf(record), record);
        }
        return result;
      },
    };
  }),
  lie("S6", "keeps what new content leaves out", (honest) => {
    const seen = new Map<string, UsageRecord["superseded"]>();
    return onChanges(honest, (change) => {
      for (const record of change.add_events ?? []) seen.set(keyOf(record), record.superseded);
      const { put_events } = change;
      if (put_events === undefined) return change;
      const kept = put_events.map((content) => {
        const superseded = seen.get(keyOf(content));
        return superseded === undefined ? content : { superseded, ...content };
      });
      return { ...change, put_events: kept };
    });
  }),
  lie("S6", "leaves an event in the period where it came in", (honest) => {
    const first = new Map<string, string>();
    return onChanges(honest, (change) => {
      for (const record of change.add_events ?? []) first.set(keyOf(record), record.period_start);
      const { put_events } = change;
      if (put_events === undefined) return change;
      const left = put_events.map((content) => {
        return { ...content, period_start: first.get(keyOf(content)) ?? content.period_start };
      });
      return { ...change, put_events: left };
    });
  }),
  lie("S6", "puts an event last that has new content", (honest) =>
    onSnapshots(honest, (snapshot) => ({
      ...snapshot,
      events: [
        ...snapshot.events.filter((record) => record.superseded === undefined),
        ...snapshot.events.filter((record) => record.superseded !== undefined),
      ],
    })),
  ),
  lie("S6", "lists an event first that has new content", (honest) => ({
    async listUsage(query) {
      const listed = await honest.listUsage(query);
      const isAmended = (record: UsageRecord): boolean => record.superseded !== undefined;
      return [...listed.filter(isAmended), ...listed.filter((record) => !isAmended(record))];
    },
  })),
  lie("S6", "lists by the metric that an event had at first", (honest) => ({
    async listUsage({ metric, limit, ...rest }) {
      const listed = await honest.listUsage({ ...rest, limit: 1_000_000 + limit });
      const first = ({ event, superseded = [] }: UsageRecord): string => (superseded[0] ?? event).metric;
      return listed.filter((record) => metric === undefined || first(record) === metric).slice(0, limit);
    },
  })),
  lie("S6", "leaves voided usage out of lists", (honest) => ({
    listUsage: async (query) =>
      (await honest.listUsage(query)).filter((record) => record.status !== "voided"),
  })),
  lie("S6", "leaves voided usage out of snapshots", (honest) =>
    onSnapshots(honest, (snapshot) => ({
      ...snapshot,
      events: snapshot.events.filter((record) => record.status !== "voided"),
    })),
  ),
  lie("S3", "frees the ids of voided events", (honest) =>
    freeing(honest, (record) => record.status === "voided"),
  ),
  lie("S3", "frees the ids of amended events", (honest) =>
    freeing(honest, (record) => record.superseded !== undefined),
  ),
  lie("S7", "keeps only what an event said last before it was amended", (honest) =>
    onContents(honest, (contents) =>
      contents.map(({ superseded, ...content }) =>
        superseded === undefined ? content : { ...content, superseded: superseded.slice(-1) },
      ),
    ),
  ),
  lie("S7", "has the newest superseded content first", (honest) =>
    onRecords(honest, ({ superseded, ...record }) =>
      superseded === undefined ? record : { ...record, superseded: [...superseded].reverse() },
    ),
  ),
  lie("S11", "numbers an event anew that has new content", (honest) =>
    onRecords(honest, (record) =>
      record.superseded === undefined ? record : { ...record, sequence: record.sequence + 1000 },
    ),
  ),
  lie("S11", "takes new content for an arrival", (honest) =>
    onRecords(honest, (record) =>
      record.superseded === undefined ? record : { ...record, ingested_at: "2026-03-16T00:00:00.000Z" },
    ),
  ),
  lie("S12", "takes new content for at most 500 events in one commit", (honest) => ({
    async commit(changes) {
      if (changes.some(({ put_events = [] }) => put_events.length > 500))
        throw new RangeError("too many events");
      return honest.commit(changes);
    },
  })),
];

function onContents(honest: BillingStore, alter: (contents: Contents) => Contents): Partial<BillingStore> {
  return onChanges(honest, (change) => {
    const { put_events } = change;
    return put_events === undefined ? change : { ...change, put_events: alter(put_events) };
  });
}

/** Answers ok to an event that is there, if it is one of these. */
function freeing(honest: BillingStore, isFree: (record: UsageRecord) => boolean): Partial<BillingStore> {
  return onRefusals(honest, (refusal) => (refusal.existing?.every(isFree) === true ? { ok: true } : refusal));
}
