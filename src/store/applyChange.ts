// Writes one change that nothing speaks against into its ledger. Nothing in here can fail: that is what makes a
// commit over several ledgers all or nothing.

import { partitionPoint } from "../model/partitionPoint.ts";
import type { Account, AccountChange, UsageRecord } from "./billingStore.ts";
import type { EventSlot, Ledger } from "./ledger.ts";
import { openPeriod } from "./ledger.ts";

/** Applies a change, frozen all through, which has been checked against this very ledger. */
export function applyChange(ledger: Ledger, change: AccountChange): void {
  for (const start of change.replace_periods ?? []) dropRating(ledger, start);
  for (const added of change.add_events ?? []) addEvent(ledger, added);
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
  if (change.add_invoice !== undefined) ledger.closed.add(change.add_invoice.billing_period.start);
  ledger.account = nextAccount(ledger.account, change);
}

function nextAccount(account: Account, change: AccountChange): Account {
  const { add_program, add_invoice } = change;
  return Object.freeze({
    contract: change.put_contract ?? account.contract,
    programs:
      add_program === undefined ? account.programs : Object.freeze([...account.programs, add_program]),
    invoices:
      add_invoice === undefined
        ? account.invoices
        : Object.freeze(insertInvoice(account.invoices, add_invoice)),
    revision: account.revision + 1,
    created_at: account.created_at,
  });
}

function insertInvoice(
  invoices: Account["invoices"],
  added: Account["invoices"][number],
): Account["invoices"] {
  const start = added.billing_period.start;
  const later = invoices.filter((invoice) => invoice.billing_period.start > start);
  return [...invoices.filter((invoice) => invoice.billing_period.start < start), added, ...later];
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
      const other = arrivals[index];
      return other !== undefined && other.record.ingested_at <= slot.record.ingested_at;
    });
    arrivals.splice(place, 0, slot);
  }
}
