// Takes a snapshot of one ledger: what was asked for, in arrays that later commits do not touch.
import type { Snapshot, SnapshotQuery, UsageRecord } from "./billingStore.ts";
import type { EventSlot, Ledger, PeriodLedger, PlacedCharge } from "./ledger.ts";

/** The account, and what the query wants to see beside it. */
export function readLedger(ledger: Ledger, query: SnapshotQuery): Snapshot {
  const periods = query.include === undefined ? [] : selectPeriods(ledger, query);
  const wants = (part: "totals" | "charges" | "events"): boolean => query.include?.includes(part) ?? false;
  return {
    account: ledger.account,
    events: selectEvents(ledger, query.event_ids ?? [], wants("events") ? periods : []),
    charges: wants("charges") ? selectCharges(periods) : [],
    totals: wants("totals") ? periods.flatMap((period) => [...period.totals.values()]) : [],
  };
}

function selectPeriods(ledger: Ledger, { from, to }: SnapshotQuery): PeriodLedger[] {
  if (from !== undefined && from === to) {
    const only = ledger.periods.get(from);
    return only === undefined ? [] : [only];
  }
  // A walk over the periods, not over what they hold: the calendar bounds it, however much usage there is.
  const selected: PeriodLedger[] = [];
  for (const [start, period] of ledger.periods) {
    if ((from === undefined || from <= start) && (to === undefined || start <= to)) selected.push(period);
  }
  return selected;
}

function selectEvents(
  ledger: Ledger,
  ids: readonly string[],
  periods: readonly PeriodLedger[],
): UsageRecord[] {
  const slots = new Set<EventSlot>(periods.flatMap((period) => period.events));
  for (const id of ids) {
    const slot = ledger.events.get(id);
    if (slot !== undefined) slots.add(slot);
  }
  return [...slots].map((slot) => slot.record).sort((a, b) => a.sequence - b.sequence);
}

function selectCharges(periods: readonly PeriodLedger[]): Snapshot["charges"] {
  const placed: PlacedCharge[] = periods.flatMap((period) => period.charges);
  if (periods.length > 1) placed.sort((a, b) => a.place - b.place);
  return placed.map(({ charge }) => charge);
}
