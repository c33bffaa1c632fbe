// Answers a list of usage: the filters and the page, over the walk that has the order.
import { InvariantError } from "../model/errors.ts";
import { assertLimit } from "./assertLimit.ts";
import type { UsageQuery, UsageRecord } from "./billingStore.ts";
import type { Ledger } from "./ledger.ts";
import { newestFirst } from "./newestFirst.ts";

/** The records that match, newest first; the walk ends with the page. */
export function selectUsage(ledgers: ReadonlyMap<string, Ledger>, query: UsageQuery): UsageRecord[] {
  assertLimit(query.limit);
  const after = query.after === undefined ? undefined : findRecord(ledgers, query.after);
  const selected: UsageRecord[] = [];
  if (query.limit === 0) return selected;
  for (const record of newestFirst(selectLedgers(ledgers, query.contract), after)) {
    if (!matches(record, query)) continue;
    selected.push(record);
    if (selected.length === query.limit) break;
  }
  return selected;
}

function findRecord(
  ledgers: ReadonlyMap<string, Ledger>,
  key: NonNullable<UsageQuery["after"]>,
): UsageRecord {
  const slot = ledgers.get(key.contract)?.events.get(key.event_id);
  if (slot === undefined)
    throw new InvariantError(`no event ${key.event_id} of ${key.contract} to go on after`);
  return slot.record;
}

function selectLedgers(ledgers: ReadonlyMap<string, Ledger>, contract: string | undefined): Iterable<Ledger> {
  if (contract === undefined) return ledgers.values();
  const only = ledgers.get(contract);
  return only === undefined ? [] : [only];
}

function matches(record: UsageRecord, { metric, status, from, to }: UsageQuery): boolean {
  return (
    (metric === undefined || record.event.metric === metric) &&
    (status === undefined || record.status === status) &&
    (from === undefined || from <= record.service_date) &&
    (to === undefined || record.service_date <= to)
  );
}
