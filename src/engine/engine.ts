// The billing API as an interface: every operation, what it takes and what it refuses.
import type { Contract, ContractStatus } from "../model/contract.ts";
import type { CreditGrant } from "../model/creditGrant.ts";
import type { Invoice, InvoiceStatus, InvoiceSummary } from "../model/invoice.ts";
import type { PricingProgram } from "../model/pricingProgram.ts";
import type {
  BillingRun,
  CreditBalance,
  List,
  RuleDocument,
  SubmitResult,
  UsageDocument,
} from "./documents.ts";
import type { Preview } from "./previewInvoice.ts";

/** Names one of several things of the same id or number; needed only where contracts share it. */
export interface InContract {
  readonly contract?: string | undefined;
}

/** From when a changed price list holds; by default from today in the contract's zone, never before the version it changes. */
export interface FromDate {
  readonly effective_date?: string | undefined;
}

/**
 * A page of a list: `limit` from 1 to 100, 50 unless told; `starting_after` the id or number of the last
 * item of the page before, or `contract/id` where several contracts share it.
 */
export interface Page {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
}

export interface UsageFilter extends Page {
  readonly contract?: string | undefined;
  readonly metric?: string | undefined;
  readonly status?: "accepted" | "rated" | "voided" | undefined;
  /** Local days of the usage, inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface InvoiceFilter extends Page {
  readonly contract?: string | undefined;
  readonly status?: InvoiceStatus | undefined;
  /** First days of billing periods, inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A contract's invoice as it would be, if something were otherwise. */
export interface PreviewRequest {
  readonly contract: string;
  /** A local day of the period; today unless told. */
  readonly at?: string | undefined;
  /** Usage beside what is stored. */
  readonly events?: readonly unknown[] | undefined;
  /**
   * Versions of the price list in place of the stored ones: what the period would come to if its stored usage had been rated by
   * them. What has been billed of it is left aside, and nothing of other periods is corrected.
   */
  readonly programs?: readonly unknown[] | undefined;
}

/** What becomes of a final invoice: seen, paid in full, overdue or withdrawn. */
export interface InvoiceUpdate {
  readonly status: "sent" | "viewed" | "paid" | "overdue" | "cancelled";
}

/** Money that came in. The same id again is the same payment. */
export interface PaymentInput {
  readonly id: string;
  readonly amount: string | number;
  /** Local day; today unless told. */
  readonly date?: string | undefined;
}

/**
 * The operations of the billing API over a store. Each answers a document, or rejects: with a
 * `BillingError` for what the caller got wrong, with a `StoreError` for what the store could not do. What
 * has been refused has changed nothing.
 */
export interface Engine {
  /** All contracts, newest first, in one page. */
  listContracts(filter?: { readonly status?: ContractStatus | undefined }): Promise<List<Contract>>;
  /** Rejects with `contract_unknown`. */
  getContract(id: string): Promise<Contract>;
  /**
   * Creates a contract or replaces its content. What shapes periods and money (currency, cadence, zone,
   * anchor, start, rounding, number prefix) cannot change once there is usage, a final invoice or a credit grant; rejects
   * with `contract_conflict`. Another end may move a final period's, which is corrected then; rejects with `period_closed` where it would do
   * away with one, or corrections are refused.
   */
  putContract(document: unknown): Promise<Contract>;
  /**
   * Grants credit: `{ contract, id, amount, … }`. Drafts draw on it, and final invoices use it up. The same grant again changes
   * nothing; rejects with `credit_conflict` when the id has other content.
   */
  grantCredit(document: unknown): Promise<CreditGrant>;
  /** A contract's grants, in the order of granting, each with its balance and every draw of final invoices. */
  listCredits(contract: string): Promise<List<CreditBalance>>;
  /** The program version in effect now (before the first takes effect, that one), or the version asked for. */
  getPricing(contract: string, options?: { readonly version?: number | undefined }): Promise<PricingProgram>;
  /**
   * Adds a version. Usage from its effective date on is rated again, and what final invoices asked for since is corrected on the
   * next open draft. The same version with the same content again changes nothing; rejects with `version_conflict`,
   * `version_not_ascending`, `period_closed` (in effect inside a final period, without a date or without corrections
   * allowed), or what `resolveTerms` finds.
   */
  publishPricing(document: unknown): Promise<PricingProgram>;
  /** Appends a rule, as a new version. */
  addPricingRule(contract: string, rule: unknown, options?: FromDate): Promise<RuleDocument>;
  /** Merges fields into a rule (null removes one), as a new version. Rejects with `rule_unknown`. */
  updatePricingRule(
    contract: string,
    ruleId: string,
    fields: unknown,
    options?: FromDate,
  ): Promise<RuleDocument>;
  /**
   * Removes a rule, as a new version, also from the `rules` of discounts and taxes; what was used before stays in these. Rejects with
   * `rule_unknown`; with `rules_empty` for the last one.
   */
  deletePricingRule(contract: string, ruleId: string, options?: FromDate): Promise<RuleDocument>;
  /** Takes a batch of up to 1,000 events, `{ events: […] }`: each is checked, kept and rated at once, all in one commit. */
  submitUsage(batch: unknown): Promise<SubmitResult>;
  /**
   * Takes an event back: it counts nowhere any more, as if it had never come; its id stays taken. Twice is once. Rejects with
   * `event_unknown`, `event_ambiguous`; with `period_closed` where its period is final and the contract refuses corrections.
   */
  voidUsage(eventId: string, options?: InContract): Promise<UsageDocument>;
  /**
   * Replaces what an event says by what this one, of the same `event_id`, does: another quantity, metric, time. Sending its old content again
   * is still a duplicate. Rejects with `event_unknown`, `event_voided`, `period_closed`, or the code that the event would have been refused with.
   */
  amendUsage(event: unknown): Promise<UsageDocument>;
  listUsage(filter?: UsageFilter): Promise<List<UsageDocument>>;
  /** Rejects with `event_unknown`; with `event_ambiguous` when several contracts have the id and none is named. */
  getUsage(eventId: string, options?: InContract): Promise<UsageDocument>;
  /** Final invoices and drafts, without lines, newest period first. A period has a draft once it has begun (unless the contract is one) or has usage. */
  listInvoices(filter?: InvoiceFilter): Promise<List<InvoiceSummary>>;
  /** Rejects with `invoice_unknown`; with `invoice_ambiguous` when several contracts have the number and none is named. */
  getInvoice(number: string, options?: InContract): Promise<Invoice>;
  /**
   * Freezes a draft as `sent`, and closes its period unless it is a progressive one. A final invoice stays as it is, and is the answer. Rejects with
   * `grace_period` before the contract's grace days are over.
   */
  finalizeInvoice(number: string, options?: InContract): Promise<Invoice>;
  /**
   * Moves a final invoice on. `paid` pays what is left, today; `cancelled` withdraws what it asks for, which comes on the next open
   * draft. The same status again changes nothing. Rejects with `invoice_move_illegal`; with `invoice_final` for any other field.
   */
  updateInvoice(number: string, fields: InvoiceUpdate, options?: InContract): Promise<Invoice>;
  /**
   * Records a payment; the invoice becomes `partial` or `paid` (an overdue one stays so until it is paid). Rejects with
   * `payment_exceeds_due`, `payment_conflict` (the id with other content), `invoice_move_illegal`.
   */
  recordPayment(number: string, payment: PaymentInput, options?: InContract): Promise<Invoice>;
  /**
   * Does what time asks for: finalizes the drafts of periods that are over, grace days included, and progressive ones of those that are not, the
   * oldest first, and marks unpaid invoices `overdue` after their due date. For a job that runs as often as you like.
   */
  runBilling(options?: InContract): Promise<BillingRun>;
  /** What the invoice of the period that holds a day (today unless told) would be with further events or other prices; nothing is stored. */
  previewInvoice(request: PreviewRequest): Promise<Preview>;
}
