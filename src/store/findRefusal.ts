// What in a ledger speaks against a change whose revision is right.
import { assertKnown } from "./assertKnown.ts";
import type { AccountChange, CommitResult, UsageRecord } from "./billingStore.ts";
import type { Ledger } from "./ledger.ts";
import { closesPeriod } from "./ledger.ts";

/** Why a commit is refused. */
export type Refusal = Extract<CommitResult, { ok: false }>;

/**
 * The first thing that speaks against the change, or null. All of it is held against what was there before
 * the commit: one commit may write into the very period that its invoice closes.
 *
 * @throws InvariantError for what `assertKnown` does not find.
 */
export function findRefusal(ledger: Ledger, change: AccountChange): Refusal | null {
  const { contract } = change;
  const reason = findReason(ledger, change);
  if (reason !== null) return { ok: false, contract, reason };
  const existing = findExisting(ledger, change);
  if (existing.length > 0) return { ok: false, contract, reason: "event_exists", existing };
  assertKnown(ledger, change);
  return null;
}

function findReason(ledger: Ledger, change: AccountChange): Refusal["reason"] | null {
  const { add_program, add_invoice, add_grant } = change;
  const { programs, invoices, grants } = ledger.account;
  const latest = programs.at(-1);
  if (add_program !== undefined && latest !== undefined && add_program.version <= latest.version)
    return "version_exists";
  if (closesAgain(ledger, change) || touchesClosedPeriod(ledger, change)) return "period_closed";
  if (add_invoice !== undefined && invoices.some(({ number }) => number === add_invoice.number))
    return "invoice_exists";
  if (add_grant !== undefined && grants.some(({ id }) => id === add_grant.id)) return "grant_exists";
  return null;
}

function closesAgain({ closed }: Ledger, { add_invoice }: AccountChange): boolean {
  return (
    add_invoice !== undefined && closesPeriod(add_invoice) && closed.has(add_invoice.billing_period.start)
  );
}

/** Whether the change writes into a closed period without naming it as one that is corrected. */
function touchesClosedPeriod({ closed, events }: Ledger, change: AccountChange): boolean {
  if (closed.size === 0) return false;
  const named = new Set(change.put_corrected_periods);
  const isShut = (start: string | undefined): boolean =>
    start !== undefined && closed.has(start) && !named.has(start);
  const standsInShut = (event_id: string): boolean => isShut(events.get(event_id)?.record.period_start);
  return (
    (change.replace_periods ?? []).some(isShut) ||
    (change.add_events ?? []).some((added) => isShut(added.period_start)) ||
    (change.put_events ?? []).some((put) => isShut(put.period_start) || standsInShut(put.event.event_id)) ||
    (change.set_statuses ?? []).some((set) => standsInShut(set.event_id)) ||
    (change.add_charges ?? []).some((charge) => isShut(charge.period.start)) ||
    (change.put_totals ?? []).some((total) => isShut(total.period_start))
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
