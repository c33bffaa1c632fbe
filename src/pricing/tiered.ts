// Ladders of prices. A tier covers (previous bound, bound]; its flat amount is due once any quantity lies in it.
// Graduated: each tier prices the part inside it. Volume: the tier that the quantity reaches prices all of it.
import {
  add,
  compare,
  type Decimal,
  decimalOf,
  formatDecimal,
  isNegative,
  isZero,
  multiply,
  subtract,
  zero,
} from "../decimal/decimal.ts";
import type { Step } from "../model/charge.ts";
import type { TieredRule } from "../model/pricingProgram.ts";
import { step, type TotalPrice } from "./price.ts";

interface CompiledTier {
  readonly above: Decimal;
  /** Null: open. */
  readonly upTo: Decimal | null;
  readonly unitPrice: Decimal;
  readonly flat: Decimal;
  /** Price of a quantity that fills all tiers below this one, in a graduated ladder. */
  readonly below: Decimal;
}

export function tiered(rule: TieredRule): TotalPrice {
  const tiers = compileTiers(rule);
  const atZero = rule.zero_usage === "first_tier" && tiers[0] !== undefined ? tiers[0].flat : zero;
  const priceOf = rule.tiers_mode === "graduated" ? graduatedAmount : volumeAmount;
  const explain = rule.tiers_mode === "graduated" ? graduatedSteps : volumeSteps;
  return {
    per: "total",
    amountAt: (quantity) => (isZero(quantity) ? atZero : priceOf(tierOf(tiers, quantity), quantity)),
    stepsAt(quantity) {
      if (!isZero(quantity)) return explain(tiers, quantity);
      return isZero(atZero) ? [] : [tierStep(tiers[0] as CompiledTier, zero)];
    },
    unitPriceAt(quantity) {
      const reached = tierOf(tiers, quantity);
      const oneTier = rule.tiers_mode === "volume" || reached === tiers[0];
      return oneTier && isZero(reached.flat) ? reached.unitPrice : null;
    },
  };
}

function compileTiers(rule: TieredRule): CompiledTier[] {
  let above = zero;
  let below = zero;
  return rule.tiers.map((tier) => {
    const upTo = tier.up_to === null ? null : decimalOf(tier.up_to);
    const unitPrice = decimalOf(tier.unit_amount ?? tier.rate ?? "0");
    const compiled = { above, upTo, unitPrice, flat: decimalOf(tier.flat_amount ?? "0"), below };
    if (upTo !== null) {
      below = graduatedAmount(compiled, upTo);
      above = upTo;
    }
    return compiled;
  });
}

/** The tier that a quantity lands in: the first whose bound is not below it. */
function tierOf(tiers: readonly CompiledTier[], quantity: Decimal): CompiledTier {
  let low = 0;
  let high = tiers.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { upTo } = tiers[middle] as CompiledTier;
    if (upTo === null || compare(quantity, upTo) <= 0) high = middle;
    else low = middle + 1;
  }
  return tiers[low] as CompiledTier;
}

function graduatedAmount(tier: CompiledTier, quantity: Decimal): Decimal {
  return add(tier.below, amountIn(tier, subtract(quantity, tier.above)));
}

function volumeAmount(tier: CompiledTier, quantity: Decimal): Decimal {
  return amountIn(tier, quantity);
}

function amountIn(tier: CompiledTier, units: Decimal): Decimal {
  return add(multiply(units, tier.unitPrice), tier.flat);
}

function graduatedSteps(tiers: readonly CompiledTier[], quantity: Decimal): Step[] {
  const steps: Step[] = [];
  for (const tier of tiers) {
    const inside = subtract(
      tier.upTo !== null && compare(quantity, tier.upTo) > 0 ? tier.upTo : quantity,
      tier.above,
    );
    if (isNegative(inside) || isZero(inside)) break;
    steps.push(tierStep(tier, inside));
  }
  return steps;
}

function volumeSteps(tiers: readonly CompiledTier[], quantity: Decimal): Step[] {
  return [tierStep(tierOf(tiers, quantity), quantity)];
}

function tierStep(tier: CompiledTier, quantity: Decimal): Step {
  return step("tier", {
    up_to: tier.upTo === null ? null : formatDecimal(tier.upTo),
    quantity,
    unit_price: tier.unitPrice,
    flat_amount: tier.flat,
    amount: amountIn(tier, quantity),
  });
}
