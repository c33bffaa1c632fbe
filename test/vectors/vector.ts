// The shape of the peers' vectors: numbers and configuration taken from the test suites and documents of other engines.
import type { Discount } from "../../src/model/pricingProgram.ts";

/** One vector of `peers.jsonl`. */
export interface Vector {
  readonly id: string;
  readonly kind: "aggregate" | "aggregation" | "events" | "invoice" | "rounding";
  readonly model: string;
  readonly config: VectorConfig;
  readonly input: VectorInput;
  readonly currency: string;
  readonly expected: Answer;
  readonly source: string;
}

export interface VectorConfig {
  readonly unit_amount?: string;
  readonly tiers?: readonly VectorTier[];
  /** Which flats are due: of every tier reached (the first one even at zero), of tiers with units, of the last reached. */
  readonly flat_rule?: "reached_or_first" | "with_units" | "active_only";
  readonly flat_at_zero?: boolean;
  readonly past_last_tier?: "error";
  readonly negative?: "mirror";
  readonly clamp_negative_quantity?: boolean;
  readonly free_units?: string;
  readonly included?: string;
  readonly usage_discount?: string;
  readonly base_amount?: string;
  readonly minimum_spend?: string;
  readonly maximum_spend?: string;
  readonly previous?: { readonly quantity: string; readonly billed?: string };
  readonly rate?: string;
  readonly fixed_amount?: string;
  readonly free_events?: number;
  readonly free_amount?: string;
  readonly per_transaction_min?: string;
  readonly per_transaction_max?: string;
  readonly scale?: number;
  readonly mode?: string;
  readonly rounding?: { readonly scale: number; readonly mode: string };
  readonly pipeline?: readonly PipelineStep[];
}

export interface VectorTier {
  readonly up_to: string | null;
  readonly unit_amount?: string;
  readonly flat_amount?: string;
  readonly rate?: string;
}

export interface PipelineStep {
  readonly op: "discount" | "round_lines" | "sum";
  readonly type?: "fixed" | "percentage";
  readonly amount?: string;
  readonly rate?: string;
  /** Ids of the lines that a discount is for; without it, the only line. */
  readonly scope?: readonly string[];
}

export interface VectorInput {
  readonly quantity?: string;
  readonly amount?: string;
  readonly credit?: string;
  readonly events?: readonly { readonly quantity: unknown }[];
  readonly snapshots?: readonly string[];
  readonly snapshots_incremental?: readonly string[];
  readonly lines?: readonly { readonly id: string; readonly amount: string }[];
}

/** What a peer expects, or what we answer: the same keys. */
export interface Answer {
  readonly amount?: string;
  readonly amounts?: readonly string[];
  readonly quantity?: string;
  readonly quantities?: readonly string[];
  readonly discount_total?: string;
  readonly breakdown?: readonly { readonly units: string; readonly amount: string }[];
  readonly line_items?: readonly { readonly id: string; readonly discount: string; readonly net: string }[];
  readonly error?: string;
}

/** A fixed sum or a share, as our rules write it. */
export function discountOf({ type, amount, rate }: PipelineStep): Discount {
  return type === "percentage" ? { percent: rate ?? "" } : { amount: amount ?? "" };
}
