// How usage is selected, grouped and becomes a quantity.
import fc from "fast-check";
import type { AggregationKind, Filter, Measuring, QuantityTransform } from "../../src/model/measuring.ts";
import type { UsageRule } from "../../src/model/pricingProgram.ts";
import { counterparties, maybe, metrics, sides, strip } from "./base.ts";
import { decimalText } from "./decimals.ts";
import { dimensions, measures, texts } from "./properties.ts";

export const aggregations: readonly AggregationKind[] = [
  "sum",
  "count",
  "unique_count",
  "max",
  "min",
  "latest",
  "average",
  "weighted_sum",
  "percentile",
];

/** A positive decimal, often one that leaves a remainder for ever. */
export const divisor: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("3", "7", "10", "60", "0.5", "1", "0.000000000000000003", "1000"),
  fc.integer({ min: 1, max: 12 }).map(String),
);

const rounding = fc.constantFrom("up" as const, "down" as const, "nearest" as const);

export const quantityTransform: fc.Arbitrary<QuantityTransform> = fc
  .record({
    divide_by: divisor,
    round: maybe(rounding, 1),
    scale: maybe(fc.integer({ min: 0, max: 3 }), 2),
    stage: maybe(fc.constantFrom("per_event" as const, "total" as const), 1),
    onlyRounds: fc.nat({ max: 4 }),
  })
  .map(({ divide_by, round, scale, stage, onlyRounds }) =>
    strip({
      divide_by: onlyRounds === 0 && round !== undefined ? undefined : divide_by,
      round,
      scale: round === undefined ? undefined : scale,
      stage,
    }),
  );

const somePlaces = fc.uniqueArray(fc.constantFrom(...texts, "other"), { minLength: 1, maxLength: 4 });

const filter: fc.Arbitrary<Filter> = fc
  .tuple(fc.constantFrom(...dimensions), fc.boolean(), somePlaces)
  .map(([property, lets, list]) => (lets ? { property, in: list } : { property, not_in: list }));

/** The fields of a measuring, each as it is drawn; not all of them go together. */
export const looseMeasuring: fc.Arbitrary<Measuring> = fc
  .record({
    aggregation: maybe(fc.constantFrom(...aggregations), 1),
    aggregate_property: maybe(fc.constantFrom(...measures, "region"), 2),
    percentile: maybe(fc.constantFrom("0.5", "0.95", "1", "0.000000000000000001", "0.25"), 5),
    denominator: maybe(fc.constantFrom("period" as const, "elapsed" as const), 5),
    carry_over: maybe(fc.constant(true), 5),
    window: maybe(
      fc.record({
        size: fc.constantFrom("hour" as const, "day" as const),
        combine: fc.constantFrom("sum" as const, "max" as const),
      }),
      4,
    ),
  })
  .map(strip);

/** How events become a quantity, in every way that goes together. */
export const measuring: fc.Arbitrary<Measuring> = fc
  .tuple(
    looseMeasuring,
    fc.constantFrom("0.5", "0.95", "1", "0.3"),
    fc.constantFrom("elapsed" as const, "period" as const, undefined),
    fc.boolean(),
  )
  .map(([loose, percentile, denominator, carries]) => {
    const { aggregation = "sum", aggregate_property, window } = loose;
    const isLevel = aggregation === "weighted_sum";
    const holds = (isLevel || aggregation === "latest") && carries;
    return strip({
      aggregation: loose.aggregation,
      aggregate_property: aggregation === "count" ? undefined : measured(aggregation, aggregate_property),
      percentile: aggregation === "percentile" ? percentile : undefined,
      denominator: isLevel ? denominator : undefined,
      carry_over: holds ? true : undefined,
      window: isLevel || holds ? undefined : window,
    });
  });

/** Only values are counted once; anything else is aggregated as a decimal. */
function measured(aggregation: AggregationKind, property: string | undefined): string | undefined {
  return aggregation === "unique_count" || property !== "region" ? property : "units";
}

type Selecting = Pick<
  UsageRule,
  "type" | "metric" | "filters" | "counterparty" | "counterparty_side" | "negative_usage" | "group_by"
>;

/** The parts that say which events a rule charges, and in which groups. */
export const selecting: fc.Arbitrary<Selecting> = fc
  .record({
    type: fc.constant("usage" as const),
    metric: fc.constantFrom(...metrics),
    filters: maybe(fc.array(filter, { minLength: 1, maxLength: 2 }), 2),
    counterparty: maybe(fc.constantFrom(...counterparties)),
    counterparty_side: maybe(fc.constantFrom(...sides)),
    negative_usage: maybe(fc.constantFrom("reject" as const, "clamp" as const, "credit" as const), 1),
    group_by: maybe(fc.uniqueArray(fc.constantFrom(...dimensions), { minLength: 1, maxLength: 2 }), 2),
  })
  .map(strip);

/** Filters of one rule, for laws about pairs of them. */
export const filters: fc.Arbitrary<readonly Filter[]> = fc.array(filter, { minLength: 1, maxLength: 2 });

export const included: fc.Arbitrary<Pick<UsageRule, "included_quantity" | "included_mode">> = fc
  .record({
    included_quantity: maybe(decimalText(20n, 1), 1),
    included_mode: fc.constantFrom(
      "shift" as const,
      "cliff" as const,
      "consume" as const,
      "consume",
      undefined,
    ),
  })
  .map(({ included_quantity, included_mode }) =>
    included_quantity === undefined ? {} : strip({ included_quantity, included_mode }),
  );
