// The price list of a contract: append-only versions, each a list of rules.
import type { Cadence } from "./contract.ts";
import type { Discount, InvoiceDiscount } from "./discount.ts";
import type { Filter, Measuring, QuantityRounding, QuantityTransform } from "./measuring.ts";
import type { MinimumCommitment } from "./minimumCommitment.ts";
import type { Proration } from "./proration.ts";
import type { Tax } from "./tax.ts";

/** One version of a contract's price list. */
export interface PricingProgram {
  readonly object: "pricing_program";
  readonly contract: string;
  readonly version: number;
  /** In effect from the start of this local day; null: from the contract's start. */
  readonly effective_date: string | null;
  readonly rules: readonly Rule[];
  /**
   * Taken off the lines of an invoice, in this order; the version in effect last in a period holds for all of it. Lines of rules that
   * it has no more keep what was for those rules in the last version that had them.
   */
  readonly discounts?: readonly InvoiceDiscount[];
  /** The least that a period comes to, after discounts; by the version in effect last. */
  readonly minimum_commitment?: MinimumCommitment;
  /** Due on what is left after discounts and credits; by the version in effect last, as for discounts. */
  readonly taxes?: readonly Tax[];
  /** A draft is cut inside a period each time that this much of its usage is unbilled. */
  readonly progressive_threshold?: string;
}

/** One priced element of a program. */
export type Rule = SubscriptionRule | OneTimeRule | UsageRule;
export type FlatRule = SubscriptionRule | OneTimeRule;
export type UsageRule =
  | PerUnitRule
  | PercentageRule
  | BpsRule
  | PackageRule
  | TieredRule
  | MatrixRule
  | TimeOfDayRule
  | DynamicRule;

interface RuleBase {
  readonly id: string;
  readonly name: string;
  /** First local day on which the rule is in effect; left out: from the version's own beginning. */
  readonly effective_from?: string;
  /** First local day on which it is no longer; left out: as long as the version is. */
  readonly effective_to?: string;
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

/** A fee that recurs: once in each of its own periods, which are counted from the contract's billing anchor. */
export interface SubscriptionRule extends RuleBase {
  readonly type: "subscription";
  readonly model: "flat";
  readonly amount: string;
  /** So many times the amount (seats, licences); 1 where it is left out. */
  readonly quantity?: string;
  readonly frequency: Cadence;
  /**
   * `in_advance` (default): billed on the first day of each of its periods on which it is in effect; `in_arrears`: on the
   * last.
   */
  readonly billing?: "in_advance" | "in_arrears";
  readonly proration?: Proration;
}

/** A fee that is due once, on the first day on which the rule is in effect. */
export interface OneTimeRule extends RuleBase {
  readonly type: "one_time";
  readonly model: "flat";
  readonly amount: string;
  /** So many times the amount; 1 where it is left out. */
  readonly quantity?: string;
  readonly proration?: "none";
}

/** What usage rules of every model have: how usage is selected, grouped and becomes a quantity. */
interface UsageRuleBase extends RuleBase, Measuring {
  readonly type: "usage";
  readonly metric: string;
  /** Only for events that all of these let through. */
  readonly filters?: readonly Filter[];
  /** A line, and unless shared a ladder of prices, for each combination of these properties' values. */
  readonly group_by?: readonly string[];
  /** `per_group` (default): each group has its own ladder; `shared`: one ladder prices all groups together. */
  readonly group_ladder?: "per_group" | "shared";
  /** Only for events of this counterparty; takes the place of less specific rules. */
  readonly counterparty?: string;
  readonly counterparty_side?: CounterpartySide;
  readonly quantity_transform?: QuantityTransform;
  /** Units of a period that are not billed. */
  readonly included_quantity?: string;
  /**
   * `shift` (default): taken off first, so the ladder begins after them; `consume` (with tiers only): they take their
   * place in the ladder, at no charge; `cliff`: free up to there, and once there is more, all of it is billed.
   */
  readonly included_mode?: "shift" | "consume" | "cliff";
  /** `first_tier` (with tiers only): the first tier's flat amount is due without usage; `none` (default): it is not. */
  readonly zero_usage?: "none" | "first_tier";
  /** How what stands in `prorated` is prorated, in billing periods in which these terms hold for a part; needs `prorated`. */
  readonly proration?: Proration;
  /**
   * Values of a whole billing period that are there in part where the terms hold for a part of it: limits rounded to the
   * currency's digits, units to 18 places, so that the parts of a period add up to the whole. `tiers` are the tiers' bounds.
   */
  readonly prorated?: readonly ("minimum_amount" | "maximum_amount" | "included_quantity" | "tiers")[];
  /**
   * `reject` (default) refuses the event; `clamp` bills a total below zero as zero; `credit` prices |q| and negates. The
   * level of a `weighted_sum` may go down, so it knows `clamp` (its default) and `credit` only.
   */
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

/** A share in basis points of each event's value: `"15"` is 0.15 %. */
export interface BpsRule extends UsageRuleBase {
  readonly model: "bps";
  /** From 0 to 10000. */
  readonly bps: string;
  /** The most that one event costs. */
  readonly per_event_maximum?: string;
}

/** Units sold in packages. */
export interface PackageRule extends UsageRuleBase, PackagePrice {
  readonly model: "package";
}

export interface PackagePrice {
  /** Units in a package; above zero. */
  readonly package_size: string;
  readonly package_amount: string;
  /** How packages are counted: `up` (default) bills each one begun, `down` each one used up. */
  readonly round?: QuantityRounding;
}

/** A ladder of prices. `graduated`: each tier prices the units inside it; `volume`: the tier reached prices all. */
export interface TieredRule extends UsageRuleBase, TieredPrice {
  readonly model: "tiered";
}

export interface TieredPrice {
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
  /** `unit_amount` is then the price of each package begun with the units that the tier prices. */
  readonly package_size?: string;
  /** The most that the tier comes to, its flat amount included. */
  readonly maximum_amount?: string;
}

/** A price for each combination of properties: the most specific cell that an event fits in prices it. */
export interface MatrixRule extends UsageRuleBase {
  readonly model: "matrix";
  /** Names of properties. */
  readonly dimensions: readonly string[];
  readonly cells: readonly MatrixCell[];
  /** For events that fit in no cell: a price, `free`, or `error`, which refuses them. */
  readonly default: CellPrice | "free" | "error";
}

/** Units of one cell count on their own, as in a rule of their own. */
export type MatrixCell = CellPrice & {
  /** Values by dimension; a dimension that is left out may have any value, or none. */
  readonly when: { readonly [dimension: string]: string };
};

/** What units cost: one price, a share of their value, packages, or tiers. */
export type CellPrice =
  | { readonly unit_amount: string }
  | { readonly rate: string }
  | PackagePrice
  | TieredPrice;

/** A price for each time of the day and week, by the clock of the contract's zone. */
export interface TimeOfDayRule extends UsageRuleBase {
  readonly model: "time_of_day";
  /** They do not overlap. */
  readonly windows: readonly TimeWindow[];
  /** For events outside all windows: a price, `free`, or `error`, which refuses them. */
  readonly default: CellPrice | "free" | "error";
}

/** The instants whose local time lies in [`from`, `to`); one that passes midnight belongs to the day that it begins on. */
export type TimeWindow = CellPrice & {
  /** `HH:MM`, from `00:00`. */
  readonly from: string;
  /** `HH:MM`, up to `24:00`. */
  readonly to: string;
  /** Days on which the window begins; every day where it is left out. */
  readonly weekdays?: readonly Weekday[];
};

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** The price comes with the event. */
export interface DynamicRule extends UsageRuleBase {
  readonly model: "dynamic";
  /** The property that holds what the event costs. */
  readonly amount_property: string;
  /** 1 where it is left out. */
  readonly multiplier?: string;
}
