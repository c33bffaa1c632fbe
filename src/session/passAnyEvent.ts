// The way that any event can go: to its contract, or to a refusal.
import { isInvariantError } from "../model/errors.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { type Refusal, readEvent, refusal } from "../rating/placeEvent.ts";
import { type Rated, rateAnyEvent, refused } from "./rateAnyEvent.ts";
import { accountBy, keepCharges, openIn, type Session } from "./session.ts";

/** Goes the long way. Its charges are kept for drafts. */
export function passAnyEvent(session: Session, event: UsageEvent): Rated {
  try {
    const account = accountBy(session, event?.external_contract_id);
    if (account === undefined) return refused(event, strange(session, event));
    const rated = rateAnyEvent(openIn(session, account), account.index, event, session.memory);
    if (rated.charges.length > 0) keepCharges(account, rated.charges);
    return rated;
  } catch (error) {
    if (isInvariantError(error)) throw error;
    // Events that were not parsed can hold anything: circles, getters that throw.
    return refused(undefined, refusal("input_unreadable", "must be plain data: reading it threw an error"));
  }
}

/** Why an event of none of the contracts is refused: what is wrong with it in itself comes first, as for any event. */
function strange({ accounts }: Session, event: UsageEvent): Refusal {
  const [first] = accounts;
  const read = first === undefined ? undefined : readEvent(event, first.terms);
  if (read?.ok === false && (read.code !== "contract_unknown" || accounts.length === 1)) return read;
  return refusal("contract_unknown", "must be of one of the rater's contracts");
}
