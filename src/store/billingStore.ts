// What the engine asks of a store: one way to read (a snapshot of one contract), one way to write (an atomic
// commit), and the scans behind lists. No arithmetic and no rules live in a store.
import type { Charge, LadderTotal } from "../model/charge.ts";
import type { Contract } from "../model/contract.ts";
import type { CreditGrant } from "../model/creditGrant.ts";
import type { Invoice, InvoiceMove } from "../model/invoice.ts";
import type { PricingProgram } from "../model/pricingProgram.ts";
import type { UsageEvent } from "../model/usageEvent.ts";

/** A contract as a store keeps it. */
export interface Account {
  readonly contract: Contract;
  /** All versions, ascending. */
  readonly programs: readonly PricingProgram[];
  /** Final invoices, by first day of the period, then in the order in which they were added; one without a `type` closes its period. */
  readonly invoices: readonly Invoice[];
  /** Credit grants, in the order in which they were added. */
  readonly grants: readonly CreditGrant[];
  /** First days of closed periods that have changed since and are to be corrected, ascending. */
  readonly corrected_periods: readonly string[];
  /** Grows by one with every commit to the contract; the first commit makes it 1. */
  readonly revision: number;
  /** When the contract was first put, RFC 3339 in UTC, as the engine said. */
  readonly created_at: string;
}

/** A usage event as a store keeps it. */
export interface UsageRecord {
  readonly event: UsageEvent;
  /** `rated`: it has at least one charge; `accepted`: no rule prices it (any more); `voided`: it was taken back, and counts nowhere. */
  readonly status: "accepted" | "rated" | "voided";
  /** When the engine accepted it, RFC 3339 in UTC. */
  readonly ingested_at: string;
  /** Local day of the usage. */
  readonly service_date: string;
  /** First day of the billing period that it falls in. */
  readonly period_start: string;
  /** Place among the contract's events: 1, 2, 3 … without gaps, in order of acceptance. Given by the store. */
  readonly sequence: number;
  /** What the event said before it was amended, the oldest first; left out where it never was. */
  readonly superseded?: readonly UsageEvent[];
}

/** What to read beside the account itself. */
export interface SnapshotQuery {
  /** Records of these events; an id that is not there is passed over. */
  readonly event_ids?: readonly string[];
  /**
   * Whose totals, charges or events are wanted: the billing periods whose first day lies in [`from`, `to`],
   * both inclusive; left out, that side is open. An overlap does not count: a period that began before
   * `from` is not read.
   */
  readonly from?: string;
  readonly to?: string;
  /** Which of them; a snapshot holds none that were not asked for. */
  readonly include?: readonly ("totals" | "charges" | "events")[];
}

/** One consistent look at one contract. */
export interface Snapshot {
  readonly account: Account;
  /** By `event_ids`, and, with `include: ["events"]`, those of the periods; each once, by sequence. */
  readonly events: readonly UsageRecord[];
  /** In the order in which they were committed, across periods too. */
  readonly charges: readonly Charge[];
  /** In no particular order. */
  readonly totals: readonly LadderTotal[];
}

/**
 * Everything that one commit changes in one contract. It is checked against what was there before the
 * commit, so that one commit may write into the very period that its invoice closes; then `replace_periods`
 * is done first, the rest after.
 *
 * A change that no store could do is a caller's bug: the commit rejects with an `InvariantError` and writes
 * nothing. That is the same contract, or within it the same event, status, total or invoice state, twice in one commit;
 * revision 0 without `put_contract` or `created_at`, or `created_at` with a later revision; a document of
 * another contract; a status or a charge of an event that is neither there nor added; new content of an event or a
 * state of an invoice that is not there before; corrected periods that do not ascend, or one that is not closed.
 */
export interface AccountChange {
  readonly contract: string;
  /** The revision that was read; 0: the contract must not exist yet. Anything but a whole number from 0 rejects. */
  readonly revision: number;
  /** New content of the contract; needed when the revision is 0. */
  readonly put_contract?: Contract;
  /** Only with revision 0. */
  readonly created_at?: string;
  /** A further version; its number must be above all that are there. */
  readonly add_program?: PricingProgram;
  /** A final invoice; without a `type` it closes its period. */
  readonly add_invoice?: Invoice;
  /** How final invoices that are there have moved on; the rest of them never changes. */
  readonly move_invoices?: readonly InvoiceState[];
  /** One more credit grant. */
  readonly add_grant?: CreditGrant;
  /**
   * The account's `corrected_periods` from now on, ascending, each closed before the commit or by it. A closed period takes
   * events, new content and statuses of events, charges, totals and replacements only in a commit that names it here.
   */
  readonly put_corrected_periods?: readonly string[];
  /** First days of periods whose charges and totals are dropped before the new ones are written (rating again). */
  readonly replace_periods?: readonly string[];
  /** New events in order of acceptance; none of the ids may be there already. */
  readonly add_events?: readonly Omit<UsageRecord, "sequence">[];
  /** New content of events that are there; they keep their sequence, and the day on which they were accepted. */
  readonly put_events?: readonly Omit<UsageRecord, "sequence" | "ingested_at">[];
  /** New status of events that are there; not of those in `put_events`. */
  readonly set_statuses?: readonly { readonly event_id: string; readonly status: UsageRecord["status"] }[];
  readonly add_charges?: readonly Charge[];
  /** Replaces totals of the same rule, version, period and part. */
  readonly put_totals?: readonly LadderTotal[];
}

/** What of a final invoice moves on. */
export interface InvoiceState extends Pick<Invoice, "number" | "status" | "paid_date"> {
  readonly amount_paid: string;
  readonly history: readonly InvoiceMove[];
}

/** The answer to a commit. Not ok: nothing at all was written, for the reason given. */
export type CommitResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** The contract whose change was refused. */
      readonly contract: string;
      /**
       * The first that holds. `revision`: somebody else has committed since it was read, or the contract is
       * not there. `version_exists`: the program version, or a later one, is there. `period_closed`: an
       * event (or its new content or status), charge, total or replacement for a closed period that
       * `put_corrected_periods` does not name, or a second invoice that closes it; new content is for the period where
       * the event stood, too. `invoice_exists`: the number is given. `grant_exists`: the id of the grant is.
       * `event_exists`: an added event is there already.
       */
      readonly reason:
        | "revision"
        | "event_exists"
        | "period_closed"
        | "version_exists"
        | "invoice_exists"
        | "grant_exists";
      /** With `event_exists`: the records that are there. */
      readonly existing?: readonly UsageRecord[];
    };

/** Which events a list wants. Dates are inclusive, on the service date. */
export interface UsageQuery {
  readonly contract?: string;
  readonly metric?: string;
  readonly status?: UsageRecord["status"];
  readonly from?: string;
  readonly to?: string;
  /** Only what comes after this one in the list's order. It must be there (else InvariantError), but need not match. */
  readonly after?: { readonly contract: string; readonly event_id: string };
  /** At most so many; anything but a whole number from 0 rejects. */
  readonly limit: number;
}

/**
 * Where contracts, programs, events, charges and finalized invoices are kept.
 *
 * Promises (`./testing` has cases for each): a commit is all or nothing over all of its changes (S1); an
 * event is unique by contract and id, for ever, and a commit that finds it there answers with the stored
 * record (S2, S3); the revision is compared and set in the same step (S4); a closed period takes nothing but what a
 * commit names as a correction of it (S5); what was committed is read, and one call reads one moment (S6); text comes back as it went in (S7);
 * failures of the store itself reject with a `StoreError`, what no store could do with an `InvariantError`
 * (S8); values that were given or returned can be changed by nobody, and a commit takes what it is given at
 * the call (S9); `durability` says what a resolved commit survives (S10); events carry a sequence without
 * gaps (S11); 1,000 events and 10,000 charges fit into one commit (S12).
 */
export interface BillingStore {
  /** What data survives once `commit` has resolved: nothing (`none`), the end of the process, or the loss of the machine. */
  readonly durability: "none" | "process" | "machine";
  /** One consistent look at one contract, or null when there is none. */
  read(contract: string, query?: SnapshotQuery): Promise<Snapshot | null>;
  /** All or nothing. */
  commit(changes: readonly AccountChange[]): Promise<CommitResult>;
  /** Every account; newest first (`created_at` descending, then contract id ascending in code unit order). */
  listAccounts(): Promise<readonly Account[]>;
  /** The records of an event id in every contract that has it, by contract id. */
  findEvent(event_id: string): Promise<readonly UsageRecord[]>;
  /** Newest first: `ingested_at` descending (as text), contract id ascending in code unit order, sequence descending. */
  listUsage(query: UsageQuery): Promise<readonly UsageRecord[]>;
}
