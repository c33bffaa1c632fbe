// Ladders of tiers: totals that fall where a tier begins, packages that do not end where a tier does, an open end for nothing.
import {
  add,
  compare,
  type Decimal,
  decimalOf,
  divide,
  formatDecimal,
  isZero,
  maximum,
  roundTo,
  subtract,
  zero,
} from "../decimal/decimal.ts";
import { adjustmentsOf } from "../invoicing/adjustmentsOf.ts";
import type { Contract } from "../model/contract.ts";
import type { Rule, Tier, TieredPrice, UsageRule } from "../model/pricingProgram.ts";
import type { Warning } from "../model/warning.ts";
import { tiered } from "../pricing/tiered.ts";
import { tiersIn } from "../pricing/tiersIn.ts";
import { mostMonths } from "./mostMonths.ts";

/** The least that a quantity can lie above a bound. */
const least = decimalOf("0.000000000000000001");

/** What happens to a quantity before it meets the tiers. */
interface Steps {
  /** What quantities are rounded to; undefined: they may be any. */
  readonly unit: Decimal | undefined;
  /** Taken off before the tiers. */
  readonly shifted: Decimal;
  /** Not billed, but counted in the tiers. */
  readonly consumed: Decimal;
  /** Up to there nothing is billed, wherever the tiers are. */
  readonly free: Decimal;
}

export function lintTiers(contract: Contract, rule: Rule, path: string): Warning[] {
  if (rule.type !== "usage") return [];
  const steps = stepsBefore(rule);
  const { monthly_cap: _cap, ...uncapped } = rule;
  // Where a period has parts of two months, each has a cap of its own, and a fall in the second is seen whatever the first came to.
  // Only the one field is missing.
  const limited = mostMonths(contract) === 1 ? rule : (uncapped as UsageRule);
  return tiersIn(rule).flatMap(({ path: inner, price }) => {
    const at = `${path}.${inner}tiers`;
    return [
      ...findCliffs(price, limited, steps, at),
      ...findMisfits(price, steps, at),
      ...findFreeEnd(price.tiers, at),
    ];
  });
}

function stepsBefore(rule: UsageRule): Steps {
  const { quantity_transform, included_quantity = "0", included_mode = "shift", aggregation } = rule;
  // Means of rounded quantities are not round themselves.
  const blurs =
    quantity_transform?.stage === "per_event" &&
    (aggregation === "average" || aggregation === "weighted_sum");
  const counts =
    quantity_transform === undefined && (aggregation === "count" || aggregation === "unique_count");
  const rounds = quantity_transform?.round !== undefined && !blurs;
  return {
    unit: rounds ? unitOf(quantity_transform.scale ?? 0) : counts ? unitOf(0) : undefined,
    shifted: included_mode === "shift" ? decimalOf(included_quantity) : zero,
    consumed: included_mode === "consume" ? decimalOf(included_quantity) : zero,
    free: included_mode === "shift" ? zero : decimalOf(included_quantity),
  };
}

function* findCliffs(
  price: TieredPrice,
  rule: UsageRule,
  { unit, free, consumed }: Steps,
  path: string,
): Iterable<Warning> {
  if (price.tiers_mode !== "volume") return;
  const { amountAt } = tiered(price, { consumed });
  const adjustments = adjustmentsOf(rule);
  const billed = (quantity: Decimal): Decimal => adjustments.billed(amountAt(quantity));
  for (const [at, { up_to }] of price.tiers.entries()) {
    if (up_to === null || compare(decimalOf(up_to), free) <= 0) continue;
    const bound = decimalOf(up_to);
    const next = add(bound, unit ?? least);
    const [below, above] = [billed(bound), billed(next)];
    if (compare(above, below) >= 0) continue;
    const message = `${up_to} units cost ${formatDecimal(below)}, and the next bit more only ${formatDecimal(roundTo(above, 12, "half_up"))}`;
    yield { code: "volume_cliff", path: `${path}[${at}].up_to`, message, quantity: up_to };
  }
}

function* findMisfits(
  { tiers, tiers_mode }: TieredPrice,
  { unit, shifted, consumed }: Steps,
  path: string,
): Iterable<Warning> {
  for (const [at, { up_to, package_size }] of tiers.entries()) {
    if (up_to === null) continue;
    const here = `${path}[${at}].up_to`;
    if (unit !== undefined && !isMultiple(add(decimalOf(up_to), shifted), unit)) {
      const message = `quantities are rounded before they meet the tiers, and none comes to ${up_to}`;
      yield { code: "package_misaligned", path: here, message };
    }
    // Graduated tiers count packages from their own beginning, volume tiers from that of the ladder.
    const lower = tiers_mode === "volume" ? zero : decimalOf(tiers[at - 1]?.up_to ?? "0");
    const units = subtract(decimalOf(up_to), maximum(lower, consumed));
    if (package_size === undefined || isMultiple(units, decimalOf(package_size))) continue;
    const message = `the tier does not end with a whole package of ${package_size}`;
    yield { code: "package_misaligned", path: here, message };
  }
}

function unitOf(scale: number): Decimal {
  return decimalOf(scale === 0 ? "1" : `0.${"0".repeat(scale - 1)}1`);
}

function isMultiple(quantity: Decimal, unit: Decimal): boolean {
  return compare(divide(quantity, unit, 0, "up"), divide(quantity, unit, 0, "down")) === 0;
}

function* findFreeEnd(tiers: readonly Tier[], path: string): Iterable<Warning> {
  const { unit_amount = "0", rate = "0", flat_amount = "0", maximum_amount = "1" } = tiers.at(-1) ?? {};
  const priceless = [unit_amount, rate, flat_amount].every((price) => isZero(decimalOf(price)));
  if (!priceless && !isZero(decimalOf(maximum_amount))) return;
  const message = "costs nothing, however much is used beyond the last bound";
  yield { code: "open_tier_free", path: `${path}[${tiers.length - 1}]`, message };
}
