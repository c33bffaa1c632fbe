// What rating makes of events: charges, outcomes, and the running totals between two calls.
import type { IssueCode } from "./issueCode.ts";
import type { QuantityRounding } from "./measuring.ts";
import type { JsonValue } from "./usageEvent.ts";

/** One part of how an amount came about; the amounts of all parts add up to it exactly. */
export interface Step {
  readonly kind: StepKind;
  /** The cell of a matrix, or the time window, whose units the step is about. */
  readonly cell?: Cell;
  /** Units that the step is about. */
  readonly quantity?: string;
  /** What a transformed quantity was divided by. */
  readonly divide_by?: string;
  /** How it, or a number of packages, was rounded. */
  readonly round?: QuantityRounding;
  /** Decimal places of that rounding, where it is not to whole units. */
  readonly scale?: number;
  /** What `quantity` became. */
  readonly result?: string;
  /** Units in a package. */
  readonly package_size?: string;
  /** Packages billed. */
  readonly packages?: string;
  /** Price of each unit, or package; for a percentage, the rate. */
  readonly unit_price?: string;
  /** A tier's flat amount. */
  readonly flat_amount?: string;
  /** The most that a tier comes to. */
  readonly maximum_amount?: string;
  /** A tier's upper bound, inclusive; null: open. */
  readonly up_to?: string | null;
  /** Of a percentage discount: the share that it takes. */
  readonly percent?: string;
  /** What the step does not let the amount pass; of a fixed discount, the most that it takes. */
  readonly limit?: string;
  /** Of a prorated fee: what had gone by of its own period before and after the time that is billed, in parts of `of`. */
  readonly elapsed?: readonly [before: string, after: string];
  readonly of?: string;
  /** What the step adds (or, below zero, takes away). Exact. */
  readonly amount: string;
}

/**
 * `flat` a fee · `prorated` a fee for a part of its own period · `unit` units at one price · `rate` a share of value · `package` units in packages · `tier` units in a
 * tier · `dynamic` prices that came with events · `transform` a quantity divided and rounded · `included` units that are
 * not billed · `clamped` units below zero that are billed as zero · `free` value in the free part of a percentage, or units
 * in a cell without price · `fixed` the fixed amount of events · `event_minimum`, `event_maximum` what these
 * limits added or took · `discount`, `minimum`, `maximum`, `monthly_cap` the adjustments of a line · `share` a group's
 * part of what one ladder comes to for all groups · `true_up` what is missing to a commitment · `rerated` what a billed line comes to now · `billed` what
 * has been billed of it.
 */
export type StepKind =
  | "flat"
  | "prorated"
  | "unit"
  | "rate"
  | "package"
  | "tier"
  | "dynamic"
  | "transform"
  | "included"
  | "clamped"
  | "free"
  | "fixed"
  | "event_minimum"
  | "event_maximum"
  | "discount"
  | "minimum"
  | "maximum"
  | "monthly_cap"
  | "share"
  | "true_up"
  | "rerated"
  | "billed";

/** The values that `group_by` found; null: the event has no such property. */
export type Group = { readonly [property: string]: string | null };

/** The `when` of a matrix cell, the times of a window, or `default`. */
export type Cell = { readonly [condition: string]: string | readonly string[] } | "default";

/** What rating one event under one rule did: the price of the total after it, less the price before. Exact. */
export interface Charge {
  readonly object: "charge";
  readonly contract: string;
  readonly event_id: string;
  readonly rule_id: string;
  /** The program version that introduced the rule's terms; a rule whose terms change starts a new ladder. */
  readonly version: number;
  /** When the usage took place, RFC 3339 in UTC. */
  readonly timestamp: string;
  /** The billing period, dates, end inclusive. */
  readonly period: { readonly start: string; readonly end: string };
  /** With `group_by`: the group that the event belongs to. */
  readonly group?: Group;
  /** With a price for each cell: the one that the event fell in. */
  readonly cell?: Cell;
  /** What the event added to the rule's quantity. */
  readonly quantity: string;
  /** For aggregations that cannot be added up from quantities: what the event brought to it. Merging these gives the whole. */
  readonly measure?: JsonValue;
  /** Exact, unrounded, before adjustments of the line. With `carry_over`: the difference at the event's arrival. */
  readonly amount: string;
  /** How the amount came about, for rules that price each event on its own. */
  readonly steps?: readonly Step[];
}

/** What became of one event. */
export interface EventOutcome {
  readonly event_id: string;
  readonly status: "accepted" | "rejected";
  /** The same event was accepted before; nothing changed. */
  readonly duplicate?: true;
  /** Why it was rejected. */
  readonly code?: IssueCode;
  readonly error?: string;
}

/** How far one rule has counted in one period, in each of its parts. */
export interface LadderTotal {
  readonly rule_id: string;
  readonly version: number;
  /** First day of the billing period. */
  readonly period_start: string;
  /** The group and the cell, as one text; left out where a rule has neither. Opaque to stores. */
  readonly part?: string;
  /** The aggregate of the period's own events so far. */
  readonly quantity: string;
  /** For aggregations that need more than their value to go on: their state. */
  readonly measure?: JsonValue;
  /** Only for rules that price each event on its own. */
  readonly per_event?: PerEventTotal;
}

/** The running state of a rule that prices each event on its own. */
export interface PerEventTotal {
  /** Sum of the events' prices, before `clamp`. */
  readonly amount: string;
  /** Events that came while the free part lasted. */
  readonly free_events: number;
  /** Value that came while the free part lasted. */
  readonly free_amount: string;
  /** The free part has ended, for good. */
  readonly free_over: boolean;
}

/** What `rateUsage` has to remember between two calls. Plain JSON; treat it as a value. */
export interface RatingState {
  readonly object: "rating_state";
  readonly contract: string;
  readonly totals: readonly LadderTotal[];
  /** Accepted events: id and canonical content, in order of arrival. */
  readonly events: readonly (readonly [event_id: string, content: string])[];
  /** First days of billing periods that take no more usage. */
  readonly closed_periods: readonly string[];
}

/** The result of rating. */
export interface Rating {
  /** One per event, in the order given. */
  readonly outcomes: readonly EventOutcome[];
  readonly charges: readonly Charge[];
  readonly state: RatingState;
}
