// Lies about what commits cannot change or leave out, and about the moment that a list shows (S6, S8, S11).
import type { Contract } from "../../../src/model/contract.ts";
import { StoreError } from "../../../src/model/errors.ts";
import type { AccountChange, BillingStore, UsageRecord } from "../../../src/store/billingStore.ts";
import type { Lie } from "./lie.ts";
import { keyOf, lie, onAccounts, onChanges, onRecords } from "./lie.ts";

export const keepingLies: readonly Lie[] = [
  lie("S6", "sets no status of an event that it adds", (honest) =>
    onChanges(honest, (change) => {
      const added = new Set(change.add_events?.map(({ event }) => event.event_id));
      const set_statuses = (change.set_statuses ?? []).filter(({ event_id }) => !added.has(event_id));
      return { ...change, set_statuses };
    }),
  ),
  lie("S6", "keeps what a new contract leaves out", (honest) => {
    const known = new Map<string, Contract>();
    return onChanges(honest, (change) => {
      const { contract, put_contract } = change;
      if (put_contract === undefined) return change;
      const merged = { ...known.get(contract), ...put_contract };
      known.set(contract, merged);
      return { ...change, put_contract: merged };
    });
  }),
  lie("S6", "keeps what a new total leaves out", (honest) => ({
    async commit(changes) {
      const merged: AccountChange[] = [];
      for (const change of changes) {
        const { totals = [] } = (await honest.read(change.contract, { include: ["totals"] })) ?? {};
        const put_totals = (change.put_totals ?? []).map((total) => {
          const before = totals.find(
            ({ rule_id, version, period_start, part }) =>
              JSON.stringify([rule_id, version, period_start, part]) ===
              JSON.stringify([total.rule_id, total.version, total.period_start, total.part]),
          );
          return { ...before, ...total };
        });
        merged.push({ ...change, put_totals });
      }
      return honest.commit(merged);
    },
  })),
  lie("S11", "takes the number that comes with an event", (honest) => {
    const brought = new Map<string, object>();
    return {
      ...onRecords(honest, (record) => ({ ...record, ...brought.get(keyOf(record)) })),
      commit(changes) {
        for (const { add_events = [], put_events = [] } of changes)
          for (const record of [...add_events, ...put_events])
            if ("sequence" in record) brought.set(keyOf(record), { sequence: record.sequence });
        return honest.commit(changes);
      },
    };
  }),
  lie("S6", "takes all that comes with a state into the invoice", (honest) => {
    const states = new Map<string, object>();
    return {
      ...onAccounts(honest, (account) => ({
        ...account,
        invoices: account.invoices.map((invoice) => ({ ...invoice, ...states.get(invoice.number) })),
      })),
      commit(changes) {
        for (const { move_invoices = [] } of changes)
          for (const state of move_invoices) states.set(state.number, structuredClone(state));
        return honest.commit(changes);
      },
    };
  }),
  lie("S6", "takes a period that is named twice for one that is not named", (honest) =>
    onChanges(honest, (change) => {
      const { replace_periods: given } = change;
      if (given === undefined) return change;
      const once = given.filter((start) => given.indexOf(start) === given.lastIndexOf(start));
      return { ...change, replace_periods: once };
    }),
  ),
  lie("S6", "finds events in the order of a language", (honest) => ({
    findEvent: async (id) =>
      [...(await honest.findEvent(id))].sort((a, b) => ownerOf(a).localeCompare(ownerOf(b), "en")),
  })),
  lie("S6", "puts listAccounts together contract by contract", (honest) => ({
    listAccounts: () => inTwoMoments(honest.listAccounts, ({ contract }) => contract.id),
  })),
  lie("S6", "puts listUsage together contract by contract", (honest) => ({
    listUsage: (query) => inTwoMoments(() => honest.listUsage(query), ownerOf),
  })),
  lie("S6", "puts findEvent together contract by contract", (honest) => ({
    findEvent: (id) => inTwoMoments(() => honest.findEvent(id), ownerOf),
  })),
  lie("S8", "takes a revision without end for the one that is there", (honest) => ({
    async commit(changes) {
      const finite: AccountChange[] = [];
      for (const change of changes) {
        const { account } = (await honest.read(change.contract)) ?? {};
        const isNumber = Number.isFinite(change.revision);
        finite.push(isNumber ? change : { ...change, revision: account?.revision ?? 0 });
      }
      return honest.commit(finite);
    },
  })),
  lie("S8", "takes a limit without end", (honest) => ({
    listUsage: (query) =>
      honest.listUsage(query.limit === Number.POSITIVE_INFINITY ? { ...query, limit: 1_000_000 } : query),
  })),
  lie("S8", "does not look for the event to go on after when nothing is wanted", (honest) => ({
    listUsage: async (query) => (query.limit === 0 ? [] : honest.listUsage(query)),
  })),
  lie("S8", "asks to try again for what it has written", failingAfterwards),
];

/** What is about the first contract is read first, the rest a moment later. */
async function inTwoMoments<T>(
  read: () => Promise<readonly T[]>,
  owner: (item: T) => string,
): Promise<readonly T[]> {
  const before = await read();
  for (let tick = 0; tick < 5; tick += 1) await Promise.resolve();
  const now = await read();
  const [first] = before;
  if (first === undefined || JSON.stringify(before) === JSON.stringify(now)) return now;
  const isFirst = (item: T): boolean => owner(item) === owner(first);
  return [...before.filter(isFirst), ...now.filter((item) => !isFirst(item))];
}

function ownerOf({ event }: UsageRecord): string {
  return event.external_contract_id;
}

/** Goes wrong while another commit is on its way: elsewhere nobody may be asked to try again. */
function failingAfterwards(honest: BillingStore): Partial<BillingStore> {
  let running = 0;
  return {
    async commit(changes) {
      running += 1;
      const isRace = running > 1;
      const result = await honest.commit(changes).finally(() => {
        running -= 1;
      });
      if (isRace && result.ok) throw new StoreError("retryable", "the answer was lost");
      return result;
    },
  };
}
