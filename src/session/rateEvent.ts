// An event that comes as an object: the plain way where it can go it, the long way otherwise.
import { plainInstant } from "../calendar/plainInstant.ts";
import { millionthsOf } from "../lane/millionths.ts";
import { isInvariantError } from "../model/errors.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { type Refusal, readEvent, refusal } from "../rating/placeEvent.ts";
import { isBare } from "./account.ts";
import { type Rated, rateAnyEvent, refused } from "./rateAnyEvent.ts";
import { type Passed, type PlainCharges, ratePlainEvent, routeAt } from "./ratePlainEvent.ts";
import type { Session } from "./session.ts";

/** Tries the plain way. */
export function passPlain(session: Session, event: UsageEvent, charges: PlainCharges): Passed {
  try {
    return passReadable(session, event, charges);
  } catch (error) {
    if (isInvariantError(error)) throw error;
    // What a getter of the caller's has thrown; the long way says so.
    return "not plain";
  }
}

function passReadable(session: Session, event: UsageEvent, charges: PlainCharges): Passed {
  if (typeof event !== "object" || event === null || !isBare(event)) return "not plain";
  const { external_contract_id, event_id, metric, timestamp } = event;
  const account = session.accounts.get(external_contract_id);
  if (account === undefined || typeof event_id !== "string" || typeof timestamp !== "string")
    return "not plain";
  const quantity = millionthsOf(event.quantity);
  const instant = plainInstant(timestamp);
  if (!(quantity >= 0 && instant >= 0)) return "not plain";
  const opened = account.opened ?? session.open(account);
  const routes = opened.metrics.get(metric);
  if (routes === undefined) return "not plain";
  const route = routeAt(opened, routes, instant, session.makeSlot);
  if (route === undefined || !session.memory.name(account.index, event_id)) return "not plain";
  session.memory.saysPlain(routes.index, quantity, instant);
  return ratePlainEvent(session, route, quantity, instant, charges);
}

/** Goes the long way. Its charges are kept for drafts. */
export function rateLong(session: Session, event: UsageEvent): Rated {
  try {
    const account = session.accounts.get(event?.external_contract_id);
    if (account === undefined) return refused(event, strange(session, event));
    const rated = rateAnyEvent(session.open(account), account.index, event, session.memory);
    if (rated.charges.length > 0) session.keepCharges(account, rated.charges);
    return rated;
  } catch (error) {
    if (isInvariantError(error)) throw error;
    // Events that were not parsed can hold anything: circles, getters that throw.
    return refused(undefined, refusal("input_unreadable", "must be plain data: reading it threw an error"));
  }
}

/** Why an event of none of the contracts is refused: what is wrong with it in itself comes first, as for any event. */
function strange({ accounts }: Session, event: UsageEvent): Refusal {
  const [first] = accounts.values();
  const read = first === undefined ? undefined : readEvent(event, first.terms);
  if (read?.ok === false && (read.code !== "contract_unknown" || accounts.size === 1)) return read;
  return refusal("contract_unknown", "must be of one of the rater's contracts");
}
