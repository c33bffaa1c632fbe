// What a rater is made of: the contracts, the events that were accepted, the running totals, and the sums of what was charged.
import { forEachCharge } from "../invoicing/checkCharges.ts";
import { mergeCharges } from "../invoicing/mergeCharges.ts";
import { createLanes, type Lanes } from "../lane/lanes.ts";
import { partKey } from "../metering/groupOf.ts";
import type { Charge, RatingState } from "../model/charge.ts";
import { copyOf } from "../model/copyOf.ts";
import { BillingError, InvariantError } from "../model/errors.ts";
import { invalidState } from "../model/invalidState.ts";
import type { Period } from "../model/period.ts";
import { show } from "../model/show.ts";
import type { Terms } from "../model/terms.ts";
import { checkState } from "../rating/checkState.ts";
import { type Account, type OpenAccount, openAccount } from "./account.ts";
import type { ChargedLadder } from "./chargeDocument.ts";
import { createEventMemory, type EventMemory } from "./eventMemory.ts";
import { createLatestTracks, type LatestTracks } from "./latestTracks.ts";
import { createMetricNumbers, type MetricNumbers } from "./metricNumbers.ts";
import { ratingState, rememberEvents } from "./ratingState.ts";
import { createTracks, openLadder, sumOf, type Tracks } from "./tracks.ts";

export interface Session {
  readonly accounts: readonly Account[];
  /** Where each contract stands among them, by id. */
  readonly places: ReadonlyMap<string, number>;
  readonly metrics: MetricNumbers;
  readonly latest: LatestTracks;
  readonly memory: EventMemory;
  readonly lanes: Lanes;
  /** With the ladders of all charges, by track; those of charges that no track made as well. */
  readonly tracks: Tracks;
  /** Where these stand, by what tells ladders apart. */
  readonly documentLadders: Map<string, number>;
  /** Events are being rated. */
  isBusy: boolean;
}

/** Does one thing at a time: an event's getter that called the rater would find it in the middle of another event. */
export function exclusively<T>(session: Session, work: () => T): T {
  if (session.isBusy) throw new InvariantError("a rater cannot be called while it reads an event");
  session.isBusy = true;
  try {
    return work();
  } finally {
    session.isBusy = false;
  }
}

/** Charges that are collected before they are merged. */
const block = 4096;

/** Opens a session of these contracts; the states and charges are where an earlier one left off. */
export function openSession(
  terms: readonly Terms[],
  states: readonly RatingState[],
  charges: Iterable<Charge>,
  seed: number,
): Session {
  const session: Session = {
    ...placeAccounts(terms),
    metrics: createMetricNumbers(),
    latest: createLatestTracks(),
    memory: createEventMemory(seed),
    lanes: createLanes(),
    tracks: createTracks(),
    documentLadders: new Map(),
    isBusy: false,
  };
  for (const state of states) takeUp(session, state);
  forEachCharge(charges, (charge) => {
    const account = accountBy(session, charge.contract);
    if (account === undefined) {
      const message = `a charge is of contract ${show(charge.contract)}, of which there are no terms`;
      throw new BillingError([{ code: "contract_unknown", path: "options.charges", message }]);
    }
    keepCharges(account, [charge]);
  });
  return session;
}

/** The account of a contract. */
export function accountBy({ accounts, places }: Session, id: string): Account | undefined {
  return accounts[places.get(id) ?? -1];
}

function takeUp(session: Session, state: RatingState): void {
  const { accounts } = session;
  const account = accountBy(session, state?.contract);
  checkState(state, (account ?? accounts[0])?.terms.contract.id ?? "");
  if (account === undefined || account.opened !== undefined)
    throw invalidState(`contract ${show(state.contract)} has two states`);
  rememberEvents(openAccount(account, session, state), account.index, state.events, session);
}

/** The contract's account, opened. */
export function openIn(session: Session, account: Account): OpenAccount {
  return account.opened ?? openAccount(account, session, undefined);
}

/** Keeps charges that no track sums up, as they are now: whoever holds them may change them. */
export function keepCharges(account: Account, added: readonly Charge[]): void {
  for (const charge of added) account.charges.push(copyOf(charge));
  // Counted from what is left after merging, so that many kept charges are not merged at every event.
  if (account.charges.length < account.merged + block) return;
  account.charges = mergeCharges(account.terms, account.charges);
  account.merged = account.charges.length;
}

/** The place of such a charge's ladder. */
export function ladderOf({ tracks, documentLadders }: Session, charge: Charge): number {
  const { contract, rule_id, version, period, group, cell } = charge;
  const key = JSON.stringify([contract, rule_id, version, period.start, partKey(group, cell)]);
  const known = documentLadders.get(key);
  if (known !== undefined) return known;
  const parts = { ...(group === undefined ? {} : { group }), ...(cell === undefined ? {} : { cell }) };
  const ladder = openLadder(tracks, { contract, rule_id, version, period, ...parts, scale: 0 });
  documentLadders.set(key, ladder);
  return ladder;
}

/** All that was charged, merged to few. */
export function chargesOf(session: Session, account: Account): Charge[] {
  return mergeCharges(account.terms, [...account.charges, ...sumsOf(session, account, () => true)]);
}

/** The charges that the draft of a period looks at. */
export function chargesFor(session: Session, account: Account, { start }: Period): Charge[] {
  // A monthly cap looks back on earlier periods of the month. What is carried over is in no track.
  const isCapped = account.terms.programs.some(({ rules }) =>
    rules.some((rule) => rule.monthly_cap !== undefined),
  );
  return [
    ...account.charges,
    ...sumsOf(session, account, (ladder) => isCapped || ladder.period.start === start),
  ];
}

function sumsOf(
  { tracks, memory }: Session,
  { opened }: Account,
  isWanted: (ladder: ChargedLadder) => boolean,
): Charge[] {
  const wanted = (opened?.tracks ?? []).filter((track) => isWanted(tracks.ladders[track] as ChargedLadder));
  return wanted.flatMap((track) => sumOf(tracks, track, memory.idAt) ?? []);
}

export function stateOf(session: Session, account: Account): RatingState {
  return ratingState(openIn(session, account), account.index, session);
}

function placeAccounts(terms: readonly Terms[]): Pick<Session, "accounts" | "places"> {
  const places = new Map<string, number>();
  const accounts = terms.map((of, index): Account => {
    const { id } = of.contract;
    if (places.has(id)) {
      const message = `contract ${JSON.stringify(id)} is there twice: a rater has one set of terms for each`;
      throw new BillingError([{ code: "id_duplicate", path: `terms[${index}]`, message }]);
    }
    places.set(id, index);
    return { index, terms: of, charges: [], merged: 0, opened: undefined };
  });
  return { accounts, places };
}
