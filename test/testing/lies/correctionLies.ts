// Lies about closed periods and their corrections (S5, S6).
import type { AccountChange, BillingStore, CommitResult } from "../../../src/store/billingStore.ts";
import type { Lie } from "./lie.ts";
import { keyOf, lie, onAccounts, onChanges, onRefusals, periodsOf, refusing, without } from "./lie.ts";

const parts = [
  "add_events",
  "put_events",
  "set_statuses",
  "add_charges",
  "put_totals",
  "replace_periods",
] as const;

export const correctionLies: readonly Lie[] = [
  ...parts.map((part) =>
    lie("S5", `takes ${part} for a closed period from everybody`, (honest) =>
      lettingIn(honest, (change) => change[part] !== undefined),
    ),
  ),
  lie("S5", "asks only where new content goes, not where the event stood", (honest) =>
    lettingIn(honest, async ({ contract, put_events }) => {
      const closed = await closedOf(honest, contract);
      return put_events?.every((content) => !closed.includes(content.period_start)) === true;
    }),
  ),
  lie("S5", "asks only where an event stood, not where its new content goes", (honest) =>
    lettingIn(honest, async ({ contract, put_events }) => {
      const closed = await closedOf(honest, contract);
      const event_ids = (put_events ?? []).map(({ event }) => event.event_id);
      const { events = [] } = (await honest.read(contract, { event_ids })) ?? {};
      return put_events !== undefined && events.every((record) => !closed.includes(record.period_start));
    }),
  ),
  lie("S5", "does not look at what a commit names as corrected", (honest) =>
    onChanges(honest, (change) => without(change, "put_corrected_periods")),
  ),
  lie("S5", "opens every closed period to a commit that names one", (honest) =>
    lettingIn(honest, (change) => (change.put_corrected_periods ?? []).length > 0),
  ),
  lie("S5", "closes a period again for a commit that names it", (honest) =>
    onRefusals(honest, (refusal, changes) => {
      const named = changes.some(({ add_invoice, put_corrected_periods = [] }) =>
        put_corrected_periods.includes(add_invoice?.billing_period.start ?? ""),
      );
      return refusal.reason === "period_closed" && named ? { ok: true } : refusal;
    }),
  ),
  lie("S5", "leaves a period open that is still to be corrected", (honest) =>
    lettingIn(honest, async (change) => {
      const corrected = (await honest.read(change.contract))?.account.corrected_periods ?? [];
      return periodsOf(change).some((start) => corrected.includes(start));
    }),
  ),
  lie("S5", "leaves a period open that is named as settled", (honest) =>
    lettingIn(honest, (change) => change.put_corrected_periods?.length === 0),
  ),
  lie("S5", "holds an event by the period where it came in", holdByFirstPeriod),
  lie("S5", "takes corrections of a period only once it is closed", (honest) =>
    refusing(honest, "period_closed", ({ add_invoice, put_corrected_periods = [] }) =>
      put_corrected_periods.includes(add_invoice?.billing_period.start ?? ""),
    ),
  ),
  lie("S5", "takes what one change names for all changes of the commit", (honest) => ({
    async commit(changes) {
      const names = changes.flatMap((change) => change.put_corrected_periods ?? []);
      const put_corrected_periods = [...new Set(names)].sort();
      const named = changes.map((change) => ({ ...change, put_corrected_periods }));
      return honest.commit(names.length === 0 ? changes : named);
    },
  })),
  lie("S5", "writes events without charges into a closed period", (honest) =>
    onChanges(honest, (change) =>
      change.put_corrected_periods === undefined ? change : without(change, "add_charges"),
    ),
  ),
  lie("S6", "adds to the corrected periods", (honest) => ({
    async commit(changes) {
      const added: AccountChange[] = [];
      for (const change of changes) {
        const before = (await honest.read(change.contract))?.account.corrected_periods ?? [];
        const all = [...new Set([...before, ...(change.put_corrected_periods ?? [])])].sort();
        const put = change.put_corrected_periods === undefined ? {} : { put_corrected_periods: all };
        added.push({ ...change, ...put });
      }
      return honest.commit(added);
    },
  })),
  lie("S6", "forgets the corrected periods with the next commit", (honest) =>
    onChanges(honest, (change) => ({ put_corrected_periods: [], ...change })),
  ),
  lie("S6", "takes an empty list of corrected periods for none", (honest) =>
    onChanges(honest, (change) =>
      change.put_corrected_periods?.length === 0 ? without(change, "put_corrected_periods") : change,
    ),
  ),
  lie("S6", "keeps one list of corrected periods for all contracts", (honest) => {
    let last: readonly string[] = [];
    return {
      ...onAccounts(honest, (account) => ({ ...account, corrected_periods: last })),
      async commit(changes) {
        const result = await honest.commit(changes);
        if (result.ok) for (const change of changes) last = change.put_corrected_periods ?? last;
        return result;
      },
    };
  }),
];

/** Commits again, with all closed periods named, what was refused for a closed one and is to be let in. */
function lettingIn(
  honest: BillingStore,
  isLetIn: (change: AccountChange) => boolean | Promise<boolean>,
): Partial<BillingStore> {
  return onRefusals(honest, async (refusal, changes): Promise<CommitResult> => {
    const change = changes.find(({ contract }) => contract === refusal.contract);
    if (refusal.reason !== "period_closed" || change === undefined || !(await isLetIn(change)))
      return refusal;
    const put_corrected_periods = await closedOf(honest, change.contract);
    return honest.commit(
      changes.map((each) => (each === change ? { ...change, put_corrected_periods } : each)),
    );
  });
}

async function closedOf(honest: BillingStore, contract: string): Promise<string[]> {
  const { account } = (await honest.read(contract)) ?? {};
  const own = account?.invoices.filter((invoice) => invoice.type === undefined) ?? [];
  return own.map((invoice) => invoice.billing_period.start);
}

function holdByFirstPeriod(honest: BillingStore): Partial<BillingStore> {
  const first = new Map<string, string>();
  return {
    async commit(changes) {
      for (const { contract, set_statuses = [], put_corrected_periods = [] } of changes) {
        const closed = (await closedOf(honest, contract)).filter(
          (start) => !put_corrected_periods.includes(start),
        );
        const starts = set_statuses.map(
          ({ event_id }) => first.get(JSON.stringify([contract, event_id])) ?? "",
        );
        if (starts.some((start) => closed.includes(start)))
          return { ok: false, contract, reason: "period_closed" };
      }
      for (const record of changes.flatMap((change) => change.add_events ?? []))
        if (!first.has(keyOf(record))) first.set(keyOf(record), record.period_start);
      return honest.commit(changes);
    },
  };
}
