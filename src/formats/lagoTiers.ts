// Ranges of Lago as tiers: from 0, each beginning one unit after the one before ends, or where that ends.
import { compareDecimals, movedPoint, sumOfDecimals, wholeNumber } from "./decimals.ts";
import { decimalIn, type Fields, fieldsOf, listIn, missing, neededDecimal, refuseUnknown } from "./fields.ts";
import { issuesBelow } from "./issuesAt.ts";
import type { RuleDraft } from "./priceOptions.ts";
import { partNotExpressible } from "./priceParts.ts";

type Ranges = "graduated_ranges" | "graduated_percentage_ranges" | "volume_ranges";

export function lagoTiers(properties: Fields, name: Ranges): RuleDraft {
  if (properties.get(name) === undefined) missing(properties, name);
  const ranges = listIn(properties, name).map((range, at) =>
    fieldsOf(range, issuesBelow(properties.at, name, at)),
  );
  const isShare = name === "graduated_percentage_ranges";
  checkBegins(ranges, isShare);
  const tiers = ranges.map((range) => (range === undefined ? {} : tierOf(range, isShare)));
  const flat = tiers[0]?.flat_amount;
  return {
    model: "tiered",
    tiers_mode: name === "volume_ranges" ? "volume" : "graduated",
    tiers,
    ...(flat === undefined || flat === "0" ? {} : { zero_usage: "first_tier" }),
    ...(isShare ? {} : { negative_usage: "clamp" }),
  };
}

function tierOf(range: Fields, isShare: boolean): RuleDraft {
  const price = isShare ? "rate" : "per_unit_amount";
  refuseUnknown(range, ["from_value", "to_value", "flat_amount", price]);
  const amount = neededDecimal(range, price);
  const flat = decimalIn(range, "flat_amount");
  return {
    up_to: decimalIn(range, "to_value") ?? null,
    ...(isShare ? { rate: amount && movedPoint(amount, -2) } : { unit_amount: amount }),
    ...(flat === undefined ? {} : { flat_amount: flat }),
  };
}

/** All ranges begin where the one before ends, or all one unit after: of a mixture nobody can say where 100.5 is. */
function checkBegins(ranges: readonly (Fields | undefined)[], isShare: boolean): void {
  let usual: Begin | undefined;
  ranges.forEach((range, at) => {
    if (range === undefined) return;
    const begin = beginOf(range, at === 0 ? "none" : ranges[at - 1], isShare);
    if (begin === undefined) return;
    usual ??= begin;
    if (begin !== usual)
      partNotExpressible(range.below("from_value"), `${begin}, and another range before it ${usual}`);
  });
}

type Begin = "begins where the range before ends" | "begins one unit after the range before";

/**
 * Between whole bounds a gap of one unit is none: there, too, 100.5 is half a unit of the range from 101. Shares of an amount are
 * counted with that gap only: ranges that adjoin would bill a unit more there.
 */
function beginOf(range: Fields, before: Fields | "none" | undefined, isShare: boolean): Begin | undefined {
  const from = neededDecimal(range, "from_value");
  if (from === undefined || before === undefined) return undefined;
  const at = range.below("from_value");
  if (before === "none") {
    if (from !== "0") partNotExpressible(at, `must be 0 for the first range, got ${from}`);
    return undefined;
  }
  const end = decimalIn(before, "to_value");
  if (end === undefined) return undefined;
  const adjoins = compareDecimals(from, end) === 0;
  if (adjoins && !isShare) return "begins where the range before ends";
  const follows = wholeNumber(end) !== undefined && compareDecimals(from, sumOfDecimals([end, "1"])) === 0;
  if (follows) return "begins one unit after the range before";
  return partNotExpressible(
    at,
    `must begin ${isShare ? "one unit after" : "where, or one unit after,"} the range before ends, at ${end}`,
  );
}
