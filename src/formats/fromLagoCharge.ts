import { currencyDigits } from "../index.ts";
import { convertPrice, type PriceReader, renamedPath } from "./convertPrice.ts";
import { compareDecimals, movedPoint } from "./decimals.ts";
import { decimalIn, type Fields, fieldsIn, isNothing, missing, refuseUnknown } from "./fields.ts";
import type { FormatResult } from "./formatIssue.ts";
import { addIssue, type IssuesAt } from "./issuesAt.ts";
import { lagoCells } from "./lagoCells.ts";
import { lagoGroups } from "./lagoGroups.ts";
import { lagoPrice } from "./lagoPrice.ts";
import { textOption } from "./optionReaders.ts";
import {
  type ConvertedPrice,
  type PriceOptions,
  type PriceReading,
  priceOptions,
  type RuleDraft,
} from "./priceOptions.ts";
import { partMetric, partNames, partNotExpressible, partsNotExpressible } from "./priceParts.ts";

/** How charges of Lago are read. */
export interface LagoChargeOptions extends PriceOptions {
  /** The plan's currency, upper case: charges with a minimum in cents and dynamic ones need it. */
  readonly currency?: string;
}

const names = {
  ...{ unit_amount: "properties.amount", package_amount: "properties.amount", rate: "properties.rate" },
  ...{ package_size: "properties.package_size", included_quantity: "properties.free_units" },
  ...{ fixed_amount: "properties.fixed_amount", free_amount: "properties.free_units_per_total_aggregation" },
  ...{ free_events: "properties.free_units_per_events", group_by: "properties.pricing_group_keys" },
  ...{ per_event_minimum: "properties.per_transaction_min_amount", minimum_amount: "min_amount_cents" },
  ...{ per_event_maximum: "properties.per_transaction_max_amount", metric: "billable_metric_code" },
  ...{ cells: "filters", default: "properties", name: "invoice_display_name" },
  ...{ ".up_to": "to_value", ".unit_amount": "per_unit_amount" },
};
const reader: PriceReader<LagoChargeOptions> = {
  read: readLagoCharge,
  options: { ...priceOptions, currency: textOption },
  pathOf: (path, fields) =>
    renamedPath(path, { ...names, tiers: `properties.${String(fields.get("charge_model"))}_ranges` }),
};
const known = [
  ...[
    "charge_model",
    "billable_metric_code",
    "invoice_display_name",
    "properties",
    "filters",
    "taxes",
    "tax_codes",
  ],
  ...["min_amount_cents", "pay_in_advance", "invoiceable", "prorated", "applied_pricing_unit"],
  "accepts_target_wallet",
];
/** What says nothing about amounts. */
const told = [
  ...[
    "id",
    "lago_id",
    "lago_billable_metric_id",
    "billable_metric_id",
    "lago_parent_id",
    "code",
    "created_at",
  ],
  "regroup_paid_fees",
];

/**
 * Reads a charge of a Lago plan as a usage rule.
 *
 * Integer ranges (0 to 100, 101 to 200) and adjoining ones become tiers whose bounds are inclusive: 100.5 is in the next tier, as
 * it is there. The first flat amount is due without usage, and totals below zero are billed as zero, where Lago does that. Rates in
 * percent become fractions. Filters become the cells of a matrix, group keys become `group_by`, the minimum is prorated by days. A
 * dynamic charge multiplies the cents that `fromLagoEvent` keeps with the event. `pay_in_advance`, `prorated`, custom models and
 * what else a rule cannot say is a `price_not_expressible` with the field's path.
 *
 * @param input - any value, or JSON text of a charge
 * @param options - the currency where amounts are in cents, the metric where the charge names none
 * @returns the rule and notes (taxes, lines of filters, percentages at zero), or every issue
 *
 * @example
 * const converted = fromLagoCharge({
 *   charge_model: "graduated", billable_metric_code: "calls",
 *   properties: { graduated_ranges: [
 *     { from_value: 0, to_value: 100, per_unit_amount: "0.5", flat_amount: "10" },
 *     { from_value: 101, to_value: null, per_unit_amount: "0.4", flat_amount: "0" },
 *   ] },
 * });
 * const rule = converted.ok && converted.value.rule;
 * rule && rule.model === "tiered" && [rule.metric, rule.zero_usage, rule.tiers[0]];
 * // => ["calls", "first_tier", { up_to: "100", unit_amount: "0.5", flat_amount: "10" }]
 */
export function fromLagoCharge(
  input: unknown,
  options: LagoChargeOptions = {},
): FormatResult<ConvertedPrice> {
  return convertPrice(reader, input, options);
}

function readLagoCharge(fields: Fields, reading: PriceReading<LagoChargeOptions>): RuleDraft | undefined {
  const { options, notes } = reading;
  refuseUnknown(fields, known, told);
  partsNotExpressible(fields, ["pay_in_advance", "prorated", "applied_pricing_unit"]);
  if (!isNothing(fields.get("accepts_target_wallet")))
    partNotExpressible(
      fields.below("accepts_target_wallet"),
      "must be false: usage is grouped by its wallet there",
    );
  if (fields.get("invoiceable") === false)
    partNotExpressible(fields.below("invoiceable"), "must be true: what is rated here is billed");
  if (!isNothing(fields.get("taxes")) || !isNothing(fields.get("tax_codes")))
    notes.push({ path: "taxes", message: "taxes stand in the program, with the rules that they are for" });
  const metric = partMetric(reading, fields.at, fields.get("billable_metric_code"));
  const names = partNames(
    reading,
    fields.get("lago_id") ?? fields.get("id"),
    fields.get("invoice_display_name"),
    metric,
  );
  const properties = fieldsIn(fields, "properties");
  const model = fields.get("charge_model");
  if (model === undefined) missing(fields, "charge_model");
  if (properties === undefined && fields.get("properties") === undefined) missing(fields, "properties");
  const minimum = minimumOf(fields, options);
  if (properties === undefined || model === undefined) return undefined;
  const price = lagoPrice(model, properties, { fields, reading, minorDigits: (at) => digitsOf(options, at) });
  const groups = lagoGroups(properties);
  const isPlain = isNothing(fields.get("filters"));
  const priced = isPlain ? price : lagoCells({ model, groups, fields, reading }, price);
  const grouped = groups.length === 0 ? {} : { group_by: groups };
  const head = { ...names, type: "usage", metric, currency: options.currency };
  return priced && { ...head, ...grouped, ...minimum, ...priced };
}

/** Digits of the plan's currency; without it, cents have no size. */
function digitsOf({ currency }: LagoChargeOptions, at: IssuesAt): number | undefined {
  if (currency === undefined)
    return addIssue({ ...at, path: "options.currency" }, "option_missing", `is needed for ${at.path}`);
  const digits = currencyDigits(currency);
  return (
    digits ?? addIssue({ ...at, path: "options.currency" }, "currency_unknown", "must be a code of ISO 4217")
  );
}

function minimumOf(fields: Fields, options: LagoChargeOptions): RuleDraft {
  const cents = decimalIn(fields, "min_amount_cents");
  if (cents === undefined || compareDecimals(cents, "0") === 0) return {};
  const digits = digitsOf(options, fields.below("min_amount_cents"));
  if (digits === undefined) return {};
  return { minimum_amount: movedPoint(cents, -digits), proration: "day", prorated: ["minimum_amount"] };
}
