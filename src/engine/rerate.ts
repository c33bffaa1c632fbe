// Rating stored usage again under other terms: whole periods, from nothing, in the order in which events arrived.
import type { Charge, LadderTotal, RatingState } from "../model/charge.ts";
import type { IssueCode } from "../model/issueCode.ts";
import type { Terms } from "../model/terms.ts";
import { createRater } from "../rating/createRater.ts";
import type { AccountChange, Snapshot, UsageRecord } from "../store/billingStore.ts";

/** What rating again changes, and the charged events that do not fit the new terms at all. */
export interface Rerated {
  readonly change: Pick<AccountChange, "replace_periods" | "set_statuses" | "add_charges" | "put_totals">;
  readonly misfits: readonly { readonly event_id: string; readonly code: IssueCode }[];
}

/** An event that no rule prices any more stays, uncharged. */
const unpriced: ReadonlySet<IssueCode> = new Set(["metric_not_priced", "pricing_missing", "metric_unknown"]);

/**
 * Rates the snapshot's events, which must be all of their periods. Its totals are those of the periods that stay as they are:
 * what they end with is what the others begin with.
 */
export function rerate(terms: Terms, { events, charges, totals }: Snapshot): Rerated {
  // Usage that was accepted stays accepted, whatever has become of the contract since.
  const rater = createRater(
    { ...terms, contract: { ...terms.contract, status: "active" } },
    startingFrom(terms, totals),
  );
  const add_charges: Charge[] = [];
  const set_statuses: { event_id: string; status: UsageRecord["status"] }[] = [];
  const misfits: { event_id: string; code: IssueCode }[] = [];
  for (const { event, status } of events) {
    const { outcome, charges: own } = rater.rate(event);
    if (outcome.code !== undefined && !unpriced.has(outcome.code) && status === "rated") {
      misfits.push({ event_id: event.event_id, code: outcome.code });
    }
    const now = own.length > 0 ? "rated" : "accepted";
    if (now !== status) set_statuses.push({ event_id: event.event_id, status: now });
    add_charges.push(...own);
  }
  const periods = new Set([
    ...charges.map(({ period }) => period.start),
    ...events.map((record) => record.period_start),
  ]);
  const put_totals = rater.state().totals.filter(({ period_start }) => periods.has(period_start));
  return {
    change: { replace_periods: [...periods], set_statuses, add_charges, put_totals },
    misfits,
  };
}

function startingFrom({ contract }: Terms, totals: readonly LadderTotal[]): RatingState {
  return { object: "rating_state", contract: contract.id, totals, events: [], closed_periods: [] };
}
