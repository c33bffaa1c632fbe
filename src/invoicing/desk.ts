// What drafting looks things up in.
import { type BillingCalendar, calendarOf } from "../calendar/billingCalendar.ts";
import { type Reign, timelineOf } from "../calendar/timeline.ts";
import { minorDigits } from "../decimal/currencyDigits.ts";
import type { Charge } from "../model/charge.ts";
import type { Terms } from "../model/terms.ts";
import type { BillingHistory } from "./billingHistory.ts";
import { forEachCharge } from "./checkCharges.ts";
import { openPast, type PastInvoices } from "./pastInvoices.ts";

/** `usage`: what usage has come to so far, without fees and without what is due only once a period is over. */
export type Extent = "whole" | "usage";

export interface Desk {
  readonly terms: Terms;
  readonly calendar: BillingCalendar;
  readonly timeline: readonly Reign[];
  /** Of the currency's minor unit. */
  readonly digits: number;
  readonly history: BillingHistory | undefined;
  readonly past: PastInvoices;
  /** By first day of the period, then rule id. */
  readonly charges: ReadonlyMap<string, ReadonlyMap<string, readonly Charge[]>>;
}

export function openDesk(terms: Terms, charges: Iterable<Charge>, history?: BillingHistory): Desk {
  const { contract } = terms;
  return {
    terms,
    calendar: calendarOf(contract),
    timeline: timelineOf(terms),
    digits: minorDigits(contract),
    history,
    past: openPast(contract, history?.invoices ?? []),
    charges: sortCharges(charges, contract.id),
  };
}

function sortCharges(charges: Iterable<Charge>, contract: string): Map<string, Map<string, Charge[]>> {
  const sorted = new Map<string, Map<string, Charge[]>>();
  forEachCharge(charges, (charge) => {
    if (charge.contract !== contract) return;
    const ofPeriod = sorted.get(charge.period.start) ?? new Map<string, Charge[]>();
    sorted.set(charge.period.start, ofPeriod);
    const ofRule = ofPeriod.get(charge.rule_id);
    if (ofRule === undefined) ofPeriod.set(charge.rule_id, [charge]);
    else ofRule.push(charge);
  });
  return sorted;
}
