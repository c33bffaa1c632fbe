// What a peer charges for usage, as fields of a rule of ours.
import { divided, plus, times } from "./numbers.ts";
import type { PriceConfig, UnitConversion, VectorConfig, VectorTier } from "./vector.ts";

/** A rule, or a part of one, before it is checked: what a caller would send. */
export type RuleInput = { readonly [field: string]: unknown };

/** The price of usage, with the units that are not billed. */
export function priceOf(model: string, config: VectorConfig): RuleInput {
  return {
    ...modelOf(model, config),
    ...transformOf(config),
    ...includedOf(config),
    ...negativeOf(model, config),
  };
}

function modelOf(model: string, config: VectorConfig): RuleInput {
  if (config.commitment_amount !== undefined) return commitment(config, config.commitment_amount);
  if (config.rates !== undefined) return pricesByKind(config, config.rates);
  if (config.tiers !== undefined) return ladder(model, config, config.tiers);
  if (config.package_size !== undefined) {
    const { package_size, package_amount, package_rounding } = config;
    return defined({ model: "package", package_size, package_amount, round: package_rounding });
  }
  if (model === "dynamic")
    return defined({ model, amount_property: "amount", multiplier: config.multiplier });
  const { unit_amount, rate, rate_unit_seconds } = config;
  if (rate === undefined || rate_unit_seconds !== undefined)
    return { model: "per_unit", unit_amount: rate ?? unit_amount ?? "1" };
  return percentage(config);
}

function percentage(config: PriceConfig): RuleInput {
  const { rate, fixed_amount, free_events, free_amount } = config;
  const limits = {
    per_event_minimum: config.per_transaction_min,
    per_event_maximum: config.per_transaction_max,
  };
  return defined({ model: "percentage", rate, fixed_amount, free_events, free_amount, ...limits });
}

/** A ladder that ends is opened at its end, unless the vector is about usage that it has no price for. */
function ladder(model: string, config: PriceConfig, tiers: readonly VectorTier[]): RuleInput {
  const { past_last_tier, flat_rule, flat_at_zero } = config;
  const volume = model === "volume" || model === "delta_volume" || model === "stairstep";
  return {
    model: "tiered",
    tiers_mode: volume ? "volume" : "graduated",
    zero_usage: flat_rule === "reached_or_first" || flat_at_zero === true ? "first_tier" : "none",
    tiers: inOurUnits(config, tiers).map((tier, place, all) => {
      const opens = place === all.length - 1 && past_last_tier !== "error";
      return defined({
        up_to: opens ? null : (tier.up_to ?? null),
        unit_amount: tier.package_amount ?? tier.unit_amount,
        flat_amount: tier.flat_amount,
        rate: tier.rate,
        package_size: tier.package_size,
        maximum_amount: tier.cap_amount,
      });
    }),
  };
}

/** The tiers behind the included units, if these are a tier; the bounds in the units that are priced. */
function inOurUnits(config: PriceConfig, tiers: readonly VectorTier[]): VectorTier[] {
  const { included, included_mode, billing_unit } = config;
  const free = included_mode === undefined ? undefined : included;
  const first: VectorTier[] = free === undefined ? [] : [{ up_to: free, unit_amount: "0" }];
  const shifted = tiers.map((tier) => withBound(tier, (bound) => plus(bound, free ?? "0")));
  return [...first, ...shifted].map((tier) =>
    withBound(tier, (bound) => (billing_unit === undefined ? bound : divided(bound, billing_unit))),
  );
}

function withBound(tier: VectorTier, change: (bound: string) => string): VectorTier {
  return typeof tier.up_to === "string" ? { ...tier, up_to: change(tier.up_to) } : tier;
}

/** Units within the commitment at their price, or, if all of it is due, for one flat amount; those beyond it for more. */
function commitment(config: VectorConfig, committed: string): RuleInput {
  const { unit_amount = "1", overage_factor = "1", true_up = false } = config;
  const within = true_up ? { unit_amount: "0", flat_amount: committed } : { unit_amount };
  return {
    model: "tiered",
    tiers_mode: "graduated",
    zero_usage: true_up ? "first_tier" : "none",
    tiers: [
      { up_to: divided(committed, unit_amount), ...within },
      { up_to: null, unit_amount: times(unit_amount, overage_factor) },
    ],
  };
}

/** A cell for each kind of unit; events say in a property of which kind they are. */
function pricesByKind(
  { per = "1", markup = "0" }: PriceConfig,
  rates: { [kind: string]: string },
): RuleInput {
  const marked = (rate: string): string => divided(times(rate, plus("1", markup)), per);
  return {
    model: "matrix",
    dimensions: ["kind"],
    cells: Object.entries(rates).map(([kind, rate]) => ({ when: { kind }, unit_amount: marked(rate) })),
    default: "error",
  };
}

function transformOf({ billing_unit, unit_conversion, rate_unit_seconds }: PriceConfig): RuleInput {
  if (unit_conversion !== undefined) return { quantity_transform: conversion(unit_conversion) };
  if (billing_unit !== undefined) return { quantity_transform: { divide_by: billing_unit, round: "up" } };
  return rate_unit_seconds === undefined ? {} : { quantity_transform: { divide_by: rate_unit_seconds } };
}

function conversion({ factor, rounding, scale }: UnitConversion): RuleInput {
  return { divide_by: factor, round: rounding === "half_up" ? "nearest" : rounding, scale };
}

function includedOf(config: PriceConfig): RuleInput {
  const { free_units, included, included_mode, usage_discount, included_per_period } = config;
  const first = included_mode === undefined ? included : undefined;
  return defined({ included_quantity: free_units ?? first ?? usage_discount ?? included_per_period });
}

/** A total that goes down is a correction of it: it is accepted, and priced as the difference. */
function negativeOf(model: string, { negative, clamp_negative_quantity }: PriceConfig): RuleInput {
  if (clamp_negative_quantity === true) return { negative_usage: "clamp" };
  const credited = negative === "mirror" || model === "unit_conversion" || model.startsWith("delta_");
  return credited ? { negative_usage: "credit" } : {};
}

export function defined(fields: RuleInput): RuleInput {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
