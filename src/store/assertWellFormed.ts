// What is wrong with a commit whatever the store holds: a caller's bug, never an outcome.
import { InvariantError } from "../model/errors.ts";
import type { AccountChange } from "./billingStore.ts";

/** Throws an InvariantError unless every change is one that a store could be asked for. */
export function assertWellFormed(changes: readonly AccountChange[]): void {
  refuseTwice("contract", changes, (change) => change.contract);
  for (const change of changes) {
    if (!Number.isSafeInteger(change.revision) || change.revision < 0) {
      throw new InvariantError(
        `the revision of ${change.contract} is ${change.revision}, not a whole number from 0`,
      );
    }
    if (change.revision > 0 && change.created_at !== undefined) {
      throw new InvariantError(`${change.contract} has its created_at already; it goes with revision 0 only`);
    }
    assertBelongs(change);
    assertCorrectionsAscend(change);
    const put = (change.put_events ?? []).map(({ event }) => event);
    refuseTwice(
      "event",
      [...(change.add_events ?? []).map(({ event }) => event), ...put],
      (event) => event.event_id,
    );
    // New content brings its status along.
    refuseTwice("status", [...(change.set_statuses ?? []), ...put], (set) => set.event_id);
    refuseTwice("state of invoice", change.move_invoices, (state) => state.number);
    refuseTwice(
      "total",
      change.put_totals,
      (total) => `${total.period_start} ${total.version} ${total.rule_id} ${total.part ?? ""}`,
    );
  }
}

function assertBelongs(change: AccountChange): void {
  const owners = [
    change.put_contract?.id,
    change.add_program?.contract,
    change.add_invoice?.contract,
    change.add_grant?.contract,
    ...(change.add_events ?? []).map((added) => added.event.external_contract_id),
    ...(change.put_events ?? []).map((put) => put.event.external_contract_id),
    ...(change.add_charges ?? []).map((charge) => charge.contract),
  ];
  for (const owner of owners) {
    if (owner !== undefined && owner !== change.contract) {
      throw new InvariantError(`a change of ${change.contract} holds a document of ${owner}`);
    }
  }
}

function assertCorrectionsAscend({ contract, put_corrected_periods = [] }: AccountChange): void {
  for (const [index, start] of put_corrected_periods.entries()) {
    const before = put_corrected_periods[index - 1];
    if (before !== undefined && before >= start) {
      throw new InvariantError(`the corrected periods of ${contract} do not ascend: ${before}, ${start}`);
    }
  }
}

function refuseTwice<T>(what: string, items: readonly T[] | undefined, keyOf: (item: T) => string): void {
  const seen = new Set<string>();
  for (const item of items ?? []) {
    const key = keyOf(item);
    if (seen.has(key)) throw new InvariantError(`the ${what} ${key} is twice in one commit`);
    seen.add(key);
  }
}
