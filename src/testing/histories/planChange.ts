// A random change of one contract: mostly one that a store has to do, now and then one that it has to refuse.
import type { AccountChange, Snapshot } from "../../store/billingStore.ts";
import { sample } from "../sample.ts";
import type { Picker } from "./picker.ts";
import { planAccount, planContract } from "./planAccount.ts";
import { months, planEvents } from "./planEvents.ts";

/** A change for a contract that shows this, all of it; null: it is not there yet. It is never one that no store could do. */
export function planChange(picker: Picker, contract: string, snapshot: Snapshot | null): AccountChange {
  const { account = null, events = [] } = snapshot ?? {};
  const replaced = picker.chance(0.2) ? picker.some(startsOfMonths, 2) : [];
  const parts: Partial<AccountChange> = {
    ...planAccount(picker, contract, account),
    ...planEvents(picker, contract, events),
    ...(replaced.length > 0 ? { replace_periods: replaced } : {}),
  };
  const named = planCorrections(picker, parts, snapshot);
  const change = { ...parts, ...(named === null ? {} : { put_corrected_periods: named }) };
  if (account === null || picker.chance(0.03)) return planOpening(picker, contract, change);
  const off = picker.chance(0.1) ? picker.one([-1, 1, 7]) : 0;
  return { contract, revision: Math.max(account.revision + off, 1), ...change };
}

const startsOfMonths = months.map((month) => `${month}-01`);

/** Revision 0, and now and then another where the contract is not there. */
function planOpening(picker: Picker, contract: string, change: Partial<AccountChange>): AccountChange {
  if (picker.chance(0.1)) return { contract, revision: 1 + picker.below(2), ...change };
  const created_at = `2026-01-0${1 + picker.below(3)}T00:00:00.000Z`;
  const put_contract = planContract(picker, contract);
  return { ...sample.opening(contract, { put_contract, created_at }), ...change, put_contract };
}

/** What the change names as corrected: mostly all that it has to, else what comes to hand; null: nothing is said. */
function planCorrections(
  picker: Picker,
  parts: Partial<AccountChange>,
  snapshot: Snapshot | null,
): string[] | null {
  const closed = (snapshot?.account.invoices ?? [])
    .filter(({ type }) => type === undefined)
    .map((invoice) => invoice.billing_period.start);
  const touched = touchedBy(parts, snapshot);
  const needed = closed.filter((start) => touched.has(start));
  const own = parts.add_invoice?.type === undefined ? parts.add_invoice?.billing_period.start : undefined;
  const closing = own !== undefined && picker.chance(0.2) ? [own] : [];
  const isNamed = needed.length > 0 ? picker.chance(0.85) : picker.chance(0.15);
  if (!isNamed) return null;
  if (picker.chance(0.1)) return [];
  const names = picker.chance(0.8)
    ? [...needed, ...picker.some(closed, 3), ...closing]
    : picker.some(closed, 2);
  return [...new Set(names)].sort();
}

/** First days of the periods that the parts write into. */
function touchedBy(parts: Partial<AccountChange>, snapshot: Snapshot | null): Set<string> {
  const ids = new Set(
    [...(parts.set_statuses ?? []), ...(parts.put_events ?? []).map(({ event }) => event)].map(
      ({ event_id }) => event_id,
    ),
  );
  const standing = (snapshot?.events ?? []).filter(({ event }) => ids.has(event.event_id));
  return new Set([
    ...standing.map((record) => record.period_start),
    ...(parts.add_events ?? []).map((record) => record.period_start),
    ...(parts.put_events ?? []).map((content) => content.period_start),
    ...(parts.add_charges ?? []).map((charge) => charge.period.start),
    ...(parts.put_totals ?? []).map((total) => total.period_start),
    ...(parts.replace_periods ?? []),
  ]);
}
