// What Orb takes off a price, and between which amounts it keeps it: usage first, then the discount, the minimum, the maximum.
import { compareDecimals } from "./decimals.ts";
import {
  choiceIn,
  decimalIn,
  type Fields,
  fieldsIn,
  fieldsOf,
  listIn,
  neededDecimal,
  refuseUnknown,
} from "./fields.ts";
import { addIssue, issuesBelow } from "./issuesAt.ts";
import type { RuleDraft } from "./priceOptions.ts";
import { partNotExpressible } from "./priceParts.ts";

export interface OrbAdjustments {
  /** Units that are not billed. */
  readonly included: string | undefined;
  readonly rest: RuleDraft;
}

export function orbAdjustments(fields: Fields): OrbAdjustments {
  const { included, ...discount } = discountOf(fields);
  const limits = { minimum_amount: limitOf(fields, "minimum"), maximum_amount: limitOf(fields, "maximum") };
  return { included, rest: { ...discount, ...limits } };
}

interface Discounted {
  readonly included?: string | undefined;
  readonly discounts?: readonly RuleDraft[];
}

function discountOf(fields: Fields): Discounted {
  const discount = fieldsIn(fields, "discount");
  if (discount === undefined) return {};
  refuseScope(discount, fields.get("id"));
  const type = choiceIn(discount, "discount_type", ["percentage", "amount", "usage", "trial"]);
  if (type === undefined) return {};
  if (type === "trial") {
    partNotExpressible(
      discount.below("discount_type"),
      "must not be a trial: a rule can take effect later instead",
    );
    return {};
  }
  const value = neededDecimal(discount, `${type}_discount`);
  if (type === "usage") return { included: value };
  return { discounts: [type === "percentage" ? { percent: value } : { amount: value }] };
}

/** Written twice, as a number of its own and in an object. */
function limitOf(fields: Fields, name: "minimum" | "maximum"): string | undefined {
  const limit = fieldsIn(fields, name);
  if (limit !== undefined) refuseScope(limit, fields.get("id"));
  const inside = limit === undefined ? undefined : neededDecimal(limit, `${name}_amount`);
  const beside = decimalIn(fields, `${name}_amount`);
  if (inside !== undefined && beside !== undefined && compareDecimals(inside, beside) !== 0)
    return addIssue(
      fields.below(`${name}_amount`),
      "value_conflict",
      `must be ${inside}, as in ${name}, got ${beside}`,
    );
  return inside ?? beside;
}

/** An adjustment of several prices together belongs to none of them alone. */
function refuseScope(adjustment: Fields, id: unknown): void {
  const ids = listIn(adjustment, "applies_to_price_ids");
  if (ids.some((other) => other !== id))
    partNotExpressible(adjustment.below("applies_to_price_ids"), "must be for this price alone");
  listIn(adjustment, "filters").forEach((filter, at) => {
    const of = fieldsOf(filter, issuesBelow(adjustment.at, "filters", at));
    if (of !== undefined) refuseFilter(of, id);
  });
}

/** One that lets through anything but this price. */
function refuseFilter(filter: Fields, id: unknown): void {
  refuseUnknown(filter, ["field", "operator", "values"]);
  if (filter.get("field") !== "price_id") {
    partNotExpressible(filter.below("field"), "must be price_id");
    // The values of another field are not ids of prices.
    return;
  }
  if (filter.get("operator") !== "includes") partNotExpressible(filter.below("operator"), "must be includes");
  const values = filter.get("values");
  const isOwn = Array.isArray(values) && values.length === 1 && values[0] === id;
  if (!isOwn) partNotExpressible(filter.below("values"), "must be the id of this price alone");
}
