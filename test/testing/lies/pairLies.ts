// Lies of stores that share their data with another one, and take what they remember themselves for all that there is.
import { InvariantError } from "../../../src/model/errors.ts";
import type { AccountChange, BillingStore, CommitResult } from "../../../src/store/billingStore.ts";
import { createMemoryStore } from "../../../src/store/memoryStore.ts";
import type { CreateStorePair } from "../../../src/testing/storeCase.ts";
import type { Lie } from "./lie.ts";
import { keyOf, lie, onRecords, without } from "./lie.ts";

/** Two stores over one memory that tell the same lie, each for itself. */
export function createLyingPair({ tell }: Pick<Lie, "tell">): CreateStorePair {
  return () => {
    const honest = createMemoryStore();
    const lying = (): BillingStore => {
      const store = { ...honest, ...tell(honest) };
      // Whoever commits may change what was given, and a lie is about one thing only.
      return { ...store, commit: (changes) => store.commit(structuredClone(changes)) };
    };
    return [lying(), lying()];
  };
}

let made = 0;

export const pairLies: readonly Lie[] = [
  lie("S10", "says that its data survives something else", () => {
    made += 1;
    return { durability: made % 2 === 0 ? "process" : "machine" };
  }),
  lie("S6", "remembers what it has read until it commits", (honest) => remembering(honest, "read")),
  lie("S6", "remembers its accounts until it commits", (honest) => remembering(honest, "listAccounts")),
  lie("S6", "remembers where it found an event until it commits", (honest) =>
    remembering(honest, "findEvent"),
  ),
  lie("S6", "remembers its lists until it commits", (honest) => remembering(honest, "listUsage")),
  lie("S4", "compares with the revision that it remembers", (honest) => {
    const known = new Map<string, number>();
    return {
      async read(contract, query) {
        const snapshot = await honest.read(contract, query);
        if (snapshot !== null) known.set(contract, snapshot.account.revision);
        return snapshot;
      },
      async commit(changes) {
        const current: AccountChange[] = [];
        for (const change of changes) {
          const revision = (await honest.read(change.contract))?.account.revision ?? 0;
          const isKnown = change.revision > 0 && known.get(change.contract) === change.revision;
          current.push(isKnown ? { ...change, revision } : change);
        }
        const result = await honest.commit(current);
        if (result.ok) for (const { contract, revision } of current) known.set(contract, revision + 1);
        return result;
      },
    };
  }),
  lie("S4", "makes a contract again that the other has made", (honest) =>
    onOthers(honest, "revision", ({ contract, revision }) => (revision === 0 ? [contract] : [])),
  ),
  lie("S4", "compares the revision first and writes later", (honest) => ({
    async commit(changes) {
      for (const { contract, revision } of changes) {
        const current = (await honest.read(contract))?.account.revision ?? 0;
        if (current !== revision) return { ok: false, contract, reason: "revision" };
      }
      for (;;) {
        const again: AccountChange[] = [];
        for (const change of changes) {
          const revision = (await honest.read(change.contract))?.account.revision;
          again.push(revision === undefined ? change : { ...without(change, "created_at"), revision });
        }
        const result = await honest.commit(again);
        if (result.ok || result.reason !== "revision") return result;
      }
    },
  })),
  lie("S2", "knows the ids of its own events only", (honest) =>
    onOthers(honest, "event_exists", ({ add_events = [] }) => add_events.map(keyOf)),
  ),
  lie("S2", "has no records of the other's events at hand", (honest) => {
    const own = new Set<string>();
    return {
      async commit(changes) {
        const result = await honest.commit(changes);
        if (result.ok)
          for (const { add_events = [] } of changes) for (const each of add_events) own.add(keyOf(each));
        if (result.ok || result.existing === undefined) return result;
        return { ...result, existing: result.existing.filter((record) => own.has(keyOf(record))) };
      },
    };
  }),
  lie("S6", "knows the program versions only that it has added itself", (honest) =>
    onOthers(honest, "version_exists", ({ add_program }) => [`${add_program?.version}`]),
  ),
  lie("S6", "knows the invoices only that it has added itself", (honest) =>
    onOthers(honest, "invoice_exists", ({ add_invoice }) => [`${add_invoice?.number}`]),
  ),
  lie("S6", "knows the grants only that it has added itself", (honest) =>
    onOthers(honest, "grant_exists", ({ add_grant }) => [`${add_grant?.id}`]),
  ),
  lie("S5", "knows the periods only that it has closed itself", (honest) =>
    onOthers(
      honest,
      "period_closed",
      ({ add_events = [] }) => add_events.map(({ period_start }) => period_start),
      ({ add_invoice }) => [`${add_invoice?.billing_period.start}`],
    ),
  ),
  lie("S11", "numbers its own events by itself", (honest) => {
    const numbers = new Map<string, number>();
    return {
      ...onRecords(honest, (record) => ({
        ...record,
        sequence: numbers.get(keyOf(record)) ?? record.sequence,
      })),
      async commit(changes) {
        const result = await honest.commit(changes);
        if (result.ok)
          for (const { add_events = [] } of changes)
            for (const record of add_events) numbers.set(keyOf(record), numbers.size + 1);
        return result;
      },
    };
  }),
  lie("S6", "goes on only after events that it has added itself", (honest) => {
    const own = new Set<string>();
    return {
      async listUsage(query) {
        const { after } = query;
        const isOwn = after === undefined || own.has(JSON.stringify([after.contract, after.event_id]));
        if (!isOwn) throw new InvariantError("there is no such event");
        return honest.listUsage(query);
      },
      async commit(changes) {
        const result = await honest.commit(changes);
        for (const { add_events = [] } of changes) for (const each of add_events) own.add(keyOf(each));
        return result;
      },
    };
  }),
  lie("S6", "reads the account first and the rest later", (honest) => ({
    async read(contract, query) {
      const first = await honest.read(contract);
      for (let tick = 0; tick < 5; tick += 1) await Promise.resolve();
      const second = await honest.read(contract, query);
      return first === null || second === null ? null : { ...second, account: first.account };
    },
  })),
];

/** Answers what it answered before, until it commits something itself. */
function remembering(
  honest: BillingStore,
  method: "read" | "listAccounts" | "findEvent" | "listUsage",
): Partial<BillingStore> {
  const answers = new Map<string, unknown>();
  const ask: (...question: never[]) => Promise<unknown> = honest[method];
  return {
    async commit(changes) {
      const result = await honest.commit(changes);
      if (result.ok) answers.clear();
      return result;
    },
    [method]: async (...question: never[]) => {
      const key = JSON.stringify(question);
      if (!answers.has(key)) answers.set(key, await ask(...question));
      return answers.get(key);
    },
  };
}

/** Answers ok to what was refused for something that this store has not done itself. */
function onOthers(
  honest: BillingStore,
  reason: Extract<CommitResult, { ok: false }>["reason"],
  wantedBy: (change: AccountChange) => readonly string[],
  givenBy = wantedBy,
): Partial<BillingStore> {
  const own = new Set<string>();
  return {
    async commit(changes) {
      const result = await honest.commit(changes);
      if (result.ok) for (const name of changes.flatMap(givenBy)) own.add(name);
      if (result.ok || result.reason !== reason) return result;
      const wanted = changes.flatMap(wantedBy);
      return wanted.length === 0 || wanted.some((name) => own.has(name)) ? result : { ok: true };
    },
  };
}
