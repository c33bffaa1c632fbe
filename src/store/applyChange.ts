// Writes one change that nothing speaks against into its ledger. Nothing in here can fail: that is what makes a
// commit over several ledgers all or nothing.

import { partitionPoint } from "../model/partitionPoint.ts";
import type { AccountChange, UsageRecord } from "./billingStore.ts";
import type { EventSlot, Ledger } from "./ledger.ts";
import { closesPeriod, openPeriod } from "./ledger.ts";
import { nextAccount } from "./nextAccount.ts";

/** Applies a change, frozen all through, which has been checked against this very ledger. */
export function applyChange(ledger: Ledger, change: AccountChange): void {
  for (const start of change.replace_periods ?? []) dropRating(ledger, start);
  for (const added of change.add_events ?? []) addEvent(ledger, added);
  for (const content of change.put_events ?? []) putEvent(ledger, content);
  for (const { event_id, status } of change.set_statuses ?? []) {
    const slot = ledger.events.get(event_id);
    if (slot !== undefined) slot.record = Object.freeze({ ...slot.record, status });
  }
  for (const charge of change.add_charges ?? []) {
    openPeriod(ledger, charge.period.start).charges.push({ place: ledger.chargeCount, charge });
    ledger.chargeCount += 1;
  }
  for (const total of change.put_totals ?? []) {
    // The version has digits only, so that the first space ends it: no two keys can run together.
    openPeriod(ledger, total.period_start).totals.set(
      `${total.version} ${total.rule_id} ${total.part ?? ""}`,
      total,
    );
  }
  if (change.add_invoice !== undefined && closesPeriod(change.add_invoice))
    ledger.closed.add(change.add_invoice.billing_period.start);
  ledger.account = nextAccount(ledger.account, change);
}

function dropRating(ledger: Ledger, start: string): void {
  const period = ledger.periods.get(start);
  if (period === undefined) return;
  period.charges.length = 0;
  period.totals.clear();
}

function addEvent(ledger: Ledger, added: Omit<UsageRecord, "sequence">): void {
  const slot: EventSlot = { record: Object.freeze({ ...added, sequence: ledger.events.size + 1 }) };
  ledger.events.set(added.event.event_id, slot);
  openPeriod(ledger, added.period_start).events.push(slot);
  insertArrival(ledger.arrivals, slot);
}

function insertArrival(arrivals: EventSlot[], slot: EventSlot): void {
  const last = arrivals.at(-1);
  // The search is for a clock that went back; otherwise the newest belongs at the end.
  if (last === undefined || last.record.ingested_at <= slot.record.ingested_at) arrivals.push(slot);
  else {
    const place = partitionPoint(arrivals.length, (index) => {
      const other = arrivals[index] as EventSlot;
      return other.record.ingested_at <= slot.record.ingested_at;
    });
    arrivals.splice(place, 0, slot);
  }
}

/** What arrivals are sorted by stays as it is; only the period can be another one. */
function putEvent(ledger: Ledger, content: Omit<UsageRecord, "sequence" | "ingested_at">): void {
  const slot = ledger.events.get(content.event.event_id);
  if (slot === undefined) return;
  const { sequence, ingested_at, period_start } = slot.record;
  if (content.period_start !== period_start) {
    const [before, after] = [openPeriod(ledger, period_start), openPeriod(ledger, content.period_start)];
    before.events.splice(placeOf(before.events, sequence), 1);
    after.events.splice(placeOf(after.events, sequence), 0, slot);
  }
  slot.record = Object.freeze({ ...content, ingested_at, sequence });
}

/** Where an event of this sequence stands, or belongs, among those of a period. */
function placeOf(events: readonly EventSlot[], sequence: number): number {
  return partitionPoint(events.length, (index) => {
    const other = events[index] as EventSlot;
    return other.record.sequence < sequence;
  });
}
