// Vectors of peers as price objects of these peers: what a caller would have from their API.
import { times } from "../vectors/numbers.ts";
import type { PriceConfig, Vector, VectorTier } from "../vectors/vector.ts";

type Document = Readonly<Record<string, unknown>>;

/** Whose price a vector is, and the price; undefined where the vector is about no price. */
export interface PeerPrice {
  readonly peer: "stripe" | "lago" | "orb";
  readonly price: Document;
}

export function peerPriceOf(vector: Vector): PeerPrice | undefined {
  const peer = peerOf(vector);
  if (peer === undefined || (vector.kind !== "aggregate" && vector.kind !== "events")) return undefined;
  const price = { stripe: stripePrice, lago: lagoCharge, orb: orbPrice }[peer](vector);
  return price && { peer, price };
}

/** By the vector's name, or by whose documents it is from. */
export function peerOf({ id, source }: Pick<Vector, "id" | "source">): PeerPrice["peer"] | undefined {
  const [first] = id.split("/");
  const name = first === "docs-misc" ? source.split(" ")[0]?.toLowerCase() : first;
  return name === "stripe" || name === "lago" || name === "orb" ? name : undefined;
}

function stripePrice({ model, config }: Vector): Document {
  const minor = (amount: string | undefined) => amount && times(amount, "100");
  const recurring = { interval: "month", interval_count: 1, usage_type: "metered" };
  const frame = { id: "price_1", currency: "usd", type: "recurring", recurring };
  if (config.package_size !== undefined)
    return {
      ...{ ...frame, billing_scheme: "per_unit", unit_amount_decimal: minor(config.package_amount) },
      transform_quantity: { divide_by: config.package_size, round: config.package_rounding },
    };
  const tiers = config.tiers?.map(({ up_to, unit_amount, flat_amount }) => ({
    ...{
      up_to: up_to ?? null,
      unit_amount_decimal: minor(unit_amount),
      flat_amount_decimal: minor(flat_amount),
    },
  }));
  return { ...frame, billing_scheme: "tiered", tiers_mode: model, tiers };
}

function orbPrice({ model, config }: Vector): Document {
  const frame = { id: "p1", name: "Units", price_type: "usage_price", cadence: "monthly", currency: "USD" };
  if (config.package_size !== undefined)
    return { ...frame, model_type: "package", package_config: packageConfig(config) };
  const tiers = (config.tiers ?? []).map(({ up_to, unit_amount }, at, all) =>
    model === "volume"
      ? { maximum_units: up_to ?? null, unit_amount }
      : { first_unit: all[at - 1]?.up_to ?? "0", last_unit: up_to ?? null, unit_amount },
  );
  return model === "volume"
    ? { ...frame, model_type: "bulk", bulk_config: { tiers } }
    : { ...frame, model_type: "tiered", tiered_config: { tiers } };
}

function packageConfig({ package_size, package_amount }: PriceConfig): Document {
  return { package_size, package_amount };
}

const lagoModels: Readonly<Record<string, string>> = {
  ...{ per_unit: "standard", graduated: "graduated", volume: "volume", package: "package" },
  ...{ percentage: "percentage", graduated_percentage: "graduated_percentage", dynamic: "dynamic" },
  ...{ minimum_spend: "standard", prorated_graduated: "graduated", prorated_graduated_unique: "graduated" },
};

function lagoCharge({ model, config }: Vector): Document | undefined {
  const charge_model = lagoModels[model];
  if (charge_model === undefined) return undefined;
  const { minimum_spend: least } = config;
  return {
    ...{
      id: "charge-1",
      billable_metric_code: "units",
      charge_model,
      prorated: model.startsWith("prorated"),
    },
    ...(least === undefined ? {} : { min_amount_cents: times(least, "100") }),
    properties: lagoProperties(charge_model, config),
  };
}

function lagoProperties(model: string, config: PriceConfig): Document {
  const { tiers = [] } = config;
  switch (model) {
    case "standard":
      return { amount: config.unit_amount ?? "1" };
    case "package":
      return {
        amount: config.package_amount,
        package_size: config.package_size,
        free_units: config.free_units ?? 0,
      };
    case "percentage":
      return {
        ...{ rate: times(config.rate ?? "0", "100"), fixed_amount: config.fixed_amount ?? null },
        ...{ free_units_per_events: config.free_events ?? null },
        ...{ free_units_per_total_aggregation: config.free_amount ?? null },
        ...{ per_transaction_min_amount: config.per_transaction_min ?? null },
        ...{ per_transaction_max_amount: config.per_transaction_max ?? null },
      };
    case "dynamic":
      return {};
    default:
      return {
        [`${model}_ranges`]: tiers.map((tier, at) => lagoRange(tier, tiers[at - 1]?.up_to, haveGaps(tiers))),
      };
  }
}

/** Where all bounds are whole there are gaps of one unit, else none. */
function haveGaps(tiers: readonly VectorTier[]): boolean {
  return tiers.every(({ up_to }) => typeof up_to !== "string" || /^\d+$/.test(up_to));
}

function lagoRange(
  { up_to, unit_amount, rate, flat_amount }: VectorTier,
  before: string | null | undefined,
  hasGap: boolean,
): Document {
  return {
    ...{
      from_value: hasGap && typeof before === "string" ? String(BigInt(before) + 1n) : (before ?? "0"),
      to_value: up_to ?? null,
      flat_amount,
    },
    ...(rate === undefined ? { per_unit_amount: unit_amount } : { rate: times(rate, "100") }),
  };
}
