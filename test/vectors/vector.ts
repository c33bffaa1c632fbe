// The shape of the peers' vectors: numbers and configuration taken from the test suites and documents of other engines.
import type { Answer } from "./answerShape.ts";

/** What vectors of all kinds have. */
export interface VectorBase {
  readonly id: string;
  readonly model: string;
  readonly currency: string;
  readonly expected: Answer;
  readonly source: string;
}

/** A vector of `peers.jsonl` about quantities and money. */
export interface Vector extends VectorBase {
  readonly kind: "aggregate" | "aggregation" | "events" | "invoice" | "rounding";
  readonly config: VectorConfig;
  readonly input: VectorInput;
}

export interface VectorConfig extends PriceConfig, MeasureConfig, CommitmentConfig {
  readonly base_amount?: string;
  readonly minimum_spend?: string;
  readonly maximum_spend?: string;
  /** What was used and billed before in the same period; the vector is about what comes on top. */
  readonly previous?: { readonly quantity?: string; readonly billed?: string };
  /** Balances that pay, in this order. */
  readonly credits?: readonly string[];
  readonly grants?: readonly Grant[];
  /** By which fields of grants they are used up, smallest first. */
  readonly order?: readonly ("priority" | "expires_at")[];
  readonly scale?: number;
  readonly mode?: string;
  readonly rounding?: { readonly scale: number; readonly mode: string };
  readonly pipeline?: readonly PipelineStep[];
  /** A sum to be spread over the lines. */
  readonly discount?: string;
  /** An amount is shared out by these. */
  readonly weights?: readonly string[];
}

/** What usage costs. */
export interface PriceConfig {
  readonly unit_amount?: string;
  readonly tiers?: readonly VectorTier[];
  /** Which flats are due: of every tier reached (the first one even at zero), of tiers with units, of the last reached. */
  readonly flat_rule?: "reached_or_first" | "with_units" | "active_only";
  readonly flat_at_zero?: boolean;
  readonly past_last_tier?: "error" | "last_tier";
  readonly negative?: "mirror";
  readonly clamp_negative_quantity?: boolean;
  readonly free_units?: string;
  readonly included?: string;
  /** The included units become a free first tier, and the bounds of the others move up by as many. */
  readonly included_mode?: "shift_tiers_free_first_tier";
  readonly usage_discount?: string;
  readonly rate?: string;
  readonly fixed_amount?: string;
  readonly free_events?: number;
  readonly free_amount?: string;
  readonly per_transaction_min?: string;
  readonly per_transaction_max?: string;
  readonly package_size?: string;
  readonly package_amount?: string;
  readonly package_rounding?: "up" | "down";
  /** Prices are for so many units; begun ones are billed whole. Bounds of tiers are in single units. */
  readonly billing_unit?: string;
  /** Before anything is priced; bounds of tiers are in converted units. */
  readonly unit_conversion?: UnitConversion;
  /** Of seconds: `rate` is the price of so many. */
  readonly rate_unit_seconds?: string;
  /** Of prices that come with the events. */
  readonly multiplier?: string;
  /** Prices of `per` units by kind of unit, raised by `markup` (a share). */
  readonly rates?: { readonly [kind: string]: string };
  readonly per?: string;
  readonly markup?: string;
  /** The price of each bucket. */
  readonly price?: PriceConfig & { readonly model: string };
  /** A price for each unit. */
  readonly units?: { readonly [metric: string]: PriceConfig & { readonly model: string } };
  /** Tiers for each unit, all of them in this `mode`. */
  readonly charts?: { readonly [metric: string]: readonly VectorTier[] };
  /** Units of each period that are not billed. */
  readonly included_per_period?: string;
}

/** How events become a quantity. */
export interface MeasureConfig {
  readonly aggregation?: string;
  /** What cannot be read as a quantity is left out. */
  readonly non_numeric?: "ignore";
  /** Half open, days or instants. */
  readonly period?: { readonly start: string; readonly end: string };
  /** The first day that is no longer billed. */
  readonly usage_end?: string;
  /** Decimal places that the peer tells of a quantity. */
  readonly assert_scale?: number;
}

/** What is paid at least, and what it costs to go beyond it. */
export interface CommitmentConfig {
  readonly minimum_commitment?: string;
  readonly subscription_amount?: string;
  /** How units are weighted by days; or which part of a period a minimum is for. */
  readonly proration?: "days_remaining_inclusive" | "days_present_inclusive" | Share;
  readonly commitment_amount?: string;
  /** Prices are multiplied by it beyond the commitment. */
  readonly overage_factor?: string;
  /** What is missing to the commitment is billed. */
  readonly true_up?: boolean;
}

export interface VectorTier {
  readonly up_to?: string | null;
  readonly unit_amount?: string;
  readonly flat_amount?: string;
  readonly rate?: string;
  readonly package_size?: string;
  readonly package_amount?: string;
  readonly cap_amount?: string;
  /** In place of `up_to`: a bound for each metric. */
  readonly limits?: { readonly [metric: string]: string };
}

export interface UnitConversion {
  readonly operation: "divide";
  readonly factor: string;
  readonly rounding: "up" | "down" | "half_up";
  readonly scale: number;
}

export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

export interface Grant {
  readonly amount: string;
  readonly priority?: number;
  readonly expires_at?: string;
}

/** What is done to an invoice's lines, one step after another. */
export interface PipelineStep {
  readonly op: "discount" | "round_lines" | "sum" | "tax" | "credits";
  readonly type?: "fixed" | "percentage";
  readonly amount?: string;
  readonly rate?: string;
  /** Ids of the lines that a discount is for; without it, all lines. */
  readonly scope?: readonly string[];
  /** Of a tax: the rate of each line. */
  readonly rates?: { readonly [line: string]: string };
  readonly line_rounding?: boolean;
  /** Of credits. */
  readonly balances?: readonly string[];
}

export interface VectorInput {
  readonly quantity?: string;
  readonly seconds?: string;
  readonly amount?: string;
  readonly credit?: string;
  /** Money that usage came to. */
  readonly charge?: string;
  /** The same; a list: units of one month after another. */
  readonly usage?: string | readonly string[];
  /** Money: what was spent before the vector, and what it is about. */
  readonly previous?: string;
  readonly current?: string;
  /** By metric, or kind of unit. */
  readonly quantities?: { readonly [name: string]: string };
  readonly events?: readonly VectorEvent[];
  readonly buckets?: readonly string[];
  readonly windows?: readonly { readonly quantity: string }[];
  /** Levels that were reached before the period. */
  readonly initial?: string;
  readonly carried_quantity?: string;
  readonly carried_items?: readonly string[];
  readonly snapshots?: readonly string[];
  readonly snapshots_incremental?: readonly string[];
  readonly lines?: readonly { readonly id: string; readonly amount: string }[];
}

export interface VectorEvent {
  readonly quantity?: unknown;
  /** A day, or an instant. */
  readonly timestamp?: string;
  /** What the event costs. */
  readonly amount?: string;
  /** The quantity, weighted by the part of the period that is left. */
  readonly prorated_quantity?: string;
  readonly value?: string;
  readonly item?: string;
  readonly operation?: "add" | "remove";
}
