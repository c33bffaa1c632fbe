// What the engine answers with, beside the documents of model: the shapes of the billing API.
import type { EventOutcome } from "../model/charge.ts";
import type { CreditGrant } from "../model/creditGrant.ts";
import type { Invoice } from "../model/invoice.ts";
import type { CounterpartySide, Rule } from "../model/pricingProgram.ts";
import type { JsonValue, UsageEvent } from "../model/usageEvent.ts";

/** One page of a list, newest first. */
export interface List<T> {
  readonly object: "list";
  readonly data: readonly T[];
  /** There is more after the last item: ask again with `starting_after`. */
  readonly has_more: boolean;
  /** Items on this page. */
  readonly total_count: number;
}

/** What became of a batch. */
export interface SubmitResult {
  /** Accepted events, duplicates among them. */
  readonly accepted: number;
  readonly rejected: number;
  /** One for each event, in the order sent. */
  readonly events: readonly EventOutcome[];
}

/** A usage event as it is kept. */
export interface UsageDocument {
  readonly object: "usage_event";
  readonly id: string;
  readonly contract: string;
  readonly metric: string;
  readonly quantity: string;
  /** `rated`: it has been charged; `accepted`: no rule of the program in effect prices it any more; `voided`: it was taken back. */
  readonly status: "accepted" | "rated" | "voided";
  /** Local days, inclusive; for an event with one timestamp both are its day. */
  readonly service_period_start: string;
  readonly service_period_end: string;
  readonly timestamp: string;
  readonly ingested_at: string;
  readonly properties?: { readonly [key: string]: JsonValue };
  readonly counterparty?: string;
  readonly counterparty_side?: CounterpartySide;
  /** What it said before it was amended, the oldest first. */
  readonly superseded?: readonly UsageEvent[];
}

/** A credit grant, and what is left of it. */
export interface CreditBalance extends CreditGrant {
  /** What can be drawn; less than the amount less all draws only between an invoice's cancellation and its correction. */
  readonly balance: string;
  /** What final invoices that hold have drawn; below zero where a correction has given back. */
  readonly draws: readonly { readonly invoice: string; readonly amount: string }[];
}

/** What a billing run did. */
export interface BillingRun {
  readonly object: "billing_run";
  /** Invoices that it made final, the oldest first. */
  readonly finalized: readonly Invoice[];
  /** Invoices that it marked overdue. */
  readonly overdue: readonly Invoice[];
}

/** The answer to a change of one rule: the version that it made. */
export interface RuleDocument {
  readonly object: "pricing_rule";
  readonly contract: string;
  readonly version: number;
  /** As it is in that version; for a deleted rule, as it last was. */
  readonly rule: Rule;
  readonly deleted?: true;
}
