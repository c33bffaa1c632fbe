// What is legal in a pricing program, and likely not meant.

/** Every code that a warning can carry. */
export const warningCodes = [
  "volume_cliff",
  "unreachable_cell",
  "unreachable_rule",
  "minimum_above_maximum",
  "package_misaligned",
  "metric_without_rule",
  "rule_metric_unknown",
  "discount_above_whole",
  "aggregation_needs_events",
  "open_tier_free",
] as const;

export type WarningCode = (typeof warningCodes)[number];

/** One thing in a contract or a program that deserves a second look. */
export interface Warning {
  readonly code: WarningCode;
  /** Where it stands: below `contract` or `program`. */
  readonly path: string;
  readonly message: string;
  /** For a `volume_cliff`: beyond this quantity the total is cheaper than at it, in the unit that the tiers count. */
  readonly quantity?: string;
}
