import { draftInvoice } from "../invoicing/draftInvoice.ts";
import { findPeriod } from "../invoicing/findPeriod.ts";
import type { Charge, EventOutcome, LadderTotal, RatingState } from "../model/charge.ts";
import { BillingError, InvariantError } from "../model/errors.ts";
import type { Invoice } from "../model/invoice.ts";
import type { Period } from "../model/period.ts";
import { show } from "../model/show.ts";
import type { Terms } from "../model/terms.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import type { Account } from "./account.ts";
import { createBlock, passEvent } from "./block.ts";
import { type ChargedLadder, chargeDocument } from "./chargeDocument.ts";
import { passAnyEvent } from "./passAnyEvent.ts";
import type { Rated } from "./rateAnyEvent.ts";
import { createColumnRating, type RatedColumns } from "./rateColumns.ts";
import type { PlainCharges } from "./ratePlainEvent.ts";
import {
  accountBy,
  chargesFor,
  chargesOf,
  exclusively,
  openIn,
  openSession,
  type Session,
  stateOf,
} from "./session.ts";
import { addCharge } from "./tracks.ts";

/** Rates the events of one contract or of many, and remembers what it has counted. */
export interface Rater {
  /** The ids of the contracts, in the order of their terms. */
  readonly contracts: readonly string[];
  /** One outcome, and the charges of the event: none unless it was accepted, and was new. */
  rate(event: UsageEvent): Rated;
  /** Every event in its turn, as `rate` does: outcomes in the order of the events, charges in the order in which they arose. */
  rateBatch(events: Iterable<UsageEvent>): RatedBatch;
  /** The same with charges in columns: for many events, of which nobody wants to see each as an object. */
  rateColumns(events: Iterable<UsageEvent>): RatedColumns;
  /**
   * What has been charged so far, merged to few charges: drafts of them are drafts of all. Plain JSON; with `state`, all that another
   * rater needs to go on.
   */
  charges(contract?: string): Charge[];
  /** The draft of a period as of now, from `draftInvoice` without a history. */
  draft(period: Period, contract?: string): Invoice;
  /** A copy of what has been counted, as plain JSON. */
  state(contract?: string): RatingState;
  /** The totals of the state alone: for services that look for duplicates where they keep their events. */
  totals(contract?: string): LadderTotal[];
}

export interface RatedBatch {
  readonly outcomes: EventOutcome[];
  readonly charges: Charge[];
}

/** What a rater may be told beside its terms and its state. */
export interface RaterOptions {
  /** What an earlier rater's `charges` gave. Only charges and drafts need it. */
  readonly charges?: Iterable<Charge>;
  /**
   * Any whole number, of which 32 bits count; a random one where strangers choose event ids. Ids are found by a hash that depends on it, so who does not
   * know it cannot make ids that are slow to find. What is billed does not depend on it.
   */
  readonly seed?: number;
}

/**
 * Creates a rater: what a service keeps while usage comes in. Events go in one at a time or in batches; charges come out as documents
 * or as columns of numbers; drafts and states at any time.
 *
 * It does what `rateUsage` does. What it remembers are the running totals, and of each accepted event the id and the content, in
 * some forty bytes where an event has no more than the five fields of the seed. Those go the fast way, in whole numbers and without
 * making objects; all others come to the same, only slower.
 *
 * @param terms - from `resolveTerms`; or those of many contracts, each event then goes to its `external_contract_id`
 * @param state - where an earlier rater or `rateUsage` left off: the state of the contract, or of any of the contracts; it is not changed
 * @param options - the charges so far, for drafts; a seed
 * @returns a rater; its functions throw `contract_unknown` for a contract that it does not have
 * @throws BillingError `state_invalid` when a state is another contract's or damaged, `id_duplicate` for two terms of one contract, `contract_unknown` for
 * charges of another contract, `integer_invalid` for a seed that is no whole number; its functions throw InvariantError when an event's getter calls
 * the rater, and past 4 GiB of events
 *
 * @example
 * const contract = expectOk(parseContract({
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"],
 * }));
 * const program = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1,
 *   rules: [{ name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.02" }],
 * }));
 * const rater = createRater(expectOk(resolveTerms(contract, [program])));
 * const event = { external_contract_id: "acme", metric: "calls", quantity: "5", timestamp: "2026-03-01T00:00:00Z" };
 * const { outcome, charges } = rater.rate({ ...event, event_id: "e1" });
 * [outcome.status, charges[0].amount]; // => ["accepted", "0.1"]
 * const { statuses } = rater.rateColumns([{ ...event, event_id: "e1" }, { ...event, event_id: "e2" }]);
 * [...statuses]; // => [1, 0]
 * const [march] = billingPeriods(contract, "2026-03-01", "2026-03-31");
 * rater.draft(march).total; // => "0.2"
 */
export function createRater(
  terms: Terms | Iterable<Terms>,
  state?: RatingState | Iterable<RatingState>,
  options?: RaterOptions,
): Rater {
  const { charges = [], seed = 0 } = options ?? {};
  if (!Number.isSafeInteger(seed)) {
    const message = `must be a whole number, got ${show(seed)}`;
    throw new BillingError([{ code: "integer_invalid", path: "options.seed", message }]);
  }
  const session = openSession(listOf(terms), listOf(state), charges, seed);
  const rater = raterOf(session);
  sessions.set(rater, session);
  return rater;
}

const sessions: WeakMap<Rater, Session> = new WeakMap();

/** What a rater is made of. */
export function sessionOf(rater: Rater): Session {
  const session = sessions.get(rater);
  if (session === undefined) throw new InvariantError("must be a rater that createRater has made");
  return session;
}

function raterOf(session: Session): Rater {
  const account = (contract: string | undefined): Account => accountOf(session, contract);
  const documents = createDocuments(session);
  let columns: Rater["rateColumns"] | undefined;
  return {
    contracts: [...session.places.keys()],
    rate(event) {
      const charges: Charge[] = [];
      return { outcome: documents.rate(event, charges), charges };
    },
    rateBatch(events) {
      const charges: Charge[] = [];
      const outcomes: EventOutcome[] = [];
      for (const event of events) outcomes.push(documents.rate(event, charges));
      return { outcomes, charges };
    },
    rateColumns(events) {
      // Many raters are there for one batch of documents, and need none.
      columns ??= createColumnRating(session);
      return columns(events);
    },
    charges: (contract) => chargesOf(session, account(contract)),
    draft(period, contract) {
      const of = account(contract);
      const { period: found } = findPeriod(of.terms.contract, period);
      return draftInvoice(of.terms, chargesFor(session, of, found), found);
    },
    state: (contract) => stateOf(session, account(contract)),
    totals: (contract) => openIn(session, account(contract)).totals.totals(),
  };
}

function accountOf(session: Session, contract: string | undefined): Account {
  const { accounts } = session;
  const found =
    contract === undefined && accounts.length === 1 ? accounts[0] : accountBy(session, contract ?? "");
  if (found !== undefined) return found;
  const message =
    contract === undefined ? "must be named: the rater has several" : "must be one of the rater's";
  throw new BillingError([{ code: "contract_unknown", path: "contract", message }]);
}

/** Rates events into documents. */
function createDocuments(session: Session): { rate(event: UsageEvent, into: Charge[]): EventOutcome } {
  const { tracks, lanes } = session;
  const { asked, amount } = lanes;
  const block = createBlock();
  let list: Charge[];
  const plain: PlainCharges = {
    add(track, key, instants, at) {
      addCharge(tracks, track, lanes, key, instants, at);
      const written = block.timestamps[at] as string;
      list.push(
        chargeDocument(tracks.ladders[track] as ChargedLadder, {
          event_id: block.ids[at] as string,
          // Text that is as long as canonical text, and has got this far, is canonical.
          timestamp: written.length === 24 ? written : (instants[at] as number),
          quantity: asked[0] as number,
          high: amount[0] as number,
          low: amount[1] as number,
        }),
      );
    },
  };
  return {
    rate(event, into) {
      return exclusively(session, () => {
        list = into;
        const passed = passEvent(block, session, event, plain);
        const event_id = block.ids[0] as string;
        if (passed === "accepted") return { event_id, status: "accepted" };
        if (passed === "duplicate") return { event_id, status: "accepted", duplicate: true };
        const rated = passAnyEvent(session, event);
        for (const charge of rated.charges) into.push(charge);
        return rated.outcome;
      });
    },
  };
}

function listOf<T extends object>(given: T | Iterable<T> | undefined): readonly T[] {
  if (given === undefined) return [];
  return isIterable(given) ? [...given] : [given];
}

function isIterable<T extends object>(given: T | Iterable<T>): given is Iterable<T> {
  // What is no object at all is refused where it is read.
  return typeof given === "object" && given !== null && Symbol.iterator in given;
}
