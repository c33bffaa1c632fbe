// Ladders of Orb as tiers. Bounds are inclusive above and exclusive below, so each tier begins where the one before ends.
import { compareDecimals, movedPoint, wholeQuotient } from "./decimals.ts";
import { decimalIn, type Fields, fieldsOf, listIn, missing, neededDecimal, refuseUnknown } from "./fields.ts";
import { issuesBelow } from "./issuesAt.ts";
import type { RuleDraft } from "./priceOptions.ts";
import { partNotExpressible, partsNotExpressible } from "./priceParts.ts";

/** `first_unit` and `last_unit`. */
export function unitTiers(config: Fields): RuleDraft[] {
  const tiers = tiersOf(config, ["first_unit", "last_unit", "unit_amount"]);
  checkAdjoining(tiers, "first_unit", "last_unit");
  return tiers.map((tier) => ({
    up_to: decimalIn(tier, "last_unit") ?? null,
    unit_amount: neededDecimal(tier, "unit_amount"),
  }));
}

/** `maximum_units`: the tier reached prices all. */
export function bulkTiers(config: Fields): RuleDraft[] {
  return tiersOf(config, ["maximum_units", "unit_amount"]).map((tier) => ({
    up_to: decimalIn(tier, "maximum_units") ?? null,
    unit_amount: neededDecimal(tier, "unit_amount"),
  }));
}

/** Shares of value in basis points, up to `maximum_amount`. */
export function shareTiers(config: Fields, lower?: "minimum_amount"): RuleDraft[] {
  const names = ["maximum_amount", "bps", "per_unit_maximum", ...(lower === undefined ? [] : [lower])];
  const tiers = tiersOf(config, names);
  if (lower !== undefined) checkAdjoining(tiers, lower, "maximum_amount");
  return tiers.map((tier) => {
    partsNotExpressible(tier, ["per_unit_maximum"]);
    const points = neededDecimal(tier, "bps");
    return { up_to: decimalIn(tier, "maximum_amount") ?? null, rate: points && movedPoint(points, -4) };
  });
}

/** Only the lower bounds are told: each tier ends where the next begins. */
export function lowerBoundTiers(config: Fields, price: "unit_amount" | "per_unit"): RuleDraft[] {
  const tiers = tiersOf(config, ["tier_lower_bound", price]);
  const bounds = tiers.map((tier) => neededDecimal(tier, "tier_lower_bound"));
  const [first] = tiers;
  if (first !== undefined && bounds[0] !== undefined && bounds[0] !== "0")
    partNotExpressible(first.below("tier_lower_bound"), `must be 0 for the first tier, got ${bounds[0]}`);
  return tiers.map((tier, at) => ({
    up_to: at === tiers.length - 1 ? null : bounds[at + 1],
    unit_amount: neededDecimal(tier, price),
  }));
}

/** Units are rounded up to packages first; tiers then count packages, so bounds have to be whole ones. */
export function packageTiers(config: Fields): RuleDraft {
  const size = neededDecimal(config, "package_size");
  const tiers = lowerBoundTiers(config, "per_unit").map(({ up_to, unit_amount }, at) => {
    if (typeof up_to !== "string" || size === undefined) return { up_to, unit_amount };
    const packages = wholeQuotient(up_to, size);
    if (packages === undefined)
      partNotExpressible(
        issuesBelow(config.at, "tiers", at + 1, "tier_lower_bound"),
        `must be whole packages of ${size}, got ${up_to}`,
      );
    return { up_to: packages, unit_amount };
  });
  return {
    model: "tiered",
    tiers_mode: "graduated",
    tiers,
    quantity_transform: { divide_by: size, round: "up" },
  };
}

function tiersOf(config: Fields, names: readonly string[]): Fields[] {
  if (config.get("tiers") === undefined) missing(config, "tiers");
  return listIn(config, "tiers").flatMap((tier, at) => {
    const fields = fieldsOf(tier, issuesBelow(config.at, "tiers", at));
    if (fields !== undefined) refuseUnknown(fields, names);
    return fields ?? [];
  });
}

function checkAdjoining(tiers: readonly Fields[], lower: string, upper: string): void {
  tiers.forEach((tier, at) => {
    const before = tiers[at - 1];
    const begin = neededDecimal(tier, lower);
    const end = before === undefined ? "0" : decimalIn(before, upper);
    if (begin === undefined || end === undefined || compareDecimals(begin, end) === 0) return;
    partNotExpressible(tier.below(lower), `must be ${end}, where the tier before ends, got ${begin}`);
  });
}
