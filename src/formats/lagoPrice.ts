// Lago's charge models, as the price of a rule.
import { compareDecimals, movedPoint, wholeNumber } from "./decimals.ts";
import { decimalIn, type Fields, neededDecimal, refuseUnknown } from "./fields.ts";
import { addIssue, glimpse, type IssuesAt } from "./issuesAt.ts";
import { lagoTiers } from "./lagoTiers.ts";
import type { PriceReading, RuleDraft } from "./priceOptions.ts";
import { partNotExpressible } from "./priceParts.ts";

/** What a price stands in. */
export interface LagoFrame {
  readonly fields: Fields;
  readonly reading: PriceReading;
  /** Digits of the currency; undefined after it has been said why there are none. */
  readonly minorDigits: (at: IssuesAt) => number | undefined;
}

type Price = (properties: Fields, frame: LagoFrame) => RuleDraft | undefined;

const groups = ["pricing_group_keys", "grouped_by"];
const perEvent = ["fixed_amount", "per_transaction_min_amount", "per_transaction_max_amount"] as const;
const freeParts = ["free_units_per_events", "free_units_per_total_aggregation"] as const;

const models: { readonly [model: string]: { readonly fields: readonly string[]; readonly price: Price } } = {
  standard: { fields: ["amount"], price: standard },
  graduated: { fields: ["graduated_ranges"], price: (of) => lagoTiers(of, "graduated_ranges") },
  graduated_percentage: {
    fields: ["graduated_percentage_ranges"],
    price: (of) => lagoTiers(of, "graduated_percentage_ranges"),
  },
  volume: { fields: ["volume_ranges"], price: (of) => lagoTiers(of, "volume_ranges") },
  package: { fields: ["amount", "free_units", "package_size"], price: packages },
  percentage: { fields: ["rate", ...perEvent, ...freeParts], price: percentage },
  dynamic: { fields: [], price: dynamic },
};

export function lagoPrice(model: unknown, properties: Fields, frame: LagoFrame): RuleDraft | undefined {
  const found = typeof model === "string" && Object.hasOwn(models, model) ? models[model] : undefined;
  if (found === undefined)
    return partNotExpressible(
      frame.fields.below("charge_model"),
      `has no counterpart, got ${glimpse(model)}`,
    );
  refuseUnknown(properties, found.fields, groups);
  return found.price(properties, frame);
}

function standard(properties: Fields): RuleDraft {
  return { model: "per_unit", unit_amount: neededDecimal(properties, "amount"), negative_usage: "clamp" };
}

function packages(properties: Fields): RuleDraft {
  const free = decimalIn(properties, "free_units");
  return {
    model: "package",
    package_size: neededDecimal(properties, "package_size"),
    package_amount: neededDecimal(properties, "amount"),
    ...(free === undefined || free === "0" ? {} : { included_quantity: free }),
    negative_usage: "clamp",
  };
}

function percentage(properties: Fields, { reading }: LagoFrame): RuleDraft {
  const percent = neededDecimal(properties, "rate");
  const [fixed, least, most] = perEvent.map((name) => decimalIn(properties, name));
  const [events, amount] = freeParts.map((name) => {
    const value = decimalIn(properties, name);
    return value === "0" ? undefined : value;
  });
  const isLimited = least !== undefined || most !== undefined;
  if (isLimited && amount !== undefined)
    partNotExpressible(
      properties.below("free_units_per_total_aggregation"),
      "must not stand beside limits per transaction: there an event that is wholly free still pays the least, here it pays nothing",
    );
  const hasFixed = fixed !== undefined && compareDecimals(fixed, "0") !== 0;
  if (hasFixed)
    reading.notes.push({
      path: properties.below("fixed_amount").path,
      message: "is due for an event of value 0, also where all of a period are 0 or refunds",
    });
  return {
    model: "percentage",
    rate: percent && movedPoint(percent, -2),
    fixed_amount: hasFixed ? fixed : undefined,
    free_events: events === undefined ? undefined : count(events, properties.below("free_units_per_events")),
    free_amount: amount,
    per_event_minimum: least,
    per_event_maximum: most,
  };
}

function count(text: string, at: IssuesAt): number | undefined {
  return wholeNumber(text) ?? addIssue(at, "integer_invalid", `must be a whole number, got ${text}`);
}

/** The price comes with the event, in cents of the plan's currency. */
function dynamic(_: Fields, { fields, reading, minorDigits }: LagoFrame): RuleDraft {
  reading.notes.push({
    path: fields.below("charge_model").path,
    message: "bills the amounts of the events, also where the units of a period add up to 0",
  });
  const digits = minorDigits(fields.below("charge_model"));
  const multiplier = digits === undefined ? undefined : movedPoint("1", -digits);
  return { model: "dynamic", amount_property: "precise_total_amount_cents", multiplier };
}
