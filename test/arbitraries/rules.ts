// Pricing rules of every model, with every option that goes together with the others.
import fc from "fast-check";
import type { Discount } from "../../src/model/discount.ts";
import type { FlatRule, Rule, UsageRule } from "../../src/model/pricingProgram.ts";
import { compare, fraction } from "../oracle/fraction.ts";
import { hasTiers } from "../oracle/legal.ts";
import { isPerEvent } from "../oracle/perEvent.ts";
import { type Frame, maybe, often, strip } from "./base.ts";
import { decimalText, rate } from "./decimals.ts";
import { included, measuring, quantityTransform, selecting } from "./measuring.ts";
import {
  bpsTerms,
  dynamicTerms,
  matrixTerms,
  packageTerms,
  percentageTerms,
  perEventTerms,
  perUnitTerms,
  timeOfDayTerms,
} from "./terms.ts";
import { packedTerms, tieredTerms } from "./tiers.ts";

type Adjustments = Pick<Rule, "discounts" | "minimum_amount" | "maximum_amount" | "monthly_cap">;
type Options = Pick<
  UsageRule,
  | "aggregation"
  | "aggregate_property"
  | "percentile"
  | "denominator"
  | "carry_over"
  | "window"
  | "group_by"
  | "group_ladder"
  | "quantity_transform"
  | "included_quantity"
  | "included_mode"
  | "negative_usage"
>;

const amount = decimalText(200n, 3);

/** Discounts, minimum, maximum and monthly cap, each on some of the rules. */
export const adjustments: fc.Arbitrary<Adjustments> = fc
  .record({
    discounts: maybe(fc.array(discount(), { minLength: 1, maxLength: 3 })),
    limits: fc.tuple(amount, amount),
    hasMinimum: often(3),
    hasMaximum: often(3),
    monthly_cap: maybe(amount),
  })
  .map(({ discounts, limits, hasMinimum, hasMaximum, monthly_cap }) => {
    const [low, high] =
      compare(fraction(limits[0]), fraction(limits[1])) <= 0 ? limits : [limits[1], limits[0]];
    return strip({
      discounts,
      minimum_amount: hasMinimum ? low : undefined,
      maximum_amount: hasMaximum ? high : undefined,
      monthly_cap,
    });
  });

/** What each model says of the price, in turn. */
export const anyTerms = fc.oneof(
  fc.oneof(perUnitTerms, percentageTerms, packageTerms),
  fc.oneof(tieredTerms(), packedTerms),
  fc.oneof(perEventTerms, bpsTerms, dynamicTerms),
  fc.oneof(matrixTerms, timeOfDayTerms),
);

type Terms = typeof anyTerms extends fc.Arbitrary<infer T> ? T : never;

const options: fc.Arbitrary<Options> = fc
  .record({
    measured: measuring,
    group_ladder: maybe(fc.constantFrom("shared" as const, "per_group" as const), 1),
    quantity_transform: maybe(quantityTransform, 2),
    units: included,
  })
  .map(({ measured, units, ...rest }) => ({ ...measured, ...units, ...strip(rest) }));

/** How values of a billing period are prorated, and which; any of them, also those that a rule does not have. */
export const looseProration: fc.Arbitrary<Pick<UsageRule, "proration" | "prorated">> = fc
  .record({
    proration: maybe(fc.constantFrom("day" as const, "second" as const, "fixed_30" as const, "none"), 1),
    prorated: maybe(
      fc.array(fc.constantFrom("minimum_amount" as const, "maximum_amount", "included_quantity", "tiers"), {
        maxLength: 4,
      }),
      1,
    ),
  })
  .map(strip);

const everyProration: fc.Arbitrary<Pick<UsageRule, "proration" | "prorated">> = fc
  .record({
    proration: fc.constantFrom("day" as const, "second" as const, "fixed_30" as const, "none", undefined),
    prorated: fc.shuffledSubarray(
      ["minimum_amount", "maximum_amount", "included_quantity", "tiers"] as const,
      { minLength: 2 },
    ),
  })
  .map(strip);

/** The rule without what it cannot prorate: values that it does not have. */
export function prorating<R extends Frame<Rule>>(rule: R): R {
  if (rule.type !== "usage") return rule;
  const { proration, prorated = [], ...rest } = rule;
  const there = (name: (typeof prorated)[number]) =>
    name === "tiers" ? hasTiers(rule) : rule[name] !== undefined;
  const kept = proration === undefined || proration === "none" ? [] : prorated.filter(there);
  const fields = kept.length === 0 ? {} : { proration, prorated: kept };
  // Only the two fields are others.
  return { ...rest, ...(proration === "none" ? { proration } : fields) } as R;
}

/** A usage rule of any model, with any of its options. */
export const usageRule: fc.Arbitrary<Frame<UsageRule>> = fc
  .tuple(selecting, adjustments, options, anyTerms, everyProration)
  .map(([{ negative_usage, group_by, ...frame }, limits, chosen, terms, parts]) =>
    prorating({
      ...frame,
      ...limits,
      ...goingTogether({ ...chosen, ...strip({ negative_usage, group_by }) }, terms),
      ...parts,
      ...terms,
    }),
  );

/** A usage rule with small numbers and most of its options set, and nothing that adjusts its lines. */
export const bareRule: fc.Arbitrary<Frame<UsageRule>> = fc
  .record({
    chosen: options,
    group_by: maybe(fc.constant(["region"]), 1),
    negative_usage: fc.constantFrom("clamp" as const, "credit" as const, "reject" as const),
    included_quantity: maybe(fc.integer({ min: 0, max: 9 }).map(String), 1),
    terms: anyTerms,
  })
  .map(({ chosen, group_by, negative_usage, included_quantity, terms }) => {
    const { included_quantity: _, ...rest } = chosen;
    const some = { ...rest, ...strip({ group_by, included_quantity }), negative_usage };
    return { type: "usage" as const, metric: "calls", ...goingTogether(some, terms), ...terms };
  });

/** The same with adjustments, so that all options meet each other. */
export const crowdedRule: fc.Arbitrary<Frame<UsageRule>> = fc
  .tuple(bareRule, adjustments)
  .map(([rule, limits]) => ({ ...rule, ...limits }));

/** The options without those that the model, or another of them, leaves no room for. */
function goingTogether(chosen: Options, terms: Terms): Options {
  const { aggregation, included_quantity, included_mode, group_by, group_ladder, negative_usage } = chosen;
  const eventful = isPerEvent({ type: "usage", metric: "calls", id: "", name: "", ...terms });
  const cells = terms.model === "matrix" || terms.model === "time_of_day";
  const plain = aggregation === undefined || aggregation === "sum" || aggregation === "count";
  const { aggregate_property, percentile, denominator, carry_over, window } = chosen;
  const measured = { aggregation, aggregate_property, percentile, denominator, carry_over, window };
  const kept = eventful
    ? {
        aggregation: plain ? aggregation : undefined,
        aggregate_property: plain ? aggregate_property : "units",
      }
    : measured;
  const includes = !eventful && !cells && included_quantity !== undefined;
  return strip({
    ...kept,
    group_by,
    group_ladder: group_by === undefined || eventful ? undefined : group_ladder,
    quantity_transform: transformFor(chosen, eventful),
    included_quantity: includes ? included_quantity : undefined,
    included_mode:
      !includes || (included_mode === "consume" && terms.model !== "tiered") ? undefined : included_mode,
    negative_usage:
      kept.aggregation === "weighted_sum" && negative_usage === "reject" ? undefined : negative_usage,
  });
}

function transformFor({ quantity_transform: how, aggregation }: Options, eventful: boolean) {
  const counts = aggregation === "count" || aggregation === "unique_count";
  if (how === undefined) return undefined;
  if (eventful) return counts ? undefined : { ...how, stage: "per_event" as const };
  return counts && how.stage === "per_event" ? { ...how, stage: "total" as const } : how;
}

/** Usage rules that prorate all that they have, and have something. */
export const proratedRule: fc.Arbitrary<Frame<UsageRule>> = fc
  .tuple(usageRule, everyProration, fc.constantFrom("1", "31", "199.999"))
  .map(([rule, { proration = "none", prorated }, some]) => {
    const maximum_amount = rule.maximum_amount ?? rule.minimum_amount ?? some;
    const minimum_amount = rule.minimum_amount ?? maximum_amount;
    const how = proration === "none" ? "second" : proration;
    return prorating({ ...rule, minimum_amount, maximum_amount, ...strip({ prorated }), proration: how });
  });

/** Usage rules that share one ladder among groups, wherever their model has a ladder. */
export const sharingRule: fc.Arbitrary<Frame<UsageRule>> = usageRule.map((rule) =>
  isPerEvent({ ...rule, id: "", name: "" })
    ? rule
    : { ...rule, group_by: rule.group_by ?? ["region"], group_ladder: "shared" },
);

/** Usage rules whose latest value or level goes on from period to period, wherever their model has a total. */
export const carryingRule: fc.Arbitrary<Frame<UsageRule>> = fc
  .tuple(usageRule, fc.constantFrom("latest" as const, "weighted_sum" as const), fc.boolean())
  .map(([rule, aggregation, elapsed]) => {
    if (isPerEvent({ ...rule, id: "", name: "" })) return rule;
    const { window: _, percentile: _share, denominator: _by, negative_usage, ...rest } = rule;
    const isLevel = aggregation === "weighted_sum";
    const counted = rule.aggregate_property === "region" ? { aggregate_property: "units" } : {};
    return {
      ...rest,
      ...counted,
      ...strip({ negative_usage: isLevel && negative_usage === "reject" ? undefined : negative_usage }),
      ...(isLevel && elapsed ? { denominator: "elapsed" as const } : {}),
      aggregation,
      carry_over: true,
    };
  });

/** A fee, recurring or single. */
export const feeRule: fc.Arbitrary<Frame<FlatRule>> = fc
  .record({
    limits: adjustments,
    amount: decimalText(300n, 2),
    quantity: fc.option(decimalText(30n, 1), { nil: undefined }),
    frequency: fc.constantFrom("daily", "weekly", "monthly", "quarterly", "semiannual", "annual", undefined),
    billing: fc.constantFrom("in_advance", "in_arrears", undefined),
    proration: fc.constantFrom("none", "day", "second", "fixed_30", undefined),
  })
  .map(({ limits, amount: fee, frequency, billing, proration, quantity }) => {
    const common = { model: "flat" as const, amount: fee, ...strip({ quantity }), ...limits };
    if (frequency === undefined) return { type: "one_time", ...common };
    const hasMonths = frequency !== "daily" && frequency !== "weekly";
    const part = proration === "fixed_30" && !hasMonths ? "day" : proration;
    return { type: "subscription", ...common, frequency, ...strip({ billing, proration: part }) };
  });

function discount(): fc.Arbitrary<Discount> {
  return fc.oneof(
    decimalText(30n, 2).map((off) => ({ amount: off })),
    rate.map((percent) => ({ percent })),
  );
}
