// Amounts, tiers and transforms of Stripe's prices: minor units become major ones, text stays exact.
import { compareDecimals, movedPoint } from "./decimals.ts";
import {
  choiceIn,
  decimalIn,
  type Fields,
  fieldsIn,
  fieldsOf,
  listIn,
  missing,
  refuseUnknown,
} from "./fields.ts";
import { addIssue, issuesBelow } from "./issuesAt.ts";
import type { PriceReading, RuleDraft } from "./priceOptions.ts";
import type { StripePriceOptions } from "./stripePriceOptions.ts";

/** Stripe writes amounts twice, in whole minor units and with decimals; where both are there, they have to agree. */
export function stripeAmount(
  fields: Fields,
  name: "unit_amount" | "flat_amount",
  digits: number | undefined,
  isNeeded = false,
): string | undefined {
  const [whole, exact] = [decimalIn(fields, name), decimalIn(fields, `${name}_decimal`)];
  if (whole !== undefined && exact !== undefined && compareDecimals(whole, exact) !== 0)
    return addIssue(
      fields.below(`${name}_decimal`),
      "value_conflict",
      `must be ${name}, ${whole}, got ${exact}`,
    );
  const amount = exact ?? whole;
  const isThere = fields.get(name) !== undefined || fields.get(`${name}_decimal`) !== undefined;
  if (amount === undefined) return isThere || !isNeeded ? undefined : missing(fields, name);
  return digits === undefined ? undefined : movedPoint(amount, -digits);
}

/** The field that an amount is taken from. */
export function writtenAmount(fields: Fields, name: string): string {
  return fields.get(`${name}_decimal`) === undefined ? name : `${name}_decimal`;
}

export function stripeTiers(
  fields: Fields,
  { options, notes }: PriceReading<StripePriceOptions>,
  digits: number | undefined,
): RuleDraft {
  const tiers_mode = choiceIn(fields, "tiers_mode", ["graduated", "volume"]);
  if (fields.get("transform_quantity") !== undefined)
    addIssue(fields.below("transform_quantity"), "price_not_expressible", "must not stand beside tiers");
  if (fields.get("tiers") === undefined)
    addIssue(fields.below("tiers"), "field_missing", "is required: expand tiers when the price is asked for");
  const tiers = listIn(fields, "tiers").map((tier, at) =>
    stripeTier(fieldsOf(tier, issuesBelow(fields.at, "tiers", at)), digits),
  );
  const [first] = tiers;
  const hasFlat = first?.flat_amount !== undefined && first.flat_amount !== "0";
  if (hasFlat && options.zeroUsage === undefined)
    notes.push({
      path: "tiers[0].flat_amount",
      message: "is not due without usage, unless the option zeroUsage says so",
    });
  return { model: "tiered", tiers_mode, tiers, zero_usage: options.zeroUsage };
}

function stripeTier(tier: Fields | undefined, digits: number | undefined): RuleDraft {
  if (tier === undefined) return {};
  refuseUnknown(tier, ["up_to", "unit_amount", "unit_amount_decimal", "flat_amount", "flat_amount_decimal"]);
  const up_to = tier.get("up_to") === "inf" ? null : (decimalIn(tier, "up_to") ?? null);
  const prices = {
    unit_amount: stripeAmount(tier, "unit_amount", digits),
    flat_amount: stripeAmount(tier, "flat_amount", digits),
  };
  return {
    up_to,
    ...Object.fromEntries(Object.entries(prices).filter(([, amount]) => amount !== undefined)),
  };
}

export function stripeTransform(fields: Fields): RuleDraft {
  const transform = fieldsIn(fields, "transform_quantity");
  if (transform === undefined) return {};
  refuseUnknown(transform, ["divide_by", "round"]);
  const round = choiceIn(transform, "round", ["up", "down"]);
  return {
    quantity_transform: {
      divide_by: decimalIn(transform, "divide_by") ?? missing(transform, "divide_by"),
      round,
    },
  };
}
