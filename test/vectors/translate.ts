// A peer's price list, written as rules of ours.
import { minus, portion } from "./numbers.ts";
import { defined, priceOf, type RuleInput } from "./prices.ts";
import type { Vector, VectorConfig, VectorTier } from "./vector.ts";

/** Names of our aggregations, where peers use others. */
const aggregations: { readonly [name: string]: string } = { avg: "average", unique: "unique_count" };

/** The rules that charge the vector's usage; fees come with them. */
export function rulesOf(vector: Vector): RuleInput[] {
  const { model, config, input } = vector;
  if (input.lines !== undefined) return input.lines.map(({ id }) => ({ id, ...moneyRule(id) }));
  if (model === "credit_discount") return [moneyRule("units", [{ percent: config.rate }])];
  if (config.charts !== undefined)
    return Object.entries(config.charts).map(([metric, tiers]) =>
      usageRule(metric, priceOf(config.mode ?? "", { tiers })),
    );
  if (config.units !== undefined)
    return Object.entries(config.units).map(([metric, price]) =>
      usageRule(metric, priceOf(price.model, price)),
    );
  if (model === "capacity") return capacityRules(config.tiers ?? []);
  const { base_amount } = config;
  const fee = {
    name: "Base",
    type: "subscription",
    model: "flat",
    frequency: "monthly",
    amount: base_amount,
  };
  const rule = usageRule("units", { ...measureOf(vector), ...groupedPrice(vector), ...limitsOf(config) });
  return base_amount === undefined ? [rule] : [fee, rule];
}

function usageRule(metric: string, fields: RuleInput): RuleInput {
  return { name: metric, type: "usage", metric, ...fields };
}

/** Money that is billed as it is, less its discounts. */
function moneyRule(metric: string, discounts: readonly RuleInput[] = []): RuleInput {
  const price = { model: "per_unit", unit_amount: "1", negative_usage: "credit" };
  return usageRule(metric, { ...price, discounts });
}

/** A rule prices one quantity, so each metric has its own ladder of flat amounts. */
function capacityRules(tiers: readonly VectorTier[]): RuleInput[] {
  const metrics = new Set(tiers.flatMap(({ limits }) => Object.keys(limits ?? {})));
  return [...metrics].map((metric) => {
    const own = tiers.map(({ limits, flat_amount = "0" }) => ({
      up_to: limits?.[metric] ?? null,
      flat_amount,
    }));
    return usageRule(metric, priceOf("volume", { tiers: own }));
  });
}

/** Buckets and windows are groups, each with its own ladder. */
function groupedPrice({ model, config, input }: Vector): RuleInput {
  const { price } = config;
  if (price !== undefined) return { ...priceOf(price.model, price), group_by: ["bucket"] };
  const grouped = input.windows === undefined ? {} : { group_by: ["window"] };
  return { ...priceOf(model, config), ...grouped };
}

/** How events become the quantity that is priced. */
function measureOf({ model, config, input }: Vector): RuleInput {
  const { aggregation, period } = config;
  if (period !== undefined) return { aggregation: "weighted_sum", carry_over: true };
  if (model === "aggregate_max_day") return { window: { size: "day", combine: aggregation } };
  if (input.events?.some(({ prorated_quantity }) => prorated_quantity !== undefined))
    return { aggregate_property: "prorated_quantity", negative_usage: "clamp" };
  if (aggregation === undefined) return {};
  const values = input.events?.some(({ value }) => value !== undefined) ? "value" : undefined;
  return defined({ aggregation: aggregations[aggregation] ?? aggregation, aggregate_property: values });
}

function limitsOf(config: VectorConfig): RuleInput {
  return defined({ minimum_amount: minimumOf(config), maximum_amount: config.maximum_spend });
}

/** The caller prorates a minimum, and rounds it, before it writes the rule. */
function minimumOf(config: VectorConfig): string | undefined {
  const { minimum_spend, minimum_commitment, subscription_amount = "0" } = config;
  if (minimum_commitment !== undefined)
    return minus(prorated(minimum_commitment, config), prorated(subscription_amount, config));
  return minimum_spend === undefined ? undefined : prorated(minimum_spend, config);
}

function prorated(amount: string, { proration, rounding }: VectorConfig): string {
  return typeof proration === "object" ? portion(amount, proration, rounding?.scale ?? 2) : amount;
}
