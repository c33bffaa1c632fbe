// Lies about what single parts of a change do, and about closed periods (S5, S6) and sequences (S11).

import type { Invoice } from "../../../src/model/invoice.ts";
import type { AccountChange, BillingStore } from "../../../src/store/billingStore.ts";
import type { Lie } from "./lie.ts";
import {
  keyOf,
  lie,
  onChanges,
  onRecords,
  onRefusals,
  onSnapshots,
  periodsOf,
  refusing,
  without,
} from "./lie.ts";

export const partLies: readonly Lie[] = [
  lie("S6", "keeps one total for all parts of a ladder", (honest) =>
    onSnapshots(honest, (snapshot) => ({
      ...snapshot,
      totals: [
        ...new Map(
          snapshot.totals.map((total) => [`${total.period_start} ${total.version} ${total.rule_id}`, total]),
        ).values(),
      ],
    })),
  ),
  lie("S5", "takes no notice of closed periods", ignoreInvoices),
  lie("S5", "answers ok to what it does not write into a closed period", (honest) =>
    onRefusals(honest, (refusal) => (refusal.reason === "period_closed" ? { ok: true } : refusal)),
  ),
  lie("S5", "closes a period for all contracts", (honest) => {
    const closed = new Set<string>();
    const touches = (change: AccountChange): boolean => periodsOf(change).some((start) => closed.has(start));
    return refusing(honest, "period_closed", touches, ({ add_invoice }) => {
      if (add_invoice !== undefined) closed.add(add_invoice.billing_period.start);
    });
  }),
  lie("S5", "closes the periods before a closed one too", (honest) => {
    let last = "";
    const touches = (change: AccountChange): boolean => periodsOf(change).some((start) => start <= last);
    return refusing(honest, "period_closed", touches, ({ add_invoice }) => {
      last = add_invoice?.billing_period.start ?? last;
    });
  }),
  lie("S5", "closes a period before it writes the rest of the commit", (honest) =>
    refusing(honest, "period_closed", (change) => {
      const start = change.add_invoice?.billing_period.start;
      return start !== undefined && periodsOf(change).includes(start);
    }),
  ),
  lie("S6", "keeps the first contract for ever", (honest) =>
    onChanges(honest, (change) => (change.revision === 0 ? change : without(change, "put_contract"))),
  ),
  lie("S6", "sorts programs as text", (honest) =>
    onSnapshots(honest, (snapshot) => {
      const byText = [...snapshot.account.programs].sort((a, b) =>
        `${a.version}` < `${b.version}` ? -1 : 1,
      );
      return { ...snapshot, account: { ...snapshot.account, programs: byText } };
    }),
  ),
  lie("S6", "takes a program version that is not above the others, and forgets it", (honest) =>
    onRefusals(honest, (refusal, changes) => {
      const rest = changes.map((change) => without(change, "add_program"));
      return refusal.reason === "version_exists" ? honest.commit(rest) : refusal;
    }),
  ),
  lie("S6", "has the last invoice first", (honest) =>
    onSnapshots(honest, (snapshot) => {
      const invoices = [...snapshot.account.invoices].reverse();
      return { ...snapshot, account: { ...snapshot.account, invoices } };
    }),
  ),
  lie("S6", "writes charges twice", (honest) =>
    onChanges(honest, (change) => {
      const { add_charges = [] } = change;
      return { ...change, add_charges: [...add_charges, ...add_charges] };
    }),
  ),
  lie("S6", "forgets to replace periods", (honest) =>
    onChanges(honest, (change) => without(change, "replace_periods")),
  ),
  lie("S6", "replaces only the first of several periods", (honest) =>
    onChanges(honest, (change) => {
      const { replace_periods } = change;
      return replace_periods === undefined
        ? change
        : { ...change, replace_periods: replace_periods.slice(0, 1) };
    }),
  ),
  lie("S6", "keeps one total per rule and period, whatever the version", (honest) =>
    onSnapshots(honest, (snapshot) => {
      const byRule = new Map(
        snapshot.totals.map((total) => [`${total.period_start} ${total.rule_id}`, total]),
      );
      return { ...snapshot, totals: [...byRule.values()] };
    }),
  ),
  lie("S6", "never replaces a total", (honest) => {
    const seen = new Set<string>();
    return onChanges(honest, (change) => {
      const put_totals = (change.put_totals ?? []).filter((total) => {
        const key = JSON.stringify([change.contract, total.rule_id, total.version, total.period_start]);
        return !seen.has(key) && seen.add(key);
      });
      return { ...change, put_totals };
    });
  }),
  lie("S6", "forgets new statuses", (honest) =>
    onChanges(honest, (change) => without(change, "set_statuses")),
  ),
  lie("S11", "numbers events from 0", (honest) =>
    onRecords(honest, (record) => ({ ...record, sequence: record.sequence - 1 })),
  ),
  lie("S11", "loses numbers when a commit is refused", (honest) => {
    let lost = 0;
    return renumbering(
      honest,
      (record) => record.sequence + lost,
      () => {
        lost += 1;
      },
    );
  }),
  lie("S11", "numbers the events of all contracts together", (honest) => {
    let last = 0;
    return renumbering(honest, () => {
      last += 1;
      return last;
    });
  }),
  lie("S11", "numbers an event anew when its status is set", (honest) => {
    const moved = new Set<string>();
    return {
      ...onRecords(honest, (record) => (moved.has(keyOf(record)) ? { ...record, sequence: 1000 } : record)),
      commit(changes) {
        for (const { contract, set_statuses = [] } of changes)
          for (const { event_id } of set_statuses) moved.add(JSON.stringify([contract, event_id]));
        return honest.commit(changes);
      },
    };
  }),
  lie("S12", "drops all charges of a commit after the 1,000th", (honest) =>
    onChanges(honest, (change) => ({ ...change, add_charges: (change.add_charges ?? []).slice(0, 1000) })),
  ),
];

/** Keeps invoices beside the store, so that no period is ever closed. */
function ignoreInvoices(honest: BillingStore): Partial<BillingStore> {
  const kept = new Map<string, Invoice[]>();
  return {
    ...onSnapshots(honest, (snapshot) => {
      const invoices = kept.get(snapshot.account.contract.id) ?? [];
      return { ...snapshot, account: { ...snapshot.account, invoices } };
    }),
    async commit(changes) {
      const result = await honest.commit(changes.map((change) => without(change, "add_invoice")));
      for (const { contract, add_invoice } of changes)
        if (result.ok && add_invoice !== undefined)
          kept.set(contract, [...(kept.get(contract) ?? []), add_invoice]);
      return result;
    },
  };
}

/** Gives every event a number of its own when it is first answered, and counts refusals. */
function renumbering(
  honest: BillingStore,
  number: (record: { readonly sequence: number }) => number,
  onRefusal: () => void = () => {},
): Partial<BillingStore> {
  const numbers = new Map<string, number>();
  return {
    ...onRecords(honest, (record) => ({
      ...record,
      sequence: numbers.get(keyOf(record)) ?? record.sequence,
    })),
    async commit(changes) {
      const result = await honest.commit(changes);
      if (!result.ok) onRefusal();
      for (const { contract, add_events = [] } of result.ok ? changes : []) {
        const ids = add_events.map((record) => record.event.event_id);
        const snapshot = await honest.read(contract, { event_ids: ids });
        for (const record of snapshot?.events ?? []) numbers.set(keyOf(record), number(record));
      }
      return result;
    },
  };
}
