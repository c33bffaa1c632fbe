import { convertPrice, type PriceReader, renamedPath } from "./convertPrice.ts";
import { compareDecimals, wholeQuotient } from "./decimals.ts";
import { decimalIn, type Fields, fieldsIn, isNothing, missing, refuseUnknown, textIn } from "./fields.ts";
import type { FormatResult } from "./formatIssue.ts";
import { addIssue, type IssuesAt } from "./issuesAt.ts";
import { orbAdjustments } from "./orbAdjustments.ts";
import { orbBilling } from "./orbBilling.ts";
import { orbCadence } from "./orbCadence.ts";
import { orbModels, orbPrice } from "./orbPrice.ts";
import {
  type ConvertedPrice,
  type PriceOptions,
  type PriceReading,
  priceOptions,
  type RuleDraft,
} from "./priceOptions.ts";
import {
  feeAmount,
  partCadence,
  partMetric,
  partNames,
  partNotExpressible,
  partsNotExpressible,
} from "./priceParts.ts";

const bounds: { readonly [model: string]: string } = { tiered: "last_unit", bulk: "maximum_units" };
const reader: PriceReader<PriceOptions> = { read: readOrbPrice, pathOf, options: priceOptions };
const known = [
  ...["model_type", "price_type", "cadence", "billing_cycle_configuration", "invoicing_cycle_configuration"],
  ...["fixed_price_quantity", "currency", "conversion_rate", "conversion_rate_config", "credit_allocation"],
  ...[
    "discount",
    "minimum",
    "minimum_amount",
    "maximum",
    "maximum_amount",
    "dimensional_price_configuration",
  ],
  ...["composite_price_filters", "billing_mode", "billed_in_advance", "license_type"],
];
/** What says nothing about amounts. */
const told = [
  ...[
    "id",
    "name",
    "external_price_id",
    "item",
    "item_id",
    "billable_metric",
    "billable_metric_id",
    "metadata",
  ],
  ...["created_at", "plan_phase_order", "replaces_price_id", "invoice_grouping_key", "reference_id"],
];

/**
 * Reads a price of Orb as a rule.
 *
 * Usage prices become usage rules, fixed ones subscriptions or one-time fees. `first_unit` is exclusive and `last_unit` inclusive,
 * so tiers have to adjoin. Where packages are tiered, units are rounded up to packages first, and the bounds count packages. The
 * discount, the minimum and the maximum of the price itself come along. Models that a rule cannot say, such as allocations over
 * groups or shares of other prices, are a `price_not_expressible` at `model_type`.
 *
 * @param input - any value, or JSON text of a price
 * @param options - the metric of a usage price, names, the cadence of the contract
 * @returns the rule and notes, or every issue
 *
 * @example
 * const converted = fromOrbPrice({
 *   id: "p1", name: "Requests", model_type: "tiered", price_type: "usage_price", cadence: "monthly", currency: "USD",
 *   tiered_config: { tiers: [
 *     { first_unit: 0, last_unit: 10, unit_amount: "0.50" }, { first_unit: 10, last_unit: null, unit_amount: "0.10" },
 *   ] },
 * }, { metric: "requests", cadence: "monthly" });
 * const rule = converted.ok && converted.value.rule;
 * rule && rule.model === "tiered" && [rule.tiers_mode, rule.tiers];
 * // => ["graduated", [{ up_to: "10", unit_amount: "0.5" }, { up_to: null, unit_amount: "0.1" }]]
 */
export function fromOrbPrice(input: unknown, options: PriceOptions = {}): FormatResult<ConvertedPrice> {
  return convertPrice(reader, input, options);
}

function pathOf(path: string, fields: Fields): string {
  const model = String(fields.get("model_type"));
  const own = ["tiers", "unit_amount", "bps", "package_size", "package_amount", "dimensions"];
  return renamedPath(path, {
    ...Object.fromEntries(own.map((name) => [name, `${model}_config.${name}`])),
    ...{
      minimum_amount: "minimum",
      maximum_amount: "maximum",
      discounts: "discount",
      amount: "unit_config.unit_amount",
    },
    quantity: fields.get("fixed_price_quantity") === undefined ? "options.quantity" : "fixed_price_quantity",
    ...{ cells: "matrix_config.matrix_values", ".when": "dimension_values" },
    ...{ ".up_to": bounds[model] ?? "maximum_amount", included_quantity: "discount" },
  });
}

function readOrbPrice(fields: Fields, reading: PriceReading): RuleDraft | undefined {
  const model = textIn(fields, "model_type");
  const configs = orbModels.map((name) => `${name}_config`);
  refuseUnknown(fields, known, told, configs, [`${model}_config`]);
  partsNotExpressible(fields, [
    ...["credit_allocation", "dimensional_price_configuration", "composite_price_filters", "license_type"],
    ...configs.filter((name) => name !== `${model}_config`),
  ]);
  refuseConversion(fields);
  const currency = fields.get("currency") ?? undefined;
  const names = {
    ...partNames(reading, fields.get("id"), fields.get("name"), fields.get("external_price_id")),
    currency,
  };
  const adjustments = orbAdjustments(fields);
  if (model === undefined) return undefined;
  const config = fieldsIn(fields, `${model}_config`);
  if (config === undefined && orbModels.includes(model) && fields.get(`${model}_config`) === undefined)
    missing(fields, `${model}_config`);
  const price = orbPrice(model, config, fields);
  const head = fields.get("price_type") === "fixed_price" ? feeHead : usageHead;
  if (price === undefined) return undefined;
  return {
    ...names,
    ...withIncluded(fields.below("discount"), adjustments.included, price),
    ...head(fields, reading, price),
    ...adjustments.rest,
  };
}

/** Units that a discount takes off; where the rule counts packages, whole ones of them. */
function withIncluded(at: IssuesAt, included: string | undefined, price: RuleDraft): RuleDraft {
  if (included === undefined) return {};
  if (price.included_quantity !== undefined)
    return notIncluded(at, "must not stand beside units that are free already");
  if (price.group_by !== undefined)
    return notIncluded(at, "must not be of usage: a rule takes included units off each group");
  const { divide_by } = (price.quantity_transform ?? {}) as { readonly divide_by?: string };
  if (divide_by === undefined) return { included_quantity: included };
  const packages = wholeQuotient(included, divide_by);
  const message = `must be whole packages of ${divide_by}, got ${included}`;
  return packages === undefined ? notIncluded(at, message) : { included_quantity: packages };
}

function notIncluded(at: IssuesAt, message: string): RuleDraft {
  partNotExpressible(at, message);
  return {};
}

function usageHead(fields: Fields, reading: PriceReading, price: RuleDraft): RuleDraft {
  const type = fields.get("price_type") ?? "usage_price";
  if (type !== "usage_price")
    partNotExpressible(fields.below("price_type"), "must be usage_price or fixed_price");
  const cadence = orbCadence(fields);
  if (cadence === "one_time")
    partNotExpressible(fields.below("cadence"), "must recur: usage is billed by periods");
  else if (cadence !== undefined) partCadence(reading, cadence, fields.below("cadence"));
  const advance = fields.get("billing_mode") === undefined ? "billed_in_advance" : "billing_mode";
  if (orbBilling(fields) === "in_advance")
    partNotExpressible(fields.below(advance), "must be in arrears: usage is billed when it is known");
  return { type: "usage", metric: partMetric(reading, fields.at), ...price };
}

function feeHead(fields: Fields, { options, notes }: PriceReading, price: RuleDraft): RuleDraft | undefined {
  if (price.model !== "per_unit")
    return partNotExpressible(
      fields.below("model_type"),
      "must be unit on a fixed price: a fee is so much for each",
    );
  const cadence = orbCadence(fields);
  const currency = typeof fields.get("currency") === "string" ? String(fields.get("currency")) : undefined;
  const amount = feeAmount(
    price.unit_amount as string | undefined,
    currency,
    fields.below("unit_config.unit_amount"),
  );
  const fee = { model: "flat", amount, quantity: feeQuantity(fields, options.quantity) };
  const billing = orbBilling(fields);
  if (cadence === "one_time") return { type: "one_time", ...fee };
  if (billing === undefined)
    notes.push({ path: "billing_mode", message: "is not told: the fee is billed in advance" });
  const inArrears = billing === "in_arrear" ? "in_arrears" : undefined;
  return { type: "subscription", ...fee, frequency: cadence, billing: inArrears };
}

function feeQuantity(fields: Fields, told: string | undefined): string | undefined {
  const own = decimalIn(fields, "fixed_price_quantity");
  if (own === undefined || told === undefined || compareDecimals(own, told) === 0) return own ?? told;
  const message = `is ${own}, and the option quantity is ${told}`;
  return addIssue(fields.below("fixed_price_quantity"), "value_conflict", message);
}

/** Amounts are in the currency of the invoice, one to one. */
function refuseConversion(fields: Fields): void {
  const rate = fields.get("conversion_rate");
  const isOne = rate === undefined || rate === 1 || rate === "1" || rate === "1.0";
  if (!isOne) partNotExpressible(fields.below("conversion_rate"), "must be 1: amounts are not converted");
  const config = fieldsIn(fields, "conversion_rate_config");
  const unit = config === undefined ? undefined : fieldsIn(config, "unit_config");
  const amount = unit?.get("unit_amount");
  const converts = config !== undefined && !(amount === "1" || amount === "1.0" || amount === 1);
  if (converts && !isNothing(fields.get("conversion_rate_config")))
    partNotExpressible(
      fields.below("conversion_rate_config"),
      "must be one to one: amounts are not converted",
    );
}
