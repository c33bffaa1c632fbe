// The billing API as an interface: every operation, what it takes and what it refuses.
import type { Contract, ContractStatus } from "../model/contract.ts";
import type { Invoice, InvoiceStatus, InvoiceSummary } from "../model/invoice.ts";
import type { PricingProgram } from "../model/pricingProgram.ts";
import type { List, RuleDocument, SubmitResult, UsageDocument } from "./documents.ts";
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
  readonly status?: "accepted" | "rated" | undefined;
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

/** A contract's invoice, with usage that is not stored. */
export interface PreviewRequest {
  readonly contract: string;
  /** A local day of the period; today unless told. */
  readonly at?: string | undefined;
  readonly events?: readonly unknown[] | undefined;
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
   * anchor, start, rounding, number prefix) cannot change once there is usage or a final invoice; rejects
   * with `contract_conflict`.
   */
  putContract(document: unknown): Promise<Contract>;
  /** The program version in effect now (before the first takes effect, that one), or the version asked for. */
  getPricing(contract: string, options?: { readonly version?: number | undefined }): Promise<PricingProgram>;
  /**
   * Adds a version. Usage from its effective date on is rated again. The same version with the same content
   * again changes nothing; rejects with `version_conflict`, `version_not_ascending`, `period_closed` (in
   * effect inside a final period), or what `resolveTerms` finds.
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
  /** Removes a rule, as a new version. Rejects with `rule_unknown`; with `rules_empty` for the last one. */
  deletePricingRule(contract: string, ruleId: string, options?: FromDate): Promise<RuleDocument>;
  /** Takes a batch of up to 1,000 events, `{ events: […] }`: each is checked, kept and rated at once, all in one commit. */
  submitUsage(batch: unknown): Promise<SubmitResult>;
  listUsage(filter?: UsageFilter): Promise<List<UsageDocument>>;
  /** Rejects with `event_unknown`; with `event_ambiguous` when several contracts have the id and none is named. */
  getUsage(eventId: string, options?: InContract): Promise<UsageDocument>;
  /** Final invoices and drafts, without lines, newest period first. A period has a draft once it has begun (unless the contract is one) or has usage. */
  listInvoices(filter?: InvoiceFilter): Promise<List<InvoiceSummary>>;
  /** Rejects with `invoice_unknown`; with `invoice_ambiguous` when several contracts have the number and none is named. */
  getInvoice(number: string, options?: InContract): Promise<Invoice>;
  /** Freezes a draft as `sent` and closes its period (where a monthly cap or a carried level spans periods, in their order). A final invoice stays as it is, and is the answer. */
  finalizeInvoice(number: string, options?: InContract): Promise<Invoice>;
  /** What the invoice of the period that holds a day (today unless told) would be with further events; nothing is stored. */
  previewInvoice(request: PreviewRequest): Promise<Preview>;
}
