// Lies of stores that are forgotten and opened again: what of their data is not there then, or is there after all.
import type { AccountChange, BillingStore } from "../../../src/store/billingStore.ts";
import { createMemoryStore } from "../../../src/store/memoryStore.ts";
import type { ReopenableStore, StorePromise } from "../../../src/testing/storeCase.ts";
import { keyOf, type Lie, lie, onRecords, onRefusals, onSnapshots, without } from "./lie.ts";

/** A commit as it was made, and what became of it. */
interface Told {
  readonly changes: readonly AccountChange[];
  readonly isDone: boolean;
  /** Others were on their way at the same time. */
  readonly isRace: boolean;
}

/** One way in which a store loses its data, or changes it, when it is opened again. */
export interface ReopenLie {
  readonly name: string;
  readonly breaks: StorePromise;
  /** The commits that are there then. */
  readonly keep?: (told: readonly Told[]) => readonly Told[];
  /** How it differs from then on. */
  readonly after?: Lie["tell"];
  readonly durability?: BillingStore["durability"];
}

const parts = [
  "put_contract",
  "add_program",
  "add_invoice",
  "move_invoices",
  "add_grant",
  "put_corrected_periods",
  "replace_periods",
  "put_events",
  "set_statuses",
  "add_charges",
  "put_totals",
] as const;

export const reopenLies: readonly ReopenLie[] = [
  { breaks: "S10", name: "says that its data does not survive", durability: "none" },
  { breaks: "S10", name: "is empty when it is opened again", keep: () => [] },
  { breaks: "S10", name: "has lost the last commit", keep: (told) => told.slice(0, -1) },
  ...parts.map((part): ReopenLie => {
    const name = `has lost ${part} of all commits but the first`;
    return { breaks: "S10", name, keep: (told) => told.map((each) => withoutPart(each, part)) };
  }),
  {
    breaks: "S10",
    name: "has done what was refused",
    keep: (told) => told.map((each) => ({ ...each, isDone: true })),
  },
  {
    breaks: "S10",
    name: "has lost what was committed side by side",
    keep: (told) => told.filter(({ isRace }) => !isRace),
  },
  afterwards(
    lie("S4", "takes every revision", (honest) =>
      onRefusals(honest, (refusal) => (refusal.reason === "revision" ? { ok: true } : refusal)),
    ),
  ),
  afterwards(
    lie("S3", "has forgotten which ids are taken", (honest) =>
      onRefusals(honest, (refusal) => (refusal.reason === "event_exists" ? { ok: true } : refusal)),
    ),
  ),
  afterwards(
    lie("S5", "has forgotten which periods are closed", (honest) =>
      onRefusals(honest, (refusal) => (refusal.reason === "period_closed" ? { ok: true } : refusal)),
    ),
  ),
  afterwards(
    lie("S11", "numbers new events from 1 again", (honest) => {
      const numbers = new Map<string, number>();
      return {
        ...onRecords(honest, (record) => ({
          ...record,
          sequence: numbers.get(keyOf(record)) ?? record.sequence,
        })),
        commit(changes) {
          for (const { add_events = [] } of changes)
            for (const record of add_events) numbers.set(keyOf(record), numbers.size + 1);
          return honest.commit(changes);
        },
      };
    }),
  ),
  afterwards(
    lie("S11", "reads charges period by period", (honest) =>
      onSnapshots(honest, (snapshot) => {
        const charges = [...snapshot.charges].sort((a, b) => (a.period.start < b.period.start ? -1 : 1));
        return { ...snapshot, charges };
      }),
    ),
  ),
];

/** Stores that remember every commit, and are made from these when they are opened again. */
export function createLyingReopenable({
  keep = (told) => told,
  after = () => ({}),
  durability = "process",
}: Partial<ReopenLie>): ReopenableStore {
  const logs = new WeakMap<BillingStore, Told[]>();
  const open = (honest: BillingStore, log: Told[], lies: Partial<BillingStore>): BillingStore => {
    const store = recording({ ...honest, ...lies, durability }, log);
    logs.set(store, log);
    return store;
  };
  return {
    create: () => open(createMemoryStore(), [], {}),
    async reopen(store) {
      const honest = createMemoryStore();
      const kept = [...keep(logs.get(store) ?? [])];
      for (const { changes, isDone } of kept) if (isDone) await doAll(honest, changes);
      return open(honest, kept, after(honest));
    },
  };
}

function afterwards({ breaks, name, tell }: Lie): ReopenLie {
  return { breaks, name: `${name}, once it was opened again`, after: tell };
}

function withoutPart(told: Told, part: (typeof parts)[number]): Told {
  const changes = told.changes.map((change) => (change.revision === 0 ? change : without(change, part)));
  return { ...told, changes };
}

function recording(store: BillingStore, log: Told[]): BillingStore {
  let running = 0;
  return {
    ...store,
    async commit(changes) {
      running += 1;
      const isRace = running > 1;
      const given = structuredClone(changes);
      try {
        const result = await store.commit(structuredClone(changes));
        log.push({ changes: given, isDone: result.ok, isRace });
        return result;
      } catch (error) {
        log.push({ changes: given, isDone: false, isRace });
        throw error;
      } finally {
        running -= 1;
      }
    },
  };
}

/** Whole, or whatever of it can be done. */
async function doAll(store: BillingStore, changes: readonly AccountChange[]): Promise<void> {
  if ((await store.commit(changes).catch(() => ({ ok: false }))).ok) return;
  for (const change of changes) {
    const revision = (await store.read(change.contract))?.account.revision ?? 0;
    await store.commit([{ ...change, revision }]).catch(() => null);
  }
}
