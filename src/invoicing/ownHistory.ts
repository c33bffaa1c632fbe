// A history comes from wherever the caller kept it: what is of other contracts is left aside, as their charges are.
import type { BillingHistory } from "./billingHistory.ts";
import { checkHistory } from "./checkHistory.ts";

/** What a history says of a contract; a period that it names several times is corrected once. */
export function ownHistory(history: BillingHistory, contract: string): BillingHistory {
  checkHistory(history);
  const { invoices, grants, corrected_periods } = history;
  return {
    invoices: ownOf(invoices, contract),
    grants: ownOf(grants, contract),
    corrected_periods: [...new Set(corrected_periods)],
  };
}

function ownOf<T extends { readonly contract: string }>(list: readonly T[], contract: string): readonly T[] {
  const isOwn = (item: T): boolean => item.contract === contract;
  // Mostly the very list that was given: what has been read of one that cannot change is remembered.
  return list.every(isOwn) ? list : list.filter(isOwn);
}
