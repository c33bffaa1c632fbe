// How usage is picked and becomes a quantity, in the words of a rule.

/** How events become one quantity. */
export interface Measuring {
  /** `sum` is the default. */
  readonly aggregation?: AggregationKind;
  /** What is aggregated: a property of the event in place of its quantity. */
  readonly aggregate_property?: string;
  /** Of a `percentile`: the share of events at or below it, above 0 and at most 1 (`"0.95"`). */
  readonly percentile?: string;
  /** Of a `weighted_sum`: the whole period (default), or the time since the level was first set in it. */
  readonly denominator?: "period" | "elapsed";
  /** Of `latest` and `weighted_sum`: what held at the end of one period holds at the beginning of the next. */
  readonly carry_over?: boolean;
  /** Aggregates each local hour or day on its own, then takes the sum or the largest of them. */
  readonly window?: MeasureWindow;
}

/**
 * `sum` · `count` of events · `unique_count` of values · `max` · `min` · `latest` by timestamp, then event_id ·
 * `average` · `weighted_sum`: the mean over time of a level that events raise and lower · `percentile` by nearest rank.
 * Without events each is 0.
 */
export type AggregationKind = (typeof aggregationKinds)[number];

export const aggregationKinds = [
  "sum",
  "count",
  "unique_count",
  "max",
  "min",
  "latest",
  "average",
  "weighted_sum",
  "percentile",
] as const;

export interface MeasureWindow {
  /** In the contract's zone. */
  readonly size: "hour" | "day";
  readonly combine: "sum" | "max";
}

/** Lets events through whose property is one of `in`, or none of `not_in` (a missing property is none of them). */
export type Filter =
  | { readonly property: string; readonly in: readonly string[]; readonly not_in?: never }
  | { readonly property: string; readonly not_in: readonly string[]; readonly in?: never };

/** Turns usage into the unit that is priced: divides, then rounds. */
export interface QuantityTransform {
  /** Above zero; 1 where it is left out. */
  readonly divide_by?: string;
  /** Away from zero, towards zero, or to the nearest (halves away from zero). Left out: 18 decimal places are kept. */
  readonly round?: QuantityRounding;
  /** Decimal places that `round` leaves; 0 where it is left out. */
  readonly scale?: number;
  /** Of each event before it is aggregated, or (default) of the aggregate. */
  readonly stage?: "per_event" | "total";
}

export type QuantityRounding = "up" | "down" | "nearest";
