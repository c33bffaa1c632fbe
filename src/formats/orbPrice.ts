// Orb's price models, as the price of a rule.
import { movedPoint, productOfDecimals } from "./decimals.ts";
import { decimalIn, type Fields, neededDecimal, refuseUnknown, textIn } from "./fields.ts";
import { glimpse } from "./issuesAt.ts";
import { orbMatrix } from "./orbMatrix.ts";
import { bulkTiers, lowerBoundTiers, packageTiers, shareTiers, unitTiers } from "./orbTiers.ts";
import type { RuleDraft } from "./priceOptions.ts";
import { partNotExpressible, partsNotExpressible } from "./priceParts.ts";

interface Model {
  /** Fields of its configuration. */
  readonly fields: readonly string[];
  readonly price: (config: Fields) => RuleDraft;
}

const models: { readonly [model: string]: Model } = {
  unit: { fields: ["unit_amount"], price: unit },
  package: { fields: ["package_amount", "package_size"], price: packages },
  package_with_allocation: { fields: ["allocation", "package_amount", "package_size"], price: packages },
  tiered: { fields: ["tiers"], price: (config) => ladder("graduated", unitTiers(config)) },
  bulk: { fields: ["tiers"], price: (config) => ladder("volume", bulkTiers(config)) },
  matrix: { fields: ["dimensions", "default_unit_amount", "matrix_values"], price: orbMatrix },
  tiered_package: { fields: ["package_size", "tiers"], price: packageTiers },
  grouped_tiered: {
    fields: ["grouping_key", "tiers"],
    price: (config) => ({
      ...ladder("graduated", lowerBoundTiers(config, "unit_amount")),
      ...groupOf(config),
    }),
  },
  grouped_tiered_package: {
    fields: ["grouping_key", "package_size", "tiers"],
    price: (config) => ({ ...packageTiers(config), ...groupOf(config) }),
  },
  bps: { fields: ["bps", "per_unit_maximum"], price: basisPoints },
  tiered_bps: {
    fields: ["tiers"],
    price: (config) => ladder("graduated", shareTiers(config, "minimum_amount")),
  },
  bulk_bps: { fields: ["tiers"], price: (config) => ladder("volume", shareTiers(config)) },
  unit_with_percent: { fields: ["unit_amount", "percent"], price: shareOfUnit },
};

/** The models that a rule can say. */
export const orbModels: readonly string[] = Object.keys(models);

/** Why some of the others cannot. */
const reasons: { readonly [model: string]: string } = {
  percent: "is a share of other prices, and a percentage here of usage",
  event_output: "has a unit price in each event, and a rule takes an amount",
  threshold_total_amount: "does not say whether a quantity equal to a threshold has passed it",
};

export function orbPrice(model: string, config: Fields | undefined, fields: Fields): RuleDraft | undefined {
  const found = Object.hasOwn(models, model) ? models[model] : undefined;
  if (found === undefined) {
    const reason = Object.hasOwn(reasons, model) ? reasons[model] : undefined;
    return partNotExpressible(
      fields.below("model_type"),
      reason ?? `has no counterpart, got ${glimpse(model)}`,
    );
  }
  if (config === undefined) return undefined;
  refuseUnknown(config, found.fields, ["prorated", "prorate", "scaling_factor"]);
  partsNotExpressible(config, ["prorated", "prorate"]);
  const factor = config.get("scaling_factor");
  if (factor !== undefined && factor !== 1 && factor !== "1")
    partNotExpressible(config.below("scaling_factor"), "must be 1: multiply the price");
  return found.price(config);
}

function ladder(tiers_mode: "graduated" | "volume", tiers: readonly RuleDraft[]): RuleDraft {
  return { model: "tiered", tiers_mode, tiers };
}

function unit(config: Fields): RuleDraft {
  return { model: "per_unit", unit_amount: neededDecimal(config, "unit_amount") };
}

function packages(config: Fields): RuleDraft {
  const free = decimalIn(config, "allocation");
  return {
    model: "package",
    package_size: neededDecimal(config, "package_size"),
    package_amount: neededDecimal(config, "package_amount"),
    ...(free === undefined || free === "0" ? {} : { included_quantity: free }),
  };
}

function groupOf(config: Fields): RuleDraft {
  return { group_by: [textIn(config, "grouping_key")] };
}

function basisPoints(config: Fields): RuleDraft {
  const most = decimalIn(config, "per_unit_maximum");
  return {
    model: "bps",
    bps: neededDecimal(config, "bps"),
    ...(most === undefined ? {} : { per_event_maximum: most }),
  };
}

/** A share, out of 100, of units × price is units × a share of the price. */
function shareOfUnit(config: Fields): RuleDraft {
  const [amount, percent] = [neededDecimal(config, "unit_amount"), neededDecimal(config, "percent")];
  const isThere = amount !== undefined && percent !== undefined;
  return {
    model: "per_unit",
    unit_amount: isThere ? movedPoint(productOfDecimals(amount, percent), -2) : undefined,
  };
}
