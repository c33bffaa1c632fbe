// A rule becomes a price: the model, then the steps that every model shares, in their fixed order. Adding a model is
// a file, a line in this switch, and its fields in model and intake.
import { decimalOf } from "../decimal/decimal.ts";
import type { PercentageRule, UsageRule } from "../model/pricingProgram.ts";
import { perEventPercentage } from "./perEventPercentage.ts";
import { perUnit } from "./perUnit.ts";
import type { Price, TotalPrice } from "./price.ts";
import { tiered } from "./tiered.ts";
import { withIncluded } from "./withIncluded.ts";
import { withClamp, withCredit } from "./withNegativeUsage.ts";

const prices: WeakMap<UsageRule, Price> = new WeakMap();

/** The price of a checked rule; compiled once for the same rule document. */
export function compilePrice(rule: UsageRule): Price {
  const known = prices.get(rule);
  if (known !== undefined) return known;
  const price = compile(rule);
  prices.set(rule, price);
  return price;
}

function compile(rule: UsageRule): Price {
  if (rule.model === "percentage" && looksAtEvents(rule)) return perEventPercentage(rule);
  // A total below zero is dealt with first, then what is included is taken off, then the model prices the rest.
  const included = decimalOf(rule.included_quantity ?? "0");
  const price = withIncluded(compileModel(rule), included);
  if (rule.negative_usage === "clamp") return withClamp(price);
  if (rule.negative_usage !== "credit") return price;
  // What is due without usage is no price of usage, so it is not given back with it.
  const given = rule.model === "tiered" ? { ...rule, zero_usage: "none" as const } : rule;
  return withCredit(price, withIncluded(compileModel(given), included));
}

function compileModel(rule: UsageRule): TotalPrice {
  switch (rule.model) {
    case "per_unit":
      return perUnit(decimalOf(rule.unit_amount), "unit");
    case "percentage":
      return perUnit(decimalOf(rule.rate), "rate");
    case "tiered":
      return tiered(rule);
  }
}

function looksAtEvents(rule: PercentageRule): boolean {
  return (
    rule.fixed_amount !== undefined ||
    rule.free_events !== undefined ||
    rule.free_amount !== undefined ||
    rule.per_event_minimum !== undefined ||
    rule.per_event_maximum !== undefined
  );
}
