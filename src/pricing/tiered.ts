// Ladders of prices. A tier covers (previous bound, bound]; its flat amount is due once any quantity that it prices lies in
// it. Graduated: each tier prices the part inside it. Volume: the tier that the quantity reaches prices all of it.
import {
  add,
  compare,
  type Decimal,
  decimalOf,
  formatDecimal,
  isZero,
  maximum,
  minimum,
  multiply,
  subtract,
  zero,
} from "../decimal/decimal.ts";
import { divideRounded } from "../metering/transform.ts";
import type { Step } from "../model/charge.ts";
import { partitionPoint } from "../model/partitionPoint.ts";
import type { Tier, TieredPrice } from "../model/pricingProgram.ts";
import { step, type TotalPrice } from "./price.ts";

interface CompiledTier {
  readonly above: Decimal;
  /** Null: open. */
  readonly upTo: Decimal | null;
  readonly unitPrice: Decimal;
  readonly flat: Decimal;
  /** Units in a package; undefined: the unit price is that of a unit. */
  readonly size: Decimal | undefined;
  readonly most: Decimal | undefined;
  /** Price of a quantity that fills all tiers below this one, in a graduated ladder. */
  readonly below: Decimal;
}

export interface TieredOptions {
  /** Units at the beginning of the ladder that keep their place in it and cost nothing. */
  readonly consumed?: Decimal;
  /** The first tier's flat amount is due where nothing is billed. */
  readonly flatAtZero?: boolean;
}

export function tiered(
  price: TieredPrice,
  { consumed = zero, flatAtZero = false }: TieredOptions = {},
): TotalPrice {
  const tiers = compileTiers(price.tiers, consumed);
  const first = tiers[0] as CompiledTier;
  const atZero = flatAtZero ? amountIn(first, zero) : zero;
  const isGraduated = price.tiers_mode === "graduated";
  const bills = (quantity: Decimal): boolean => compare(quantity, consumed) > 0;
  return {
    per: "total",
    amountAt(quantity) {
      if (!bills(quantity)) return atZero;
      const tier = tierOf(tiers, quantity);
      const own = amountIn(
        tier,
        isGraduated ? unitsIn(tier, quantity, consumed) : subtract(quantity, consumed),
      );
      return isGraduated ? add(tier.below, own) : own;
    },
    stepsAt(quantity) {
      const free = minimum(quantity, consumed);
      const steps = isZero(free) ? [] : [step("included", { quantity: free, amount: zero })];
      if (!bills(quantity)) return isZero(atZero) ? steps : [...steps, tierStep(first, zero)];
      if (!isGraduated) return [...steps, tierStep(tierOf(tiers, quantity), subtract(quantity, consumed))];
      return [...steps, ...graduatedSteps(tiers, quantity, consumed)];
    },
    unitPriceAt(quantity) {
      const { flat, size, most, unitPrice, above } = tierOf(tiers, quantity);
      const oneTier = !isGraduated || compare(above, consumed) <= 0;
      return oneTier && isZero(flat) && size === undefined && most === undefined ? unitPrice : null;
    },
    ...shapeOf(tiers, consumed),
  };
}

/** Packages and a most inside of a tier make it no line. */
function shapeOf(tiers: readonly CompiledTier[], consumed: Decimal): Pick<TotalPrice, "shape"> {
  if (tiers.some(({ size, most }) => size !== undefined || most !== undefined)) return {};
  return { shape: { bends: [consumed, ...tiers.flatMap(({ upTo }) => upTo ?? [])] } };
}

function compileTiers(tiers: readonly Tier[], consumed: Decimal): CompiledTier[] {
  let above = zero;
  let below = zero;
  return tiers.map((tier) => {
    const upTo = tier.up_to === null ? null : decimalOf(tier.up_to);
    const compiled: CompiledTier = {
      above,
      upTo,
      unitPrice: decimalOf(tier.unit_amount ?? tier.rate ?? "0"),
      flat: decimalOf(tier.flat_amount ?? "0"),
      size: tier.package_size === undefined ? undefined : decimalOf(tier.package_size),
      most: tier.maximum_amount === undefined ? undefined : decimalOf(tier.maximum_amount),
      below,
    };
    if (upTo !== null) {
      const inside = unitsIn(compiled, upTo, consumed);
      if (!isZero(inside)) below = add(below, amountIn(compiled, inside));
      above = upTo;
    }
    return compiled;
  });
}

/** The tier that a quantity lands in: the first whose bound is not below it. */
function tierOf(tiers: readonly CompiledTier[], quantity: Decimal): CompiledTier {
  const at = partitionPoint(tiers.length - 1, (index) => {
    const { upTo } = tiers[index] as CompiledTier;
    return upTo !== null && compare(quantity, upTo) > 0;
  });
  return tiers[at] as CompiledTier;
}

/** The billed units of a quantity that lie in a tier. */
function unitsIn({ above, upTo }: CompiledTier, quantity: Decimal, consumed: Decimal): Decimal {
  const top = upTo === null ? quantity : minimum(quantity, upTo);
  return maximum(zero, subtract(top, maximum(above, consumed)));
}

/** What a tier asks once it is entered. */
function amountIn(tier: CompiledTier, units: Decimal): Decimal {
  const plain = add(multiply(packagesIn(tier, units) ?? units, tier.unitPrice), tier.flat);
  return tier.most === undefined ? plain : minimum(plain, tier.most);
}

function packagesIn({ size }: CompiledTier, units: Decimal): Decimal | undefined {
  return size === undefined ? undefined : divideRounded(units, size, "up", 0);
}

function graduatedSteps(tiers: readonly CompiledTier[], quantity: Decimal, consumed: Decimal): Step[] {
  const steps: Step[] = [];
  for (const tier of tiers) {
    if (compare(tier.above, quantity) >= 0) break;
    const inside = unitsIn(tier, quantity, consumed);
    if (!isZero(inside)) steps.push(tierStep(tier, inside));
  }
  return steps;
}

function tierStep(tier: CompiledTier, quantity: Decimal): Step {
  return step("tier", {
    up_to: tier.upTo === null ? null : formatDecimal(tier.upTo),
    quantity,
    package_size: tier.size,
    packages: packagesIn(tier, quantity),
    unit_price: tier.unitPrice,
    flat_amount: tier.flat,
    maximum_amount: tier.most,
    amount: amountIn(tier, quantity),
  });
}
