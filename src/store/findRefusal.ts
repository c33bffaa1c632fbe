// What in a standing speaks against a change whose revision is right.
import { assertKnown } from "./assertKnown.ts";
import type { AccountChange, CommitResult, UsageRecord } from "./billingStore.ts";
import { closesPeriod } from "./ledger.ts";
import type { Standing } from "./standing.ts";

/** Why a commit is refused. */
export type Refusal = Extract<CommitResult, { ok: false }>;

/**
 * The first thing that speaks against the change, or null. All of it is held against what was there before
 * the commit: one commit may write into the very period that its invoice closes.
 *
 * @throws InvariantError for what `assertKnown` does not find.
 */
export function findRefusal(standing: Standing, change: AccountChange): Refusal | null {
  const { contract } = change;
  const reason = findReason(standing, change);
  if (reason !== null) return { ok: false, contract, reason };
  const existing = findExisting(standing, change);
  if (existing.length > 0) return { ok: false, contract, reason: "event_exists", existing };
  assertKnown(standing, change);
  return null;
}

function findReason(standing: Standing, change: AccountChange): Refusal["reason"] | null {
  const { add_program, add_invoice, add_grant } = change;
  const { programs, invoices, grants } = standing.account;
  const latest = programs.at(-1);
  if (add_program !== undefined && latest !== undefined && add_program.version <= latest.version)
    return "version_exists";
  if (closesAgain(standing, change) || touchesClosedPeriod(standing, change)) return "period_closed";
  if (add_invoice !== undefined && invoices.some(({ number }) => number === add_invoice.number))
    return "invoice_exists";
  if (add_grant !== undefined && grants.some(({ id }) => id === add_grant.id)) return "grant_exists";
  return null;
}

function closesAgain({ closed }: Standing, { add_invoice }: AccountChange): boolean {
  return (
    add_invoice !== undefined && closesPeriod(add_invoice) && closed.has(add_invoice.billing_period.start)
  );
}

/** Whether the change writes into a closed period without naming it as one that is corrected. */
function touchesClosedPeriod({ closed, events }: Standing, change: AccountChange): boolean {
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

function findExisting(standing: Standing, change: AccountChange): UsageRecord[] {
  const existing: UsageRecord[] = [];
  for (const added of change.add_events ?? []) {
    const slot = standing.events.get(added.event.event_id);
    if (slot !== undefined) existing.push(slot.record);
  }
  return existing;
}
