// What is wrong with a change because of what its standing does not hold: a caller's bug, never an outcome.
import { InvariantError } from "../model/errors.ts";
import type { AccountChange } from "./billingStore.ts";
import { closesPeriod } from "./ledger.ts";
import type { Standing } from "./standing.ts";

/**
 * Throws an InvariantError for a change of what is not there: a status or a charge of an event that is neither there nor
 * added, new content of an event or a state of an invoice that is not there, a correction of a period that is neither
 * closed nor closed by the change.
 */
export function assertKnown(standing: Standing, change: AccountChange): void {
  assertEventsKnown(standing, change);
  assertInvoicesKnown(standing, change);
  assertClosed(standing, change);
}

function assertEventsKnown(standing: Standing, change: AccountChange): void {
  const added = new Set((change.add_events ?? []).map((record) => record.event.event_id));
  for (const { event_id } of [...(change.set_statuses ?? []), ...(change.add_charges ?? [])]) {
    if (!added.has(event_id) && !standing.events.has(event_id)) {
      throw new InvariantError(`${change.contract} has no event ${event_id} to charge or to give a status`);
    }
  }
  for (const { event } of change.put_events ?? []) {
    if (!standing.events.has(event.event_id)) {
      throw new InvariantError(`${change.contract} has no event ${event.event_id} to give new content`);
    }
  }
}

function assertInvoicesKnown(standing: Standing, change: AccountChange): void {
  if (change.move_invoices === undefined) return;
  const numbers = new Set(standing.account.invoices.map((invoice) => invoice.number));
  for (const { number } of change.move_invoices) {
    if (!numbers.has(number)) throw new InvariantError(`${change.contract} has no invoice ${number} to move`);
  }
}

function assertClosed({ closed }: Standing, change: AccountChange): void {
  const { contract, add_invoice, put_corrected_periods = [] } = change;
  const closing =
    add_invoice !== undefined && closesPeriod(add_invoice) ? add_invoice.billing_period.start : null;
  for (const start of put_corrected_periods) {
    if (start !== closing && !closed.has(start)) {
      throw new InvariantError(`the period of ${contract} from ${start} is not closed: nothing to correct`);
    }
  }
}
