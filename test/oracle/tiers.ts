// What a ladder of tiers asks for, tier by tier, for the oracle.
import type { Tier, TieredPrice } from "../../src/model/pricingProgram.ts";
import {
  add,
  compare,
  type Fraction,
  fraction,
  isNegative,
  isZero,
  larger,
  multiply,
  smaller,
  subtract,
  sum,
  zero,
} from "./fraction.ts";
import { packagesOf } from "./transform.ts";

/** The price of a quantity of which the first `free` units cost nothing, but take their place in the ladder. */
export function priceInTiers(price: TieredPrice, quantity: Fraction, free: Fraction = zero): Fraction {
  return sum(price.tiers.map((tier, index) => priceInTier(price, tier, index, quantity, free)));
}

/** What a tier asks for: the units that it prices and its flat, within its maximum. */
function priceOfTier(tier: Tier, units: Fraction): Fraction {
  const count = tier.package_size === undefined ? units : packagesOf(units, tier.package_size);
  const price = multiply(count, fraction(tier.unit_amount ?? tier.rate ?? "0"));
  const plain = add(price, fraction(tier.flat_amount ?? "0"));
  return tier.maximum_amount === undefined ? plain : smaller(plain, fraction(tier.maximum_amount));
}

function priceInTier(
  { tiers_mode, tiers }: TieredPrice,
  tier: Tier,
  index: number,
  quantity: Fraction,
  free: Fraction,
): Fraction {
  const lower = fraction(tiers[index - 1]?.up_to ?? "0");
  const upper = tier.up_to === null ? quantity : fraction(tier.up_to);
  const isReached = compare(lower, quantity) < 0 && compare(quantity, upper) <= 0;
  const from = tiers_mode === "graduated" ? larger(lower, free) : free;
  const to = tiers_mode === "graduated" ? smaller(upper, quantity) : quantity;
  const units = subtract(to, from);
  if (tiers_mode === "volume" && !isReached) return zero;
  return isZero(units) || isNegative(units) ? zero : priceOfTier(tier, units);
}
