// Lies of stores that make sense of what no store could do, where they have to say so (S8).
import type { AccountChange, BillingStore } from "../../../src/store/billingStore.ts";
import type { Lie } from "./lie.ts";
import { lie, onChanges, without } from "./lie.ts";

export const nonsenseLies: readonly Lie[] = [
  lie("S8", "takes the last of several contents of an event", (honest) =>
    onChanges(honest, (change) => withLast(change, "put_events", ({ event }) => event.event_id)),
  ),
  lie("S8", "takes the last of several states of an invoice", (honest) =>
    onChanges(honest, (change) => withLast(change, "move_invoices", ({ number }) => number)),
  ),
  lie("S8", "takes a status for new content of the same event too", (honest) =>
    onChanges(honest, (change) => {
      const put = new Set(change.put_events?.map(({ event }) => event.event_id));
      const set_statuses = (change.set_statuses ?? []).filter(({ event_id }) => !put.has(event_id));
      return { ...change, set_statuses };
    }),
  ),
  lie("S8", "passes over new content of events that it adds", (honest) =>
    onChanges(honest, (change) => {
      const added = new Set(change.add_events?.map(({ event }) => event.event_id));
      const put_events = (change.put_events ?? []).filter(({ event }) => !added.has(event.event_id));
      return { ...change, put_events };
    }),
  ),
  lie("S8", "passes over new content of events that are not there", (honest) =>
    afterReading(honest, async (change) => {
      const event_ids = (change.put_events ?? []).map(({ event }) => event.event_id);
      const { events = [] } = (await honest.read(change.contract, { event_ids })) ?? {};
      const known = new Set(events.map(({ event }) => event.event_id));
      return {
        ...change,
        put_events: change.put_events?.filter(({ event }) => known.has(event.event_id)) ?? [],
      };
    }),
  ),
  lie("S8", "passes over moves of invoices that are not there", (honest) =>
    afterReading(honest, async (change) => {
      const { invoices = [] } = (await honest.read(change.contract))?.account ?? {};
      const known = new Set(invoices.map(({ number }) => number));
      const move_invoices = (change.move_invoices ?? []).filter(({ number }) => known.has(number));
      return { ...change, move_invoices };
    }),
  ),
  lie("S8", "sorts the corrected periods that it is given", (honest) =>
    onChanges(honest, (change) => {
      const { put_corrected_periods: given } = change;
      return given === undefined ? change : { ...change, put_corrected_periods: [...new Set(given)].sort() };
    }),
  ),
  lie("S8", "passes over corrected periods that are open", (honest) =>
    afterReading(honest, async (change) => {
      const { put_corrected_periods: given, add_invoice } = change;
      const { invoices = [] } = (await honest.read(change.contract))?.account ?? {};
      const own = [...invoices, ...(add_invoice === undefined ? [] : [add_invoice])];
      const closed = own.filter(({ type }) => type === undefined).map((each) => each.billing_period.start);
      if (given === undefined) return change;
      return { ...change, put_corrected_periods: given.filter((start) => closed.includes(start)) };
    }),
  ),
  lie("S8", "passes over documents of other contracts", (honest) =>
    onChanges(honest, (change) => {
      const { contract, add_grant, put_events = [] } = change;
      const own = put_events.filter(({ event }) => event.external_contract_id === contract);
      const kept = add_grant?.contract === contract ? change : without(change, "add_grant");
      return { ...kept, put_events: own };
    }),
  ),
];

function withLast<K extends "put_events" | "move_invoices">(
  change: AccountChange,
  part: K,
  keyFor: (item: NonNullable<AccountChange[K]>[number]) => string,
): AccountChange {
  const items: readonly NonNullable<AccountChange[K]>[number][] = change[part] ?? [];
  return { ...change, [part]: [...new Map(items.map((item) => [keyFor(item), item])).values()] };
}

function afterReading(
  honest: BillingStore,
  alter: (change: AccountChange) => Promise<AccountChange>,
): Partial<BillingStore> {
  return {
    async commit(changes) {
      return honest.commit(await Promise.all(structuredClone(changes).map(alter)));
    },
  };
}
