// What a corpus has to hold to be worth its name, each as a pattern in its JSON or in that of the answers.
import { cadences, roundingModes } from "../arbitraries/contracts.ts";

export type Feature = readonly [name: string, pattern: RegExp];

const models = "flat per_unit percentage bps dynamic package tiered matrix time_of_day".split(" ");
const aggregations = "count unique_count max min latest average weighted_sum percentile".split(" ");
const fields = [
  ...["filters", "counterparty", "counterparty_side", "group_by", "group_ladder", "quantity_transform"],
  ...[
    "included_quantity",
    "included_mode",
    "zero_usage",
    "negative_usage",
    "carry_over",
    "window",
    "denominator",
  ],
  ...[
    "discounts",
    "minimum_amount",
    "maximum_amount",
    "monthly_cap",
    "prorated",
    "effective_from",
    "effective_to",
  ],
  ...[
    "minimum_commitment",
    "taxes",
    "progressive_threshold",
    "drawdown_order",
    "grace_days",
    "currency_digits",
  ],
  ...["fixed_amount", "free_events", "free_amount", "per_event_minimum", "per_event_maximum", "multiplier"],
];
const calls = [
  ...["grantCredit", "submitUsage", "voidUsage", "amendUsage", "finalizeInvoice", "updateInvoice"],
  ...["recordPayment", "runBilling", "previewInvoice", "publishPricing"],
];

/** What is asked. */
export const features: readonly Feature[] = [
  ...models.map((model) => said("model", model)),
  ...aggregations.map((aggregation) => said("aggregation", aggregation)),
  ...cadences.map((cadence) => said("billing_cadence", cadence)),
  ...roundingModes.map((mode) => said("rounding", mode)),
  ...["day", "second", "fixed_30"].map((proration) => said("proration", proration)),
  ...["subscription", "one_time"].map((type) => said("type", type)),
  ...["graduated", "volume"].map((mode) => said("tiers_mode", mode)),
  ...["carry_forward", "credit_note"].map((way) => said("negative_invoice", way)),
  ...fields.map((field): Feature => [field, new RegExp(`"${field}":`)]),
  ...calls.map((call) => said("call", call)),
];

const steps = "unit rate tier package included transform discount minimum maximum monthly_cap prorated".split(
  " ",
);
const perEvent = "fixed free event_minimum event_maximum dynamic clamped share".split(" ");
const codes =
  "quantity_negative property_missing cell_unmatched pricing_missing timestamp_outside_contract".split(" ");
const refusals = [
  "grace_period",
  "invoice_move_illegal",
  "payment_exceeds_due",
  "period_closed",
  "credit_conflict",
];

/** What comes out. */
export const outcomes: readonly Feature[] = [
  ...[...steps, ...perEvent].map((kind) => said("kind", kind)),
  ...["correction", "true_up", "rerated", "billed"].map((kind) => said("kind", kind)),
  ...["progressive", "correction"].map((type) => said("type", type)),
  ...["credits", "taxes", "carried"].map((list): Feature => [list, new RegExp(`"${list}":\\[\\{`)]),
  ...["sent", "paid", "partial", "cancelled", "voided", "rated"].map((status) => said("status", status)),
  ...[...codes, "event_conflict", "metric_unknown", "metric_not_priced"].map((code) => said("code", code)),
  ...refusals.map((code) => said("refused", code)),
  ["duplicate", /"duplicate":true/],
];

function said(field: string, value: string): Feature {
  return [`${field}: ${value}`, new RegExp(`"${field}":"${value}"`)];
}
