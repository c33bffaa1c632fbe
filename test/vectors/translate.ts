// A peer's price, written as a rule of ours.
import { discountOf, type Vector, type VectorConfig, type VectorTier } from "./vector.ts";

/** A rule before it is checked: what a caller would send. */
export type RuleInput = { readonly [field: string]: unknown };

const usage = { type: "usage", metric: "units" };

/** The rules that charge the vector's usage; fees come with them. */
export function rulesOf({ model, config, input }: Vector): RuleInput[] {
  if (model === "credit_discount") {
    const discounts = [{ percent: config.rate }];
    return [
      { ...usage, name: "Credit", model: "per_unit", unit_amount: "1", negative_usage: "credit", discounts },
    ];
  }
  if (input.lines !== undefined) return input.lines.map((line) => lineRule(line, config));
  const { base_amount } = config;
  const fee = {
    name: "Base",
    type: "subscription",
    model: "flat",
    frequency: "monthly",
    amount: base_amount,
  };
  const rule = {
    name: "Usage",
    ...usage,
    ...priceOf(model, config),
    ...limitsOf(config),
    ...negativeOf(model, config),
  };
  return base_amount === undefined ? [rule] : [fee, rule];
}

function priceOf(model: string, config: VectorConfig): RuleInput {
  const { unit_amount, tiers, rate, fixed_amount, free_events, free_amount } = config;
  if (tiers !== undefined) return ladderOf(model, tiers, config);
  if (rate === undefined) return { model: "per_unit", unit_amount: unit_amount ?? "1" };
  const limits = {
    per_event_minimum: config.per_transaction_min,
    per_event_maximum: config.per_transaction_max,
  };
  return defined({ model: "percentage", rate, fixed_amount, free_events, free_amount, ...limits });
}

/** A ladder that ends is opened at its end, unless the vector is about what lies past it. */
function ladderOf(model: string, tiers: readonly VectorTier[], config: VectorConfig): RuleInput {
  const { past_last_tier, flat_rule, flat_at_zero } = config;
  const volume = model === "volume" || model === "delta_volume" || model === "stairstep";
  return {
    model: "tiered",
    tiers_mode: volume ? "volume" : "graduated",
    zero_usage: flat_rule === "reached_or_first" || flat_at_zero === true ? "first_tier" : "none",
    tiers: tiers.map(({ up_to, unit_amount, flat_amount, rate }, place) => {
      const opens = place === tiers.length - 1 && past_last_tier === undefined;
      return defined({ up_to: opens ? null : up_to, unit_amount, flat_amount, rate });
    }),
  };
}

function limitsOf({
  free_units,
  included,
  usage_discount,
  minimum_spend,
  maximum_spend,
}: VectorConfig): RuleInput {
  const included_quantity = free_units ?? included ?? usage_discount;
  return defined({ included_quantity, minimum_amount: minimum_spend, maximum_amount: maximum_spend });
}

/** A total that goes down is a correction of it: it is accepted, and priced as the difference. */
function negativeOf(model: string, { negative, clamp_negative_quantity }: VectorConfig): RuleInput {
  if (clamp_negative_quantity === true) return { negative_usage: "clamp" };
  return negative === "mirror" || model.startsWith("delta_") ? { negative_usage: "credit" } : {};
}

/** One line of an invoice as a rule with that price, whose metric is the line's id. */
function lineRule(
  line: { readonly id: string; readonly amount: string },
  { pipeline }: VectorConfig,
): RuleInput {
  const own = (pipeline ?? []).filter(
    ({ op, scope }) => op === "discount" && (scope === undefined || scope.includes(line.id)),
  );
  return {
    name: line.id,
    type: "usage",
    metric: line.id,
    model: "per_unit",
    unit_amount: "1",
    negative_usage: "credit",
    discounts: own.map(discountOf),
  };
}

function defined(fields: RuleInput): RuleInput {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
