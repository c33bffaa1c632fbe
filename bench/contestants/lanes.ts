// Rating alone: which running total an event falls on is known, what is left is the arithmetic. Every contestant keeps its
// running totals in arrays, makes the charge of each event and adds it to a sum; prices are read once for each rule.
import type { UsageRule } from "../../src/index.ts";

export interface LaneEvent {
  /** Which running total. */
  readonly total: number;
  readonly quantity: number | string;
}

export interface Lanes {
  /** A new running total; they are numbered from 0. */
  open(rule: UsageRule): number;
  /** Makes the charge of each event, the price of the total after it less the price before, and adds it to its total and to the sum. */
  rate(events: readonly LaneEvent[]): void;
  /** What each running total comes to, as exact as the contestant is. */
  amounts(): string[];
  /** The sum of all charges. */
  charged(): string;
}

/** What there is to a rule where everything that the workload does not use is left out. Numbers are text. */
export type LaneRule =
  | { readonly kind: "share"; readonly price: string }
  | { readonly kind: "graduated" | "volume"; readonly tiers: readonly LaneTier[] }
  | { readonly kind: "packages"; readonly size: string; readonly price: string };

export interface LaneTier {
  /** Null: open. */
  readonly upTo: string | null;
  readonly price: string;
}

export function laneRuleOf(rule: UsageRule): LaneRule {
  switch (rule.model) {
    case "percentage":
      return { kind: "share", price: rule.rate };
    case "per_unit":
      return { kind: "share", price: rule.unit_amount };
    case "package":
      return { kind: "packages", size: rule.package_size, price: rule.package_amount };
    case "tiered":
      return {
        kind: rule.tiers_mode,
        tiers: rule.tiers.map(({ up_to, unit_amount = "0" }) => ({ upTo: up_to, price: unit_amount })),
      };
    default:
      throw new RangeError(`the workload has no rule of model ${rule.model}`);
  }
}

/** Compiles each rule once, however many running totals it has. */
export function compiler<Compiled>(compile: (rule: LaneRule) => Compiled): (rule: UsageRule) => Compiled {
  const known = new Map<UsageRule, Compiled>();
  return (rule) => {
    const before = known.get(rule);
    if (before !== undefined) return before;
    const compiled = compile(laneRuleOf(rule));
    known.set(rule, compiled);
    return compiled;
  };
}
