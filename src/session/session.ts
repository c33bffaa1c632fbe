// What a rater is made of: the contracts, the events that were accepted, the running totals, and the sums of what was charged.
import { mergeCharges } from "../invoicing/mergeCharges.ts";
import { createLanes, type Lanes } from "../lane/lanes.ts";
import { partKey } from "../metering/groupOf.ts";
import type { Charge, RatingState } from "../model/charge.ts";
import { BillingError } from "../model/errors.ts";
import { invalidState } from "../model/invalidState.ts";
import type { Terms } from "../model/terms.ts";
import { checkState } from "../rating/checkState.ts";
import { type Account, type OpenAccount, openAccount } from "./account.ts";
import { createEventMemory, type EventMemory } from "./eventMemory.ts";
import { ratingState, rememberEvents } from "./ratingState.ts";
import { createTracks, openLadder, sumOf, type Tracks } from "./tracks.ts";

export interface Session {
  /** By id. */
  readonly accounts: ReadonlyMap<string, Account>;
  readonly memory: EventMemory;
  readonly lanes: Lanes;
  /** With the ladders of all charges, by track; those of charges that no track made as well. */
  readonly tracks: Tracks;
  open(account: Account): OpenAccount;
  /** Keeps charges that no track sums up. */
  keepCharges(account: Account, charges: readonly Charge[]): void;
  /** The place of such a charge's ladder. */
  ladderOf(charge: Charge): number;
  charges(account: Account): Charge[];
  state(account: Account): RatingState;
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
  const memory = createEventMemory(seed);
  const lanes = createLanes();
  const tracks = createTracks();
  const documentLadders = new Map<string, number>();
  const accounts = openAccounts(terms);

  function open(account: Account): OpenAccount {
    return account.opened ?? openAccount(account, lanes, undefined);
  }

  function keepCharges(account: Account, added: readonly Charge[]): void {
    for (const charge of added) account.charges.push(charge);
    // Counted from what is left after merging, so that many kept charges are not merged at every event.
    if (account.charges.length < account.merged + block) return;
    account.charges = mergeCharges(account.terms, account.charges);
    account.merged = account.charges.length;
  }

  for (const state of states) {
    const account = accounts.get(state?.contract);
    const [only] = terms;
    checkState(state, account?.terms.contract.id ?? only?.contract.id ?? "");
    if (account === undefined || account.opened !== undefined)
      throw invalidState(`contract ${state.contract} has two states`);
    rememberEvents(openAccount(account, lanes, state), account.index, state.events, memory);
  }
  for (const charge of charges) {
    const account = accounts.get(charge.contract);
    if (account !== undefined) keepCharges(account, [charge]);
  }

  return {
    accounts,
    memory,
    lanes,
    tracks,
    open,
    keepCharges,
    ladderOf({ contract, rule_id, version, period, group, cell }) {
      const key = JSON.stringify([contract, rule_id, version, period.start, partKey(group, cell)]);
      const known = documentLadders.get(key);
      if (known !== undefined) return known;
      const parts = { ...(group === undefined ? {} : { group }), ...(cell === undefined ? {} : { cell }) };
      const ladder = openLadder(tracks, { contract, rule_id, version, period, ...parts, scale: 0 });
      documentLadders.set(key, ladder);
      return ladder;
    },
    charges(account) {
      const summed = (account.opened?.tracks ?? []).flatMap(
        (track) => sumOf(tracks, track, memory.idAt) ?? [],
      );
      return mergeCharges(account.terms, [...account.charges, ...summed]);
    },
    state: (account) => ratingState(open(account), account.index, memory),
  };
}

function openAccounts(terms: readonly Terms[]): Map<string, Account> {
  const accounts = new Map<string, Account>();
  for (const [index, of] of terms.entries()) {
    const { id } = of.contract;
    if (accounts.has(id)) {
      const message = `contract ${JSON.stringify(id)} is there twice: a rater has one set of terms for each`;
      throw new BillingError([{ code: "id_duplicate", path: `terms[${index}]`, message }]);
    }
    accounts.set(id, { index, terms: of, charges: [], merged: 0, opened: undefined });
  }
  return accounts;
}
