// Lies about lists: their order, their filters and their pages (S6).
import type { BillingStore, UsageQuery, UsageRecord } from "../../../src/store/billingStore.ts";
import type { Lie } from "./lie.ts";
import { keyOf, lie } from "./lie.ts";

export const listLies: readonly Lie[] = [
  lie("S6", "lists accounts in the order in which they were made", (honest) => ({
    listAccounts: async () => [...(await honest.listAccounts())].reverse(),
  })),
  lie("S6", "lists accounts in the order of a language", (honest) => ({
    listAccounts: async () =>
      [...(await honest.listAccounts())].sort(
        (a, b) => (a.created_at < b.created_at ? 1 : -1) || a.contract.id.localeCompare(b.contract.id, "en"),
      ),
  })),
  lie("S6", "lists the account first that changed last", (honest) => ({
    listAccounts: async () => [...(await honest.listAccounts())].sort((a, b) => b.revision - a.revision),
  })),
  lie("S6", "lists usage oldest first", (honest) => ({
    listUsage: async (query) => [...(await honest.listUsage(query))].reverse(),
  })),
  lie("S6", "lists usage in the order in which it came, whatever its time", (honest) => {
    const places = new Map<string, number>();
    const placeOf = (record: UsageRecord): number => places.get(keyOf(record)) ?? 0;
    return {
      listUsage: async (query) =>
        [...(await honest.listUsage(query))].sort((a, b) => placeOf(b) - placeOf(a)),
      async commit(changes) {
        const result = await honest.commit(changes);
        const added = result.ok ? changes.flatMap((change) => change.add_events ?? []) : [];
        for (const record of added) places.set(keyOf(record), places.size);
        return result;
      },
    };
  }),
  lie("S6", "cuts a list before it filters", (honest) => ({
    async listUsage({ status, metric, ...rest }) {
      const cut = await honest.listUsage(rest);
      return cut.filter((record) => fits(record.status, status) && fits(record.event.metric, metric));
    },
  })),
  lie("S6", "leaves out the last day of a list", (honest) => ({
    async listUsage(query) {
      const listed = await honest.listUsage(query);
      return listed.filter((record) => query.to === undefined || record.service_date < query.to);
    },
  })),
  lie("S6", "takes no notice of the status in a list", (honest) => ({
    listUsage: ({ status: _, ...rest }) => honest.listUsage(rest),
  })),
  lie("S6", "lists by the status that an event had at first", (honest) => {
    const first = new Map<string, UsageRecord["status"]>();
    return {
      async listUsage({ status, ...rest }) {
        const listed = await honest.listUsage(rest);
        return listed.filter((record) => fits(first.get(keyOf(record)) ?? record.status, status));
      },
      async commit(changes) {
        for (const record of changes.flatMap((change) => change.add_events ?? [])) {
          if (!first.has(keyOf(record))) first.set(keyOf(record), record.status);
        }
        return honest.commit(changes);
      },
    };
  }),
  lie("S6", "gives the place in a list as the sequence", (honest) => ({
    async listUsage(query) {
      return (await honest.listUsage(query)).map((record, index) => ({ ...record, sequence: index + 1 }));
    },
  })),
  lie("S6", "pages by counting", pageByOffset),
  lie("S6", "pages by time alone", (honest) => ({
    async listUsage({ after, limit, ...filters }) {
      const all = await honest.listUsage({ ...filters, limit: 1_000_000 });
      const [last] =
        after === undefined ? [] : (await honest.findEvent(after.event_id)).filter(isOf(after.contract));
      const older = all.filter((record) => last === undefined || record.ingested_at < last.ingested_at);
      return older.slice(0, limit);
    },
  })),
  lie("S6", "takes no notice of the limit", (honest) => ({
    async listUsage(query) {
      return honest.listUsage({ ...query, limit: query.limit >= 0 ? query.limit * 10 : query.limit });
    },
  })),
];

function pageByOffset(honest: BillingStore): Partial<BillingStore> {
  const ends = new Map<string, number>();
  return {
    async listUsage({ after, limit, ...filters }) {
      const start =
        after === undefined ? 0 : (ends.get(JSON.stringify([after.contract, after.event_id])) ?? 0);
      const page = (await honest.listUsage({ ...filters, limit: start + limit })).slice(start);
      const last = page.at(-1);
      if (last !== undefined) ends.set(keyOf(last), start + page.length);
      return page;
    },
  };
}

function isOf(contract: string): (record: UsageRecord) => boolean {
  return (record) => record.event.external_contract_id === contract;
}

function fits(value: string, wanted: UsageQuery["status"] | UsageQuery["metric"]): boolean {
  return wanted === undefined || value === wanted;
}
