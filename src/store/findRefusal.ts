// What in a ledger speaks against a change whose revision is right.
import { InvariantError } from "../model/errors.ts";
import type { AccountChange, CommitResult, UsageRecord } from "./billingStore.ts";
import type { Ledger } from "./ledger.ts";

/** Why a commit is refused. */
export type Refusal = Extract<CommitResult, { ok: false }>;

/**
 * The first thing that speaks against the change, or null. All of it is held against what was there before
 * the commit: one commit may write into the very period that its invoice closes.
 *
 * @throws InvariantError for a status or a charge of an event that is neither there nor added.
 */
export function findRefusal(ledger: Ledger, change: AccountChange): Refusal | null {
  const { contract, add_program } = change;
  const latest = ledger.account.programs.at(-1);
  if (add_program !== undefined && latest !== undefined && add_program.version <= latest.version) {
    return { ok: false, contract, reason: "version_exists" };
  }
  if (touchesClosedPeriod(ledger.closed, change)) return { ok: false, contract, reason: "period_closed" };
  const existing = findExisting(ledger, change);
  if (existing.length > 0) return { ok: false, contract, reason: "event_exists", existing };
  assertEventsKnown(ledger, change);
  return null;
}

function touchesClosedPeriod(closed: ReadonlySet<string>, change: AccountChange): boolean {
  if (closed.size === 0) return false;
  return (
    (change.add_invoice !== undefined && closed.has(change.add_invoice.billing_period.start)) ||
    (change.replace_periods ?? []).some((start) => closed.has(start)) ||
    (change.add_events ?? []).some((added) => closed.has(added.period_start)) ||
    (change.add_charges ?? []).some((charge) => closed.has(charge.period.start)) ||
    (change.put_totals ?? []).some((total) => closed.has(total.period_start))
  );
}

function findExisting(ledger: Ledger, change: AccountChange): UsageRecord[] {
  const existing: UsageRecord[] = [];
  for (const added of change.add_events ?? []) {
    const slot = ledger.events.get(added.event.event_id);
    if (slot !== undefined) existing.push(slot.record);
  }
  return existing;
}

function assertEventsKnown(ledger: Ledger, change: AccountChange): void {
  const added = new Set((change.add_events ?? []).map((record) => record.event.event_id));
  for (const { event_id } of [...(change.set_statuses ?? []), ...(change.add_charges ?? [])]) {
    if (!added.has(event_id) && !ledger.events.has(event_id)) {
      throw new InvariantError(`${change.contract} has no event ${event_id} to charge or to give a status`);
    }
  }
}
