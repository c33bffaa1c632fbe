import { convertPrice, type PriceReader, renamedPath } from "./convertPrice.ts";
import { wholeNumber } from "./decimals.ts";
import { choiceIn, type Fields, fieldsOf, isNothing, listIn, refuseUnknown } from "./fields.ts";
import type { FormatResult } from "./formatIssue.ts";
import { addIssue } from "./issuesAt.ts";
import type { ConvertedPrice, PriceReading, RuleDraft } from "./priceOptions.ts";
import { feeAmount, partNames, partNotExpressible, partsNotExpressible } from "./priceParts.ts";
import { stripeCurrency, stripeDigits } from "./stripeDigits.ts";
import { type StripePriceOptions, stripePriceOptions } from "./stripePriceOptions.ts";
import { readRecurring, type StripeRecurring } from "./stripeRecurring.ts";
import { stripeAmount, stripeTiers, stripeTransform, writtenAmount } from "./stripeTiers.ts";

const names = { name: "nickname", quantity: "options.quantity", quantity_transform: "transform_quantity" };
const reader: PriceReader<StripePriceOptions> = {
  read: readStripePrice,
  pathOf,
  options: stripePriceOptions,
};
const known = [
  ...["currency", "billing_scheme", "custom_unit_amount", "recurring", "tiers", "tiers_mode"],
  ...["transform_quantity", "type", "unit_amount", "unit_amount_decimal", "currency_options", "tax_behavior"],
];
/** What says nothing about amounts. */
const told = [
  ...["id", "object", "active", "created", "livemode", "lookup_key", "metadata", "nickname", "product"],
  ...["product_data", "transfer_lookup_key"],
];

/**
 * Reads a price of Stripe as a rule.
 *
 * A metered price becomes a usage rule: `per_unit`, with `quantity_transform` where Stripe transforms, or `tiered`; a sum below zero
 * is billed as zero. A licensed one becomes a subscription, one that is paid once a one-time fee, each for the option `quantity`.
 * Amounts in minor units become major ones by Stripe's digits of the currency, exactly. What a rule cannot say is a
 * `price_not_expressible` with the field's path, among it custom amounts, trials, intervals that are no cadence, and fees in tiers.
 *
 * @param input - any value, or JSON text of a price; tiers have to be expanded
 * @param options - the metric of a metered price, names, the quantity of a licensed one
 * @returns the rule and notes (other currencies, taxes, the cadence that the contract has to have), or every issue
 *
 * @example
 * const converted = fromStripePrice({
 *   id: "price_1", object: "price", currency: "usd", billing_scheme: "tiered", tiers_mode: "graduated", type: "recurring",
 *   recurring: { interval: "month", interval_count: 1, usage_type: "metered" },
 *   tiers: [{ up_to: 1000, unit_amount_decimal: "0.5" }, { up_to: null, unit_amount_decimal: "0.25", flat_amount: 300 }],
 * }, { metric: "calls", name: "Calls", cadence: "monthly" });
 * const rule = converted.ok && converted.value.rule;
 * rule && rule.model === "tiered" && rule.tiers;
 * // => [{ up_to: "1000", unit_amount: "0.005" }, { up_to: null, unit_amount: "0.0025", flat_amount: "3" }]
 */
export function fromStripePrice(
  input: unknown,
  options: StripePriceOptions = {},
): FormatResult<ConvertedPrice> {
  return convertPrice(reader, input, options);
}

function pathOf(path: string, fields: Fields): string {
  const [, place = "", amount = ""] = /^tiers\[(\d+)\]\.((?:unit|flat)_amount)$/.exec(path) ?? [];
  const tier = place === "" ? undefined : listIn(fields, "tiers")[wholeNumber(place) ?? 0];
  const inTier = tier === undefined ? undefined : fieldsOf(tier, fields.at);
  if (inTier !== undefined) return `tiers[${place}].${writtenAmount(inTier, amount)}`;
  const unit = writtenAmount(fields, "unit_amount");
  return renamedPath(path, { ...names, unit_amount: unit, amount: unit });
}

function readStripePrice(fields: Fields, reading: PriceReading<StripePriceOptions>): RuleDraft | undefined {
  const { options, notes } = reading;
  refuseUnknown(fields, known, told);
  partsNotExpressible(fields, ["custom_unit_amount"]);
  const currency = stripeCurrency(fields.get("currency"), fields.below("currency"));
  const digits = stripeDigits(currency, options.minorDigits, fields.below("currency"));
  const scheme = choiceIn(fields, "billing_scheme", ["per_unit", "tiered"]);
  refuseOtherScheme(fields, scheme);
  const recurring = readRecurring(fields, reading);
  if (!isNothing(fields.get("currency_options")))
    notes.push({
      path: "currency_options",
      message: "amounts in other currencies are rules of other contracts",
    });
  if (fields.get("tax_behavior") === "inclusive")
    notes.push({ path: "tax_behavior", message: "the program's taxes have to be inclusive" });
  if (scheme === undefined || recurring === undefined) return undefined;
  const names = { ...partNames(reading, fields.get("id"), fields.get("nickname")), currency };
  if (recurring.rule.type !== "usage")
    return feeDraft(fields, reading, { scheme, digits, currency, recurring, names });
  const price =
    scheme === "per_unit"
      ? {
          model: "per_unit",
          unit_amount: stripeAmount(fields, "unit_amount", digits, true),
          ...stripeTransform(fields),
        }
      : stripeTiers(fields, reading, digits);
  return { ...names, ...recurring.rule, ...price };
}

/** What belongs to the other scheme: which of the two is meant, nobody can say. */
function refuseOtherScheme(fields: Fields, scheme: "per_unit" | "tiered" | undefined): void {
  const others = {
    per_unit: ["tiers", "tiers_mode"],
    tiered: ["unit_amount", "unit_amount_decimal"],
  };
  for (const name of scheme === undefined ? [] : others[scheme]) {
    if (isNothing(fields.get(name))) continue;
    addIssue(fields.below(name), "value_conflict", `must be null where billing_scheme is ${scheme}`);
  }
}

interface Fee {
  readonly scheme: "per_unit" | "tiered";
  readonly digits: number | undefined;
  readonly currency: string | undefined;
  readonly recurring: StripeRecurring;
  readonly names: RuleDraft;
}

function feeDraft(fields: Fields, { options }: PriceReading, fee: Fee): RuleDraft | undefined {
  partsNotExpressible(fields, ["transform_quantity"]);
  if (fee.scheme === "tiered")
    return partNotExpressible(fields.below("tiers"), "prices seats, and tiers here price usage only");
  const unit = stripeAmount(fields, "unit_amount", fee.digits, true);
  const amount = feeAmount(unit, fee.currency, fields.below(writtenAmount(fields, "unit_amount")));
  return { ...fee.names, ...fee.recurring.rule, model: "flat", amount, quantity: options.quantity };
}
