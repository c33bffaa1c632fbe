// What an account is after one more change. Lists that do not change are shared with the account before.
import type { Invoice } from "../model/invoice.ts";
import type { Account, AccountChange, InvoiceState } from "./billingStore.ts";

/** The account after a change, frozen all through, which has been checked against this very account. */
export function nextAccount(account: Account, change: AccountChange): Account {
  return Object.freeze({
    contract: change.put_contract ?? account.contract,
    programs: append(account.programs, change.add_program),
    invoices: nextInvoices(account.invoices, change),
    grants: append(account.grants, change.add_grant),
    corrected_periods: change.put_corrected_periods ?? account.corrected_periods,
    revision: account.revision + 1,
    created_at: account.created_at,
  });
}

function append<T>(list: readonly T[], added: T | undefined): readonly T[] {
  return added === undefined ? list : Object.freeze([...list, added]);
}

function nextInvoices(
  invoices: readonly Invoice[],
  { add_invoice, move_invoices = [] }: AccountChange,
): readonly Invoice[] {
  if (add_invoice === undefined && move_invoices.length === 0) return invoices;
  const states = new Map(move_invoices.map((state) => [state.number, state]));
  const moved = invoices.map((invoice) => moveInvoice(invoice, states.get(invoice.number)));
  return Object.freeze(add_invoice === undefined ? moved : insertInvoice(moved, add_invoice));
}

/** The invoice in a new state. */
export function moveInvoice(invoice: Invoice, state: InvoiceState | undefined): Invoice {
  if (state === undefined) return invoice;
  // Named one by one: a state that carries more must not reach what never changes.
  const { status, paid_date, amount_paid, history } = state;
  return Object.freeze({ ...invoice, status, paid_date, amount_paid, history });
}

/** Behind all that are about its period or an earlier one. */
function insertInvoice(invoices: readonly Invoice[], added: Invoice): Invoice[] {
  const { start } = added.billing_period;
  const later = invoices.filter((invoice) => invoice.billing_period.start > start);
  return [...invoices.filter((invoice) => invoice.billing_period.start <= start), added, ...later];
}
