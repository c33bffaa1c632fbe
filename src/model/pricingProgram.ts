// The price list of a contract: append-only versions, each a list of rules.
import type { Cadence } from "./contract.ts";

/** One version of a contract's price list. */
export interface PricingProgram {
  readonly object: "pricing_program";
  readonly contract: string;
  readonly version: number;
  /** In effect from the start of this local day; null: from the contract's start. */
  readonly effective_date: string | null;
  readonly rules: readonly Rule[];
}

/** One priced element of a program. */
export type Rule = SubscriptionRule | OneTimeRule | UsageRule;
export type FlatRule = SubscriptionRule | OneTimeRule;
export type UsageRule = PerUnitRule | PercentageRule | TieredRule;

/** Taken off an amount: a fixed sum (never more than there is) or a share of it (`"0.1"` is 10 %). */
export type Discount = { readonly amount: string } | { readonly percent: string };

interface RuleBase {
  readonly id: string;
  readonly name: string;
  /** If given, it must be the contract's. */
  readonly currency?: string;
  /** Applied first, in this order. */
  readonly discounts?: readonly Discount[];
  /** The least that the rule bills in a period; applied after the discounts. */
  readonly minimum_amount?: string;
  /** The most that the rule bills in a period; applied after the minimum. */
  readonly maximum_amount?: string;
  /** The most that the rule bills in one local calendar month; applied last. */
  readonly monthly_cap?: string;
}

/** A fee that recurs, billed in the period in which each of its own periods begins. */
export interface SubscriptionRule extends RuleBase {
  readonly type: "subscription";
  readonly model: "flat";
  readonly amount: string;
  readonly frequency: Cadence;
  readonly proration?: "none";
}

/** A fee that is due once, on the first day on which the rule is in effect. */
export interface OneTimeRule extends RuleBase {
  readonly type: "one_time";
  readonly model: "flat";
  readonly amount: string;
  readonly proration?: "none";
}

/** What usage rules of every model have. */
interface UsageRuleBase extends RuleBase {
  readonly type: "usage";
  readonly metric: string;
  /** `sum` (default) adds the quantities up; `count` counts events (one below zero is still for `negative_usage` to allow). */
  readonly aggregation?: "sum" | "count";
  /** Only for events of this counterparty; takes the place of less specific rules. */
  readonly counterparty?: string;
  readonly counterparty_side?: CounterpartySide;
  /** Units of a period that are not billed; the ladder of prices begins after them. */
  readonly included_quantity?: string;
  readonly included_mode?: "shift";
  /** `first_tier` (with tiers only): the first tier's flat amount is due without usage; `none` (default): it is not. */
  readonly zero_usage?: "none" | "first_tier";
  /** `reject` (default) refuses the event; `clamp` bills a total below zero as zero; `credit` prices |q| and negates. */
  readonly negative_usage?: "reject" | "clamp" | "credit";
}

/** Which side of a trade an event is on. */
export type CounterpartySide = "maker" | "taker";

/** Every unit at one price. */
export interface PerUnitRule extends UsageRuleBase {
  readonly model: "per_unit";
  readonly unit_amount: string;
}

/** A share of the value; with any of the other fields, each event is priced on its own, in order of arrival. */
export interface PercentageRule extends UsageRuleBase {
  readonly model: "percentage";
  /** A fraction from 0 to 1: `"0.05"` is 5 %. */
  readonly rate: string;
  /** Added for each event that is not wholly free. */
  readonly fixed_amount?: string;
  /** The first so many events of a period are free. */
  readonly free_events?: number;
  /** The first so much value of a period is free. */
  readonly free_amount?: string;
  /** The least that an event that is not wholly free costs. */
  readonly per_event_minimum?: string;
  /** The most that one event costs. */
  readonly per_event_maximum?: string;
}

/** A ladder of prices. `graduated`: each tier prices the units inside it; `volume`: the tier reached prices all. */
export interface TieredRule extends UsageRuleBase {
  readonly model: "tiered";
  readonly tiers_mode: "graduated" | "volume";
  /** Bounds ascend, the last is open. */
  readonly tiers: readonly Tier[];
}

/** One step of a ladder: the quantities in (previous `up_to`, `up_to`]. */
export interface Tier {
  /** Inclusive; null: no bound. */
  readonly up_to: string | null;
  readonly unit_amount?: string;
  /** Due when the tier is entered. */
  readonly flat_amount?: string;
  /** Per unit of value, from 0 to 1; in place of `unit_amount`. */
  readonly rate?: string;
}
