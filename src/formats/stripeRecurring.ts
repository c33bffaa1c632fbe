// When a price of Stripe is due, and what for: usage, seats, or once.
import type { Measuring } from "../index.ts";
import { choiceIn, type Fields, fieldsIn, isNothing, refuseUnknown } from "./fields.ts";
import { addIssue } from "./issuesAt.ts";
import type { PriceReading, RuleDraft } from "./priceOptions.ts";
import { cadenceOfLength, partCadence, partMetric, partsNotExpressible } from "./priceParts.ts";

/** Type, and what goes with it: a frequency, or a metric and how it is counted. */
export interface StripeRecurring {
  readonly rule: RuleDraft & { readonly type: "subscription" | "one_time" | "usage" };
}

const known = ["interval", "interval_count", "usage_type", "meter", "aggregate_usage", "trial_period_days"];

/** Names of aggregations of prices without a meter. */
const aggregations: { readonly [name: string]: Pick<Measuring, "aggregation" | "carry_over"> } = {
  sum: {},
  max: { aggregation: "max" },
  last_during_period: { aggregation: "latest" },
  last_ever: { aggregation: "latest", carry_over: true },
};

export function readRecurring(fields: Fields, reading: PriceReading): StripeRecurring | undefined {
  const recurring = fieldsIn(fields, "recurring");
  const type =
    fields.get("type") === undefined ? undefined : choiceIn(fields, "type", ["one_time", "recurring"]);
  if (recurring === undefined) {
    if (type === "recurring") return addIssue(fields.below("recurring"), "field_missing", "is required");
    return { rule: { type: "one_time" } };
  }
  if (type === "one_time")
    return addIssue(fields.below("recurring"), "value_conflict", "must be null on a price of type one_time");
  refuseUnknown(recurring, known);
  const trial = recurring.get("trial_period_days");
  if (trial !== 0 && trial !== "0") partsNotExpressible(recurring, ["trial_period_days"]);
  const count = recurring.get("interval_count") ?? 1;
  const cadence = cadenceOfLength(count, recurring.get("interval"), recurring.below("interval"));
  const told = recurring.get("usage_type") !== undefined;
  const usage = told ? choiceIn(recurring, "usage_type", ["licensed", "metered"]) : "licensed";
  if (usage === undefined) return undefined;
  if (usage === "licensed") {
    refuseOfUsage(recurring);
    return { rule: { type: "subscription", frequency: cadence } };
  }
  if (cadence !== undefined) partCadence(reading, cadence, recurring.below("interval"));
  const metric = partMetric(reading, fields.at);
  return { rule: { type: "usage", metric, ...measuredBy(recurring, reading) } };
}

/** What only usage has: dropped, it would leave a fee where usage may be meant. */
function refuseOfUsage(recurring: Fields): void {
  for (const name of ["meter", "aggregate_usage"]) {
    if (!isNothing(recurring.get(name)))
      addIssue(recurring.below(name), "value_conflict", "must be null unless usage_type is metered");
  }
}

/** Quantities below zero correct a sum, and a sum below zero is billed as zero; of other aggregations Stripe does not say it. */
function measuredBy(recurring: Fields, reading: PriceReading): RuleDraft {
  const own = aggregationOf(recurring, reading);
  const { aggregation = "sum", window } = { ...own, ...reading.options.measuring };
  const isSum = aggregation === "sum" && window === undefined;
  return { ...own, ...(isSum ? { negative_usage: "clamp" } : {}) };
}

function aggregationOf(recurring: Fields, { options }: PriceReading): Measuring {
  const name = recurring.get("aggregate_usage");
  if (name === undefined) return {};
  const found =
    typeof name === "string" && Object.hasOwn(aggregations, name) ? aggregations[name] : undefined;
  if (found === undefined) {
    choiceIn(recurring, "aggregate_usage", Object.keys(aggregations));
    return {};
  }
  const { aggregation = "sum", carry_over = false } = found;
  const { measuring = {} } = options;
  const isOther =
    (measuring.aggregation ?? aggregation) !== aggregation ||
    (measuring.carry_over ?? carry_over) !== carry_over ||
    (measuring.window?.combine ?? aggregation) !== aggregation;
  if (isOther)
    addIssue(
      recurring.below("aggregate_usage"),
      "value_conflict",
      `is ${name}, and the option measuring says other`,
    );
  return found;
}
