// Rating stored usage again under other terms: whole periods, from nothing, in the order in which events arrived.
import type { Charge, LadderTotal, RatingState } from "../model/charge.ts";
import type { IssueCode } from "../model/issueCode.ts";
import type { Terms } from "../model/terms.ts";
import { createRater } from "../session/createRater.ts";
import type { AccountChange, Snapshot, UsageRecord } from "../store/billingStore.ts";

/** What rating again changes, and the events that the terms would refuse. */
export interface Rerated {
  readonly change: Required<
    Pick<AccountChange, "replace_periods" | "set_statuses" | "add_charges" | "put_totals">
  >;
  readonly refused: readonly Refused[];
  /** Those that had been charged, and do not fit the terms at all. */
  readonly misfits: readonly Refused[];
}

interface Refused {
  readonly event_id: string;
  readonly code: IssueCode;
  readonly error: string;
}

/** An event that no rule prices any more stays, uncharged. */
const unpriced: ReadonlySet<IssueCode> = new Set(["metric_not_priced", "pricing_missing", "metric_unknown"]);

/**
 * Rates events, which must be all of these periods, in the order of their sequence. The totals are those of the periods that stay as
 * they are: what they end with is what the others begin with.
 */
export function rerate(
  terms: Terms,
  { events, totals }: Pick<Snapshot, "events" | "totals">,
  periods: Iterable<string>,
): Rerated {
  // Usage that was accepted stays accepted, whatever has become of the contract since.
  const { contract } = terms;
  const active: Terms =
    contract.status === "active" ? terms : { ...terms, contract: { ...contract, status: "active" } };
  const rater = createRater(active, startingFrom(terms, totals));
  const add_charges: Charge[] = [];
  const set_statuses: { event_id: string; status: UsageRecord["status"] }[] = [];
  const [refused, misfits]: [Refused[], Refused[]] = [[], []];
  for (const { event, status } of events) {
    if (status === "voided") continue;
    const { event_id } = event;
    const { outcome, charges: own } = rater.rate(event);
    const { code, error = "" } = outcome;
    if (code !== undefined) refused.push({ event_id, code, error });
    if (code !== undefined && !unpriced.has(code) && status === "rated")
      misfits.push({ event_id, code, error });
    const now = own.length > 0 ? "rated" : "accepted";
    if (now !== status) set_statuses.push({ event_id, status: now });
    add_charges.push(...own);
  }
  const replaced = new Set(periods);
  const put_totals = rater.totals().filter(({ period_start }) => replaced.has(period_start));
  return {
    change: { replace_periods: [...replaced], set_statuses, add_charges, put_totals },
    refused,
    misfits,
  };
}

/** The periods that a snapshot has usage or charges of. */
export function periodsIn({ events, charges }: Pick<Snapshot, "events" | "charges">): Set<string> {
  return new Set([
    ...charges.map(({ period }) => period.start),
    ...events.map(({ period_start }) => period_start),
  ]);
}

function startingFrom({ contract }: Terms, totals: readonly LadderTotal[]): RatingState {
  return { object: "rating_state", contract: contract.id, totals, events: [], closed_periods: [] };
}
