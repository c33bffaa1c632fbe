import type { Rating, RatingState } from "../model/charge.ts";
import type { Terms } from "../model/terms.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { createRater } from "./createRater.ts";

/**
 * Rates usage events against terms: one outcome for each event, and what each accepted event adds to the
 * bill.
 *
 * A charge is a difference: the exact price of a rule's total after the event, less its price before. So
 * charges add up to the price of the total, in any order and any batches. Two things are told apart from that:
 * percentages with a free part go by order of arrival; and what a rule carries over from earlier periods is
 * billed by the draft and charged to no event, so there a charge is the difference as of the event's arrival. The billing period and the program version are those of the event's timestamp. The
 * same event again is accepted as a duplicate and changes nothing; the same event_id with other content is
 * rejected, and the first stays. Nothing is rounded.
 *
 * @param terms - from `resolveTerms`
 * @param events - events that `parseUsageEvent` has checked, each read once; of others only what rating needs is checked
 * @param state - where an earlier call left off: the totals and the ids so far; it is not changed
 * @returns outcomes in the order of the events, charges in the order in which they arose, and the state to
 * go on from; taking up a state costs what it holds, so give events in batches, or one by one to a
 * `createRater`
 * @throws BillingError `state_invalid` when the state is another contract's or damaged
 *
 * @example
 * const contract = expectOk(parseContract({
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"],
 * }));
 * const program = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1,
 *   rules: [{
 *     name: "Calls", type: "usage", model: "tiered", tiers_mode: "graduated", metric: "calls",
 *     tiers: [{ up_to: "100", unit_amount: "0.1" }, { up_to: null, unit_amount: "0.05" }],
 *   }],
 * }));
 * const terms = expectOk(resolveTerms(contract, [program]));
 * const event = { external_contract_id: "acme", metric: "calls", quantity: "80", timestamp: "2026-03-01T00:00:00Z" };
 * const rating = rateUsage(terms, [{ ...event, event_id: "e1" }, { ...event, event_id: "e2" }, { ...event, event_id: "e1" }]);
 * rating.charges.map((charge) => charge.amount); // => ["8", "5"]
 * rating.outcomes[2]; // => { event_id: "e1", status: "accepted", duplicate: true }
 */
export function rateUsage(terms: Terms, events: Iterable<UsageEvent>, state?: RatingState): Rating {
  const rater = createRater(terms, state);
  return { ...rater.rateBatch(events), state: rater.state() };
}
