// Everything that the memory store keeps about one contract, with the indexes that keep reads from being scans.
import type { Charge, LadderTotal } from "../model/charge.ts";
import { InvariantError } from "../model/errors.ts";
import type { Invoice } from "../model/invoice.ts";
import type { Account, AccountChange, UsageRecord } from "./billingStore.ts";

/** One contract. Values are frozen and shared with readers; only the containers here ever change. */
export interface Ledger {
  account: Account;
  /** First days of the periods that have an invoice of their own. */
  readonly closed: Set<string>;
  /** By event id. */
  readonly events: Map<string, EventSlot>;
  /** By `ingested_at`, then sequence, ascending. */
  readonly arrivals: EventSlot[];
  /** By first day. */
  readonly periods: Map<string, PeriodLedger>;
  /** Charges ever added: the place of the next one. */
  chargeCount: number;
}

/** Where a record stands in several indexes at once, so that a new status is set in one place. */
export interface EventSlot {
  record: UsageRecord;
}

/** One billing period of a contract. */
export interface PeriodLedger {
  /** By sequence. */
  readonly events: EventSlot[];
  /** In order of commits. */
  readonly charges: PlacedCharge[];
  /** By version, rule and part. */
  readonly totals: Map<string, LadderTotal>;
}

/** A charge and its place among all charges of its contract. */
export interface PlacedCharge {
  readonly place: number;
  readonly charge: Charge;
}

// Handed out like all else that an account holds, so that an empty list must not change either.
const none: readonly never[] = Object.freeze([]);

/** Whether it is its period's own invoice; one with a type stands beside, whether the period is closed or not. */
export function closesPeriod({ type }: Invoice): boolean {
  return type === undefined;
}

/** The ledger of a contract that is new, at revision 0: the change itself is still to be applied. */
export function openLedger(change: AccountChange): Ledger {
  if (change.put_contract === undefined || change.created_at === undefined) {
    throw new InvariantError(
      `revision 0 makes the contract ${change.contract}: it needs put_contract and created_at`,
    );
  }
  return {
    account: {
      contract: change.put_contract,
      programs: none,
      invoices: none,
      grants: none,
      corrected_periods: none,
      revision: 0,
      created_at: change.created_at,
    },
    closed: new Set(),
    events: new Map(),
    arrivals: [],
    periods: new Map(),
    chargeCount: 0,
  };
}

/** The period that begins on this day; made when it is not there yet. */
export function openPeriod(ledger: Ledger, start: string): PeriodLedger {
  let period = ledger.periods.get(start);
  if (period === undefined) {
    period = { events: [], charges: [], totals: new Map() };
    ledger.periods.set(start, period);
  }
  return period;
}
