// Lies about invoices and their moves (S5 to S7).
import type { Invoice } from "../../../src/model/invoice.ts";
import type { Account, AccountChange, BillingStore, InvoiceState } from "../../../src/store/billingStore.ts";
import type { Lie } from "./lie.ts";
import { lie, onAccounts, onChanges, onRefusals, periodsOf, refusing, without } from "./lie.ts";

export const invoiceLies: readonly Lie[] = [
  lie("S5", "closes a period with any invoice about it", (honest) =>
    closing(
      honest,
      () => true,
      (change) => [...periodsOf(change), ...startsOf(change, (invoice) => invoice.type === undefined)],
    ),
  ),
  lie("S5", "takes no further invoice for a closed period", (honest) =>
    closing(
      honest,
      (invoice) => invoice.type === undefined,
      (change) => startsOf(change, () => true),
    ),
  ),
  lie("S5", "opens a period whose invoice is cancelled", (honest) =>
    onRefusals(honest, async (refusal) => {
      const { invoices = [] } = (await honest.read(refusal.contract))?.account ?? {};
      const open = invoices.some((invoice) => invoice.status === "cancelled");
      return refusal.reason === "period_closed" && open ? { ok: true } : refusal;
    }),
  ),
  lie("S6", "sorts the invoices by number", (honest) =>
    onInvoices(honest, (invoices) => [...invoices].sort((a, b) => (a.number < b.number ? -1 : 1))),
  ),
  lie("S6", "has the newest invoice of a period first", (honest) =>
    onInvoices(honest, (invoices) =>
      [...invoices].reverse().sort((a, b) => (a.billing_period.start < b.billing_period.start ? -1 : 1)),
    ),
  ),
  lie("S6", "puts an invoice last that has moved", (honest) =>
    onInvoices(honest, (invoices) => [
      ...invoices.filter((invoice) => invoice.history === undefined),
      ...invoices.filter((invoice) => invoice.history !== undefined),
    ]),
  ),
  lie("S6", "answers ok to an invoice whose number is given", (honest) =>
    onRefusals(honest, (refusal) => (refusal.reason === "invoice_exists" ? { ok: true } : refusal)),
  ),
  lie("S6", "looks for an invoice's number in its own period only", (honest) =>
    onRefusals(honest, async (refusal, [change]) => {
      const { invoices = [] } = (await honest.read(refusal.contract))?.account ?? {};
      const start = change?.add_invoice?.billing_period.start;
      const isThere = invoices.some((invoice) => invoice.billing_period.start === start);
      return refusal.reason === "invoice_exists" && !isThere ? { ok: true } : refusal;
    }),
  ),
  lie("S6", "keeps invoice numbers unique across contracts", (honest) => {
    const owners = new Map<string, string>();
    const isTaken = ({ contract, add_invoice }: AccountChange): boolean =>
      (owners.get(add_invoice?.number ?? "") ?? contract) !== contract;
    return refusing(honest, "invoice_exists", isTaken, ({ contract, add_invoice }) => {
      if (add_invoice !== undefined) owners.set(add_invoice.number, contract);
    });
  }),
  lie("S6", "forgets moves of invoices", (honest) =>
    onChanges(honest, (change) => without(change, "move_invoices")),
  ),
  lie("S6", "moves the first of several invoices", (honest) =>
    onStates(honest, (states) => states.slice(0, 1)),
  ),
  lie("S6", "moves all invoices of a contract", (honest) => ({
    async commit(changes) {
      const moving: AccountChange[] = [];
      for (const change of changes) {
        const { invoices = [] } = (await honest.read(change.contract))?.account ?? {};
        const [state] = change.move_invoices ?? [];
        const all = invoices.map(({ number }) => ({ ...state, number }) as InvoiceState);
        moving.push(state === undefined ? change : { ...change, move_invoices: all });
      }
      return honest.commit(moving);
    },
  })),
  lie("S6", "keeps the last move only", (honest) =>
    onStates(honest, (states) => states.map((state) => ({ ...state, history: state.history.slice(-1) }))),
  ),
  lie("S6", "does not keep the day on which an invoice was paid", (honest) =>
    onStates(honest, (states) => states.map((state) => ({ ...state, paid_date: null }))),
  ),
  lie("S6", "keeps the first status of an invoice", (honest) =>
    onInvoices(honest, (invoices) => invoices.map((invoice) => ({ ...invoice, status: "sent" }))),
  ),
  lie("S6", "keeps of an invoice that moves what a state says", (honest) =>
    onInvoices(honest, (invoices) =>
      invoices.map((invoice) => (invoice.history === undefined ? invoice : { ...invoice, total: "0" })),
    ),
  ),
  lie("S6", "lists accounts with the invoices as they were added", (honest) => ({
    listAccounts: async () =>
      (await honest.listAccounts()).map((account) => {
        const invoices = account.invoices.map(({ history: _, amount_paid: __, ...invoice }) => invoice);
        return { ...account, invoices };
      }),
  })),
  lie("S6", "moves no invoice in a commit that adds one", (honest) =>
    onChanges(honest, (change) =>
      change.add_invoice === undefined ? change : without(change, "move_invoices"),
    ),
  ),
  lie("S7", "keeps payments as binary numbers", (honest) =>
    onStates(honest, (states) =>
      states.map((state) => ({ ...state, amount_paid: String(Number(state.amount_paid)) })),
    ),
  ),
  lie("S7", "sorts the moves of an invoice by time", (honest) =>
    onStates(honest, (states) =>
      states.map((state) => {
        return { ...state, history: [...state.history].sort((a, b) => (a.at < b.at ? -1 : 1)) };
      }),
    ),
  ),
];

function onInvoices(
  honest: BillingStore,
  alter: (invoices: Account["invoices"]) => Account["invoices"],
): Partial<BillingStore> {
  return onAccounts(honest, (account) => ({ ...account, invoices: alter(account.invoices) }));
}

function onStates(
  honest: BillingStore,
  alter: (states: readonly InvoiceState[]) => readonly InvoiceState[],
): Partial<BillingStore> {
  return onChanges(honest, (change) => {
    const { move_invoices } = change;
    return move_invoices === undefined ? change : { ...change, move_invoices: alter(move_invoices) };
  });
}

/** Refuses changes for periods that an invoice has closed, which it decides itself. */
function closing(
  honest: BillingStore,
  closes: (invoice: Invoice) => boolean,
  touchedBy: (change: AccountChange) => readonly string[],
): Partial<BillingStore> {
  const closed = new Set<string>();
  const key = (contract: string, start: string): string => JSON.stringify([contract, start]);
  const isRefused = (change: AccountChange): boolean =>
    change.put_corrected_periods === undefined &&
    touchedBy(change).some((start) => closed.has(key(change.contract, start)));
  return refusing(honest, "period_closed", isRefused, (change) => {
    for (const start of startsOf(change, closes)) closed.add(key(change.contract, start));
  });
}

function startsOf({ add_invoice }: AccountChange, counts: (invoice: Invoice) => boolean): string[] {
  return add_invoice !== undefined && counts(add_invoice) ? [add_invoice.billing_period.start] : [];
}
