// What every operation works with: the store, the clock, terms remembered by contract, and the turn-taking of writes.
import { formatDay } from "../calendar/day.ts";
import { checkInstant } from "../calendar/instant.ts";
import { localDay } from "../calendar/zone.ts";
import { canonicalJson } from "../model/canonicalJson.ts";
import type { Contract } from "../model/contract.ts";
import { BillingError, InvariantError, StoreError } from "../model/errors.ts";
import { expectOk } from "../model/expectOk.ts";
import type { IssueCode } from "../model/issueCode.ts";
import { show } from "../model/show.ts";
import type { Terms } from "../model/terms.ts";
import { resolveTerms } from "../rating/resolveTerms.ts";
import type { Account, AccountChange, BillingStore, Snapshot, SnapshotQuery } from "../store/billingStore.ts";

/** The present moment: RFC 3339 text, milliseconds since 1970, or a `Date`. */
export type Now = string | number | { getTime(): number };

export interface EngineOptions {
  readonly store: BillingStore;
  /** Asked whenever an operation needs the present; the library itself reads no clock. */
  readonly now: () => Now;
}

export interface Desk {
  readonly store: BillingStore;
  /** Milliseconds since 1970. */
  now(): number;
  /** A snapshot of a contract that is there; refuses with `contract_unknown`. */
  read(contract: string, query?: SnapshotQuery): Promise<Snapshot>;
  /** The terms of an account that has a pricing program. */
  termsOf(account: Account): Terms;
  /**
   * Runs a write after those before it that touch one of the contracts; `decide` reads, and says what to commit and what
   * to answer. Contracts that have nothing to do with each other do not wait for each other.
   */
  write<T>(contracts: Iterable<string>, decide: () => Promise<Decision<T>>): Promise<T>;
}

export interface Decision<T> {
  readonly changes: readonly AccountChange[];
  readonly answer: T;
}

/** How often a write is decided anew because another engine wrote in between. */
const mostAttempts = 25;

export function createDesk({ store, now }: EngineOptions): Desk {
  const known = new Map<string, { readonly key: string; readonly terms: Terms }>();
  /** The last write of each contract; it never rejects. */
  const turns = new Map<string, Promise<unknown>>();

  return {
    store,
    now: () => readNow(now()),
    async read(contract, query) {
      const snapshot = typeof contract === "string" ? await store.read(contract, query) : null;
      if (snapshot === null) throw refusal("contract_unknown", `there is no contract ${show(contract)}`);
      return snapshot;
    },
    termsOf({ contract, programs }) {
      // Versions never change, so the contract's content and the number of versions tell whether terms are the same.
      const key = `${programs.length} ${canonicalJson(contract)}`;
      const remembered = known.get(contract.id);
      if (remembered?.key === key) return remembered.terms;
      const terms = expectOk(resolveTerms(contract, programs));
      known.set(contract.id, { key, terms });
      return terms;
    },
    write(contracts, decide) {
      const ids = [...new Set(contracts)];
      const before = Promise.all(ids.map((id) => turns.get(id)));
      const mine = before.then(() => commitDecided(store, decide));
      // The next one waits for this one to end, however it ends.
      const ended = mine.then(
        () => undefined,
        () => undefined,
      );
      for (const id of ids) turns.set(id, ended);
      void ended.then(() => {
        for (const id of ids) if (turns.get(id) === ended) turns.delete(id);
      });
      return mine;
    },
  };
}

async function commitDecided<T>(store: BillingStore, decide: () => Promise<Decision<T>>): Promise<T> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const { changes, answer } = await decide();
    if (changes.length === 0) return answer;
    const result = await store.commit(changes);
    if (result.ok) return answer;
    // What was decided looked at the same revision: nothing else can speak against it.
    if (result.reason !== "revision")
      throw new InvariantError(`a commit to ${result.contract} was refused: ${result.reason}`);
  }
  throw new StoreError(
    "conflict",
    `the contract changed under each of ${mostAttempts} attempts to write; try again`,
  );
}

export function refusal(code: IssueCode, message: string, path = ""): BillingError {
  return new BillingError([{ code, path, message }]);
}

/** Today where the contract is. */
export function todayOf(contract: Contract, now: number): string {
  return formatDay(localDay(now, contract.timezone));
}

function readNow(now: Now): number {
  const value = typeof now === "object" ? now.getTime() : now;
  const instant = typeof value === "string" ? checkInstant(value) : { ok: true as const, value };
  if (instant.ok && Number.isFinite(instant.value)) return Math.floor(instant.value);
  throw new InvariantError("now() must answer RFC 3339 text, milliseconds, or a Date");
}
