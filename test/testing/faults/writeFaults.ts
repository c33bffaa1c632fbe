// Stores that now and then drop a write, do it twice, answer for another one, lose an update or cut a transaction.
import { StoreError } from "../../../src/model/errors.ts";
import type { AccountChange, BillingStore, CommitResult } from "../../../src/store/billingStore.ts";
import { without } from "../lies/lie.ts";
import { type Fault, type FaultChance, fault } from "./fault.ts";

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

export const writeFaults: readonly Fault[] = [
  fault("drops a write", (honest, { happens }) => ({
    commit: async (changes) => (happens() ? { ok: true } : honest.commit(changes)),
  })),
  ...parts.map((part) =>
    fault(`drops ${part}`, (honest, chance) =>
      onParts(honest, chance, part, (change) => (change.revision > 0 ? without(change, part) : change)),
    ),
  ),
  fault("drops new events and what is about them", (honest, chance) =>
    onParts(honest, chance, "add_events", (change) =>
      without(change, "add_events", "set_statuses", "add_charges"),
    ),
  ),
  fault("drops the last of several new events", (honest, chance) =>
    onParts(honest, chance, "add_events", dropLastEvent),
  ),
  fault("writes charges twice", (honest, chance) =>
    onParts(honest, chance, "add_charges", (change) => {
      const { add_charges = [] } = change;
      return { ...change, add_charges: [...add_charges, ...add_charges] };
    }),
  ),
  fault("applies a commit a second time", (honest, { happens }) => ({
    async commit(changes) {
      const again = changes.map(({ contract, revision, add_charges = [], put_totals = [] }) => {
        return { contract, revision: revision + 1, add_charges, put_totals };
      });
      const result = await honest.commit(changes);
      if (result.ok && happens()) await honest.commit(again);
      return result;
    },
  })),
  fault("answers with the answer to the commit before", (honest, { happens }) => {
    let last: CommitResult = { ok: true };
    return {
      async commit(changes) {
        const [before, result] = [last, await honest.commit(changes)];
        last = result;
        return happens() ? before : result;
      },
    };
  }),
  fault("lets the last writer win", (honest, { happens }) => ({
    async commit(changes) {
      const isOff = happens();
      const result = await honest.commit(changes);
      if (result.ok || result.reason !== "revision" || !isOff) return result;
      return honest.commit(await atCurrentRevisions(honest, changes));
    },
  })),
  fault("writes the first of several changes only", (honest, { happens }) => ({
    commit: (changes) => honest.commit(changes.length > 1 && happens() ? changes.slice(0, 1) : changes),
  })),
  fault("writes the contract's part of a commit and loses the rest", (honest, { happens }) => ({
    commit: (changes) =>
      honest.commit(
        changes.some(({ add_events }) => add_events !== undefined) && happens()
          ? changes.map((change) =>
              without(change, "add_events", "set_statuses", "add_charges", "put_totals"),
            )
          : changes,
      ),
  })),
  fault("writes a part of a commit and then fails, as if nothing was written", (honest, chance) =>
    inRaces(honest, chance, async (changes) => {
      await honest.commit(changes.map((change) => without(change, "add_charges", "put_totals")));
      throw new StoreError("retryable", "the transaction was cut");
    }),
  ),
  fault("writes a commit and then fails, as if nothing was written", (honest, chance) =>
    inRaces(honest, chance, async (changes) => {
      await honest.commit(changes);
      throw new StoreError("conflict", "the answer was lost");
    }),
  ),
];

/** Changes the commits that have this part. */
function onParts(
  honest: BillingStore,
  { happens }: FaultChance,
  part: keyof AccountChange,
  alter: (change: AccountChange) => AccountChange,
): Partial<BillingStore> {
  return {
    commit: (changes) =>
      honest.commit(
        changes.some((change) => change[part] !== undefined) && happens() ? changes.map(alter) : changes,
      ),
  };
}

function dropLastEvent(change: AccountChange): AccountChange {
  const { add_events = [], add_charges = [], set_statuses = [] } = change;
  const last = add_events.length > 1 ? add_events.at(-1)?.event.event_id : undefined;
  const isOther = ({ event_id }: { readonly event_id: string }): boolean => event_id !== last;
  return {
    ...change,
    add_events: add_events.filter(({ event }) => isOther(event)),
    add_charges: add_charges.filter(isOther),
    set_statuses: set_statuses.filter(isOther),
  };
}

/** Goes wrong while another commit is on its way only: elsewhere nobody may be asked to try again. */
function inRaces(
  honest: BillingStore,
  { happens }: FaultChance,
  goWrong: BillingStore["commit"],
): Partial<BillingStore> {
  let running = 0;
  return {
    async commit(changes) {
      running += 1;
      try {
        return await (running > 1 && happens() ? goWrong(changes) : honest.commit(changes));
      } finally {
        running -= 1;
      }
    },
  };
}

async function atCurrentRevisions(
  honest: BillingStore,
  changes: readonly AccountChange[],
): Promise<AccountChange[]> {
  const current: AccountChange[] = [];
  for (const change of changes) {
    const revision = (await honest.read(change.contract))?.account.revision;
    current.push(revision === undefined ? change : { ...without(change, "created_at"), revision });
  }
  return current;
}
