// Pricing rules of every model, with every option.
import fc from "fast-check";
import type {
  CounterpartySide,
  Discount,
  FlatRule,
  PercentageRule,
  PerUnitRule,
  Rule,
  Tier,
  TieredRule,
  UsageRule,
} from "../../src/model/pricingProgram.ts";
import { add, compare, fraction, toText } from "../oracle/fraction.ts";
import { decimalText, price, rate } from "./decimals.ts";

/** Names that break tables made of plain objects. */
export const hostileNames: readonly string[] = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "7",
  "-0",
  "valueOf",
];

export const metrics: readonly string[] = ["calls", "__proto__", "7"];
export const counterparties: readonly string[] = ["acme", "constructor"];
const sides: readonly CounterpartySide[] = ["maker", "taker"];

/** What surrounds the price; `id` and `name` are given by the program. */
export type Frame<R extends Rule> = R extends Rule ? Omit<R, "id" | "name"> : never;

const amount = decimalText(200n, 3);

/** Discounts, minimum, maximum and monthly cap, each on some of the rules. */
export const adjustments: fc.Arbitrary<
  Pick<Rule, "discounts" | "minimum_amount" | "maximum_amount" | "monthly_cap">
> = fc
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

/** The parts that say which events a rule charges, and how they add up. */
const metered: fc.Arbitrary<
  Pick<UsageRule, "type" | "metric" | "aggregation" | "counterparty" | "counterparty_side" | "negative_usage">
> = fc
  .record({
    type: fc.constant("usage" as const),
    metric: fc.constantFrom(...metrics),
    aggregation: maybe(fc.constantFrom("sum" as const, "count" as const)),
    counterparty: maybe(fc.constantFrom(...counterparties)),
    counterparty_side: maybe(fc.constantFrom(...sides)),
    negative_usage: maybe(fc.constantFrom("reject" as const, "clamp" as const, "credit" as const), 1),
  })
  .map(strip);

const included = fc.record({ included_quantity: maybe(decimalText(20n, 1)) }).map(strip);

export const perUnitTerms: fc.Arbitrary<Pick<PerUnitRule, "model" | "unit_amount">> = fc.record({
  model: fc.constant("per_unit" as const),
  unit_amount: price,
});

export const percentageTerms: fc.Arbitrary<Pick<PercentageRule, "model" | "rate">> = fc.record({
  model: fc.constant("percentage" as const),
  rate,
});

/** A percentage that prices each event on its own. */
export const perEventTerms: fc.Arbitrary<Omit<PercentageRule, keyof UsageRuleFrame>> = fc
  .record({
    model: fc.constant("percentage" as const),
    rate,
    fixed_amount: maybe(decimalText(3n, 2), 1),
    free_events: maybe(fc.integer({ min: 0, max: 4 }), 1),
    free_amount: maybe(decimalText(60n, 1), 1),
    limits: fc.tuple(decimalText(4n, 2), decimalText(4n, 2)),
    hasMinimum: often(2),
    hasMaximum: often(2),
  })
  .map(({ limits, hasMinimum, hasMaximum, fixed_amount, ...rest }) => {
    const [low, span] = limits;
    const bare =
      rest.free_events === undefined && rest.free_amount === undefined && !hasMinimum && !hasMaximum;
    return strip({
      ...rest,
      fixed_amount: fixed_amount ?? (bare ? "0.3" : undefined),
      per_event_minimum: hasMinimum ? low : undefined,
      per_event_maximum: hasMaximum ? toText(add(fraction(low), fraction(span))) : undefined,
    });
  });

type UsageRuleFrame = Omit<PerUnitRule, "model" | "unit_amount">;

/** A ladder of one to four tiers; `flats` says whether tiers have flat amounts. */
export function tieredTerms(
  modes: readonly TieredRule["tiers_mode"][] = ["graduated", "volume"],
  flats = true,
): fc.Arbitrary<Pick<TieredRule, "model" | "tiers_mode" | "tiers" | "zero_usage">> {
  return fc
    .record({
      model: fc.constant("tiered" as const),
      tiers_mode: fc.constantFrom(...modes),
      tiers: fc
        .array(fc.tuple(tierPrice(flats), decimalText(40n, 2)), { minLength: 1, maxLength: 4 })
        .map(ladder),
      zero_usage: flats
        ? fc.constantFrom("none" as const, "first_tier" as const, undefined)
        : fc.constant(undefined),
    })
    .map(strip);
}

/** A usage rule of any model. */
export const usageRule: fc.Arbitrary<Frame<UsageRule>> = fc
  .tuple(
    metered,
    adjustments,
    fc.oneof(
      fc.tuple(included, fc.oneof(perUnitTerms, percentageTerms)),
      fc.tuple(included, tieredTerms()),
      perEventTerms,
    ),
  )
  .map(([frame, limits, terms]) => ({
    ...frame,
    ...limits,
    ...(Array.isArray(terms) ? { ...terms[0], ...terms[1] } : terms),
  }));

/** A usage rule with small numbers and most of its options set, so that the options meet each other. */
export const crowdedRule: fc.Arbitrary<Frame<UsageRule>> = fc
  .record({
    aggregation: maybe(fc.constant("count" as const), 6),
    negative_usage: fc.constantFrom("clamp" as const, "credit" as const, "reject" as const),
    included_quantity: maybe(fc.integer({ min: 0, max: 9 }).map(String), 1),
    limits: adjustments,
    terms: fc.oneof(perUnitTerms, percentageTerms, tieredTerms(), tieredTerms(), perEventTerms),
  })
  .map(({ aggregation, negative_usage, included_quantity, limits, terms }) => ({
    type: "usage",
    metric: "calls",
    ...strip({ aggregation, included_quantity: isPerEventTerms(terms) ? undefined : included_quantity }),
    negative_usage,
    ...limits,
    ...terms,
  }));

function isPerEventTerms(terms: object): boolean {
  const fields = ["fixed_amount", "free_events", "free_amount", "per_event_minimum", "per_event_maximum"];
  return fields.some((field) => field in terms);
}

/** A fee, recurring or single. */
export const feeRule: fc.Arbitrary<Frame<FlatRule>> = fc
  .record({
    limits: adjustments,
    amount: decimalText(300n, 2),
    frequency: fc.constantFrom("daily", "weekly", "monthly", "quarterly", "semiannual", "annual", undefined),
  })
  .map(({ limits, amount: fee, frequency }) =>
    frequency === undefined
      ? { type: "one_time", model: "flat", amount: fee, ...limits }
      : { type: "subscription", model: "flat", amount: fee, frequency, ...limits },
  );

/** The value, or, in most cases, undefined: once in `others` + 1. */
export function maybe<T>(arbitrary: fc.Arbitrary<T>, others = 3): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: others, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

function often(others: number): fc.Arbitrary<boolean> {
  return maybe(fc.constant(true), others).map((value) => value ?? false);
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The same object without the keys whose value is undefined. */
export function strip<T extends object>(value: T): Partial<Defined<T>> & Pick<Defined<T>, RequiredKeys<T>> {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  // What is left has exactly the keys that hold a value, which the type says and `fromEntries` cannot.
  return Object.fromEntries(entries) as Partial<Defined<T>> & Pick<Defined<T>, RequiredKeys<T>>;
}

type RequiredKeys<T> = { [K in keyof T]: undefined extends T[K] ? never : K }[keyof T];

function discount(): fc.Arbitrary<Discount> {
  return fc.oneof(
    decimalText(30n, 2).map((off) => ({ amount: off })),
    rate.map((percent) => ({ percent })),
  );
}

function tierPrice(flats: boolean): fc.Arbitrary<Omit<Tier, "up_to">> {
  const unit = fc.oneof(
    price.map((unit_amount) => ({ unit_amount })),
    rate.map((share) => ({ rate: share })),
  );
  const flat = decimalText(20n, 2).map((flat_amount) => ({ flat_amount }));
  return flats
    ? fc.oneof(
        unit,
        flat,
        fc.tuple(unit, flat).map(([a, b]) => ({ ...a, ...b })),
      )
    : unit;
}

function ladder(steps: readonly (readonly [Omit<Tier, "up_to">, string])[]): Tier[] {
  let bound = fraction("0");
  return steps.map(([terms, width], index) => {
    bound = add(bound, add(fraction(width), fraction("0.001")));
    return { up_to: index === steps.length - 1 ? null : toText(bound), ...terms };
  });
}
