// Lies about text (S7), about what fits (S12) and about durability (S10).

import type { JsonValue } from "../../../src/model/usageEvent.ts";
import type { AccountChange, BillingStore } from "../../../src/store/billingStore.ts";
import type { Lie } from "./lie.ts";
import { lie, onChanges, onRecords, onSnapshots, refusing } from "./lie.ts";

export const textLies: readonly Lie[] = [
  lie("S7", "keeps decimals as binary numbers", (honest) =>
    onSnapshots(honest, (snapshot) => ({
      ...snapshot,
      charges: snapshot.charges.map((charge) => ({ ...charge, amount: String(Number(charge.amount)) })),
    })),
  ),
  lie("S7", "cuts the zeros at the end of decimals", (honest) =>
    onRecords(honest, (record) => {
      const quantity = record.event.quantity.replace(/\.?0+$/, "");
      return record.event.quantity.includes(".")
        ? { ...record, event: { ...record.event, quantity } }
        : record;
    }),
  ),
  lie("S7", "composes characters", (honest) =>
    onSnapshots(honest, (snapshot) => {
      const contract = { ...snapshot.account.contract };
      const composed = { ...contract, customer_name: contract.customer_name.normalize("NFC") };
      return { ...snapshot, account: { ...snapshot.account, contract: composed } };
    }),
  ),
  lie("S7", "loses the measures of totals", (honest) =>
    onSnapshots(honest, (snapshot) => ({
      ...snapshot,
      totals: snapshot.totals.map(({ measure: _measure, ...total }) => total),
    })),
  ),
  lie("S7", "knows charges by the groups' values only", (honest) =>
    onSnapshots(honest, (snapshot) => ({
      ...snapshot,
      charges: snapshot.charges.map(({ group, ...charge }) =>
        group === undefined ? charge : { ...charge, group: { group: Object.values(group).join(" ") } },
      ),
    })),
  ),
  lie("S7", "trims texts", (honest) =>
    onChanges(honest, (change) => {
      const { put_contract: contract } = change;
      if (contract === undefined) return change;
      return { ...change, put_contract: { ...contract, customer_name: contract.customer_name.trim() } };
    }),
  ),
  lie("S7", "matches metrics without regard to case", (honest) => ({
    async listUsage({ metric, ...rest }) {
      const listed = await honest.listUsage(rest);
      return listed.filter((record) => metric === undefined || lower(record.event.metric) === lower(metric));
    },
  })),
  lie("S7", "writes times in its own form", (honest) =>
    onRecords(honest, (record) => {
      const timestamp = new Date(record.event.timestamp).toISOString();
      return { ...record, event: { ...record.event, timestamp } };
    }),
  ),
  lie("S7", "keeps contracts under the keys of a plain object", (honest) => {
    const known: Record<string, true> = {};
    return refusing(
      honest,
      "revision",
      ({ contract, revision }) => revision === 0 && contract in known,
      ({ contract }) => {
        known[contract] = true;
      },
    );
  }),
  lie("S7", "keeps properties under the keys of a plain object", (honest) =>
    onRecords(honest, (record) => {
      const { properties } = record.event;
      if (properties === undefined) return record;
      const copy: Record<string, JsonValue> = {};
      for (const [key, value] of Object.entries(properties)) copy[key] = value;
      return { ...record, event: { ...record.event, properties: copy } };
    }),
  ),
  lie("S7", "writes event ids in lower case", (honest) => renameEvents(honest, lower)),
  lie("S12", "cuts event ids after 64 characters", (honest) => renameEvents(honest, (id) => id.slice(0, 64))),
  lie("S12", "keeps properties of at most 8 kB", (honest) =>
    onRecords(honest, (record) => {
      const large = JSON.stringify(record.event.properties ?? {}).length > 8192;
      return large ? { ...record, event: { ...record.event, properties: {} } } : record;
    }),
  ),
  lie("S12", "keeps the outer 16 levels of properties", (honest) =>
    onRecords(honest, (record) => {
      const { properties } = record.event;
      if (properties === undefined) return record;
      const outer = Object.entries(properties).map(([key, value]) => [key, cutLevels(value, 16)] as const);
      return { ...record, event: { ...record.event, properties: Object.fromEntries(outer) } };
    }),
  ),
  lie("S12", "takes at most 500 events in one commit", (honest) => ({
    async commit(changes) {
      if (changes.some(({ add_events = [] }) => add_events.length > 500))
        throw new RangeError("too many events");
      return honest.commit(changes);
    },
  })),
  lie("S10", "does not say what its data survives", () => {
    // What a store in plain JavaScript could say; the type forbids it.
    return { durability: "for ever" } as unknown as Partial<BillingStore>;
  }),
];

function lower(text: string): string {
  return text.toLowerCase();
}

function cutLevels(value: JsonValue, levels: number): JsonValue {
  if (typeof value !== "object" || value === null) return value;
  if (levels === 0) return null;
  const cut = Object.entries(value).map(
    ([key, inner]) => [key, cutLevels(inner as JsonValue, levels - 1)] as const,
  );
  return Array.isArray(value) ? cut.map(([, inner]) => inner) : Object.fromEntries(cut);
}

/** Keeps events under other ids than the ones they came with. */
function renameEvents(honest: BillingStore, rename: (id: string) => string): Partial<BillingStore> {
  const renamed = (change: AccountChange): AccountChange => ({
    ...change,
    add_events: (change.add_events ?? []).map((record) => {
      return { ...record, event: { ...record.event, event_id: rename(record.event.event_id) } };
    }),
    add_charges: (change.add_charges ?? []).map((charge) => ({
      ...charge,
      event_id: rename(charge.event_id),
    })),
  });
  return {
    ...onChanges(honest, renamed),
    read: (contract, { event_ids, ...rest } = {}) =>
      honest.read(contract, {
        ...rest,
        ...(event_ids === undefined ? {} : { event_ids: event_ids.map(rename) }),
      }),
    findEvent: (id) => honest.findEvent(rename(id)),
  };
}
