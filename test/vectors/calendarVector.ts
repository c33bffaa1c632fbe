// The shape of vectors about time: where periods begin and end, and what part of a fee falls to some days.
import type { VectorBase, VectorEvent } from "./vector.ts";

/** Where a period begins or ends. */
export interface PeriodVector extends VectorBase {
  readonly kind: "period";
  readonly config: PeriodConfig;
  readonly input: PeriodInput;
}

/** Periods recur from an anchor (or on days of the month) each `count` intervals. */
export interface PeriodConfig {
  readonly alignment?: "anniversary" | "calendar";
  /** A day or an instant; a number: a day of the month. */
  readonly anchor?: string | number;
  readonly billing_day?: number;
  readonly interval?: string;
  readonly count?: number;
  readonly timezone?: string;
  /** No period ends before it. */
  readonly floor?: string;
  /** A start that is a boundary itself is the next boundary. */
  readonly inclusive_start?: boolean;
  readonly period?: { readonly start_local: string; readonly end_local: string };
}

export interface PeriodInput {
  readonly at?: string;
  readonly which?: "containing" | "last_completed";
  readonly from?: string;
  readonly to?: string;
  readonly start?: string;
  /** ISO 8601: `P1M`. */
  readonly duration?: string;
  readonly events?: readonly VectorEvent[];
}

/** What part of a fee is due. */
export interface ProrationVector extends VectorBase {
  readonly kind: "proration";
  readonly config: ProrationConfig;
  readonly input: ProrationInput;
}

export interface ProrationConfig {
  readonly amount?: string;
  /** What is counted. */
  readonly basis?: string;
  readonly rounding?: { readonly scale: number };
  /** So many whole periods come after the part of one. */
  readonly full_periods?: number;
  readonly tax_rate?: string;
  readonly timezone?: string;
  readonly bill_cycle_day?: number;
  readonly interval_months?: number;
}

/** Days, or instants. */
export interface ProrationInput {
  readonly numerator?: number;
  readonly denominator?: number;
  readonly period_start?: string;
  readonly period_end?: string;
  readonly service_start?: string;
  readonly service_end?: string;
  /** Both of them are served; the period is their month. */
  readonly service_first_day?: string;
  readonly service_last_day?: string;
  readonly change_at?: string;
  readonly old_amount?: string;
  readonly new_amount?: string;
  readonly old_unit_amount?: string;
  readonly old_quantity?: string;
  readonly new_unit_amount?: string;
  readonly new_quantity?: string;
  readonly start?: string;
  readonly end?: string | null;
  /** Everything is billed that falls due up to this day. */
  readonly target?: string;
  readonly from_local?: string;
  readonly to_local?: string;
}
