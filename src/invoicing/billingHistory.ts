// What has happened to a contract's invoices so far, as far as the next ones depend on it.
import type { CreditGrant } from "../model/creditGrant.ts";
import type { Invoice } from "../model/invoice.ts";

/** What drafts look back on. What is of other contracts is left aside. */
export interface BillingHistory {
  /** All final invoices, cancelled ones too. */
  readonly invoices: readonly Invoice[];
  /** Credit grants, in the order of granting. */
  readonly grants: readonly CreditGrant[];
  /** First days of closed periods that have changed since, or that asked ahead for a prorated fee of which a later version has changed the terms; their charges have to be given. In any order; one that stands there twice is corrected once. */
  readonly corrected_periods: readonly string[];
}
