// Usage as it is kept: one event, and pages of them.
import { show } from "../model/show.ts";
import type { Account, UsageRecord } from "../store/billingStore.ts";
import { type Desk, refusal } from "./desk.ts";
import type { List, UsageDocument } from "./documents.ts";
import type { InContract, UsageFilter } from "./engine.ts";
import {
  byCursor,
  onlyOne,
  readChoiceFilter,
  readDateFilter,
  readFilter,
  readLimit,
  splitCursor,
} from "./filters.ts";

const filters = ["contract", "metric", "status", "from", "to", "limit", "starting_after"];

export async function listUsage(desk: Desk, asked: UsageFilter = {}): Promise<List<UsageDocument>> {
  const filter = readFilter(asked, filters);
  const { contract, metric, starting_after } = filter;
  const status = readChoiceFilter(filter.status, ["accepted", "rated", "voided"], "status");
  const from = readDateFilter(filter.from, "from");
  const to = readDateFilter(filter.to, "to");
  const limit = readLimit(filter.limit);
  const last =
    starting_after === undefined
      ? undefined
      : await findRecord(desk, starting_after, contract, "cursor_unknown");
  const records = await desk.store.listUsage({
    ...(contract === undefined ? {} : { contract }),
    ...(metric === undefined ? {} : { metric }),
    ...(status === undefined ? {} : { status }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(last === undefined
      ? {}
      : { after: { contract: last.event.external_contract_id, event_id: last.event.event_id } }),
    // One more than asked for tells whether there is more.
    limit: limit + 1,
  });
  const data = records.slice(0, limit).map(usageDocument);
  return { object: "list", data, has_more: records.length > limit, total_count: data.length };
}

export async function getUsage(
  desk: Desk,
  eventId: string,
  options: InContract = {},
): Promise<UsageDocument> {
  return usageDocument(await findUsage(desk, eventId, options));
}

/** The record of an event; refuses with `event_unknown` or `event_ambiguous`. */
export function findUsage(desk: Desk, eventId: string, options: InContract): Promise<UsageRecord> {
  const { contract } = readFilter(options, ["contract"]);
  return findRecord(desk, eventId, contract, "event_unknown");
}

async function findRecord(
  desk: Desk,
  eventId: string,
  contract: string | undefined,
  none: "event_unknown" | "cursor_unknown",
): Promise<UsageRecord> {
  const [own, id] = splitCursor(eventId, none);
  const owner = own ?? contract;
  const everywhere = await desk.store.findEvent(id);
  const found = everywhere.filter(({ event }) => owner === undefined || event.external_contract_id === owner);
  const codes = { none, several: "event_ambiguous" } as const;
  return onlyOne(found, `event ${show(eventId)}`, codes, none === "cursor_unknown" ? byCursor : undefined);
}

/** A record, and the account as of the same moment. */
export async function readUsage(
  desk: Desk,
  contract: string,
  event_id: string,
): Promise<{ readonly account: Account; readonly record: UsageRecord }> {
  const { account, events } = await desk.read(contract, { event_ids: [event_id] });
  const [record] = events;
  if (record === undefined) throw refusal("event_unknown", `there is no event ${show(event_id)}`);
  return { account, record };
}

export function usageDocument({
  event,
  status,
  ingested_at,
  service_date,
  superseded,
}: UsageRecord): UsageDocument {
  const { properties, counterparty, counterparty_side } = event;
  return {
    object: "usage_event",
    id: event.event_id,
    contract: event.external_contract_id,
    metric: event.metric,
    quantity: event.quantity,
    status,
    service_period_start: service_date,
    service_period_end: service_date,
    timestamp: event.timestamp,
    ingested_at,
    ...(properties === undefined ? {} : { properties }),
    ...(counterparty === undefined ? {} : { counterparty }),
    ...(counterparty_side === undefined ? {} : { counterparty_side }),
    ...(superseded === undefined ? {} : { superseded }),
  };
}
