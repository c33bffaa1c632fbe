// What a quantity costs, written out from the words of the semantics, for the oracle: what is below zero, then the
// transform, then what is included, then the model.
import type { Cell } from "../../src/model/charge.ts";
import type { CellPrice, FlatRule, UsageRule } from "../../src/model/pricingProgram.ts";
import {
  compare,
  type Fraction,
  fraction,
  isNegative,
  isZero,
  larger,
  multiply,
  negate,
  smaller,
  subtract,
  zero,
} from "./fraction.ts";
import { contentOf } from "./ladders.ts";
import { negativeUsageOf, timesOf } from "./reading.ts";
import { priceInTiers } from "./tiers.ts";
import { packagesOf, transform } from "./transform.ts";

/** The exact price of a period's total, in a cell where the rule has cells; for a fee, of so many occurrences. */
export function priceOfTotal(rule: UsageRule | FlatRule, total: Fraction, cell?: Cell): Fraction {
  if (rule.model === "flat") return multiply(fraction(rule.amount), total);
  if (!isNegative(total)) return priceOfSize(rule, total, cell, zeroUsageFlat(rule));
  return negativeUsageOf(rule) === "credit"
    ? negate(priceOfSize(rule, negate(total), cell, zero))
    : priceOfSize(rule, zero, cell, zeroUsageFlat(rule));
}

/** What the rule asks for when nothing is billable. */
export function zeroUsageFlat(rule: UsageRule): Fraction {
  if (rule.model !== "tiered" || rule.zero_usage !== "first_tier") return zero;
  const [first] = rule.tiers;
  const flat = fraction(first?.flat_amount ?? "0");
  return first?.maximum_amount === undefined ? flat : smaller(flat, fraction(first.maximum_amount));
}

/** The price of a quantity that is not below zero. */
function priceOfSize(
  rule: UsageRule,
  size: Fraction,
  cell: Cell | undefined,
  withoutUnits: Fraction,
): Fraction {
  const perEvent = rule.quantity_transform?.stage === "per_event";
  const quantity = perEvent ? size : transform(rule.quantity_transform, size);
  const included = fraction(rule.included_quantity ?? "0");
  if (isZero(billable(rule, quantity, included))) return withoutUnits;
  if (rule.model === "tiered" && rule.included_mode === "consume")
    return priceInTiers(rule, quantity, included);
  return priceOfUnits(priceIn(rule, cell), billable(rule, quantity, included));
}

function billable(rule: UsageRule, quantity: Fraction, included: Fraction): Fraction {
  if (rule.included_mode === "cliff") return compare(quantity, included) <= 0 ? zero : quantity;
  return larger(zero, subtract(quantity, included));
}

/** The price that holds for the rule, or in one of its cells. */
function priceIn(rule: UsageRule, cell: Cell | undefined): CellPrice | "free" {
  switch (rule.model) {
    case "per_unit":
    case "package":
    case "tiered":
      return rule;
    case "percentage":
      return { rate: rule.rate };
    case "matrix":
    case "time_of_day":
      return priceOfCell(rule, cell);
    case "bps":
    case "dynamic":
      throw new Error(`a ${rule.model} rule prices each event, not a total`);
  }
}

function priceOfCell(
  rule: Extract<UsageRule, { default: unknown }>,
  cell: Cell | undefined,
): CellPrice | "free" {
  const named =
    rule.model === "matrix"
      ? rule.cells.map((price) => ({ name: price.when as Cell, price }))
      : rule.windows.map((price) => ({ name: timesOf(price) as Cell, price }));
  const found = named.find(({ name }) => contentOf(name) === contentOf(cell ?? null));
  if (found !== undefined) return found.price;
  if (cell !== "default" || rule.default === "error") throw new Error(`no price for ${contentOf(cell)}`);
  return rule.default;
}

function priceOfUnits(price: CellPrice | "free", units: Fraction): Fraction {
  if (price === "free") return zero;
  if ("tiers" in price) return priceInTiers(price, units);
  if ("package_size" in price) {
    return multiply(packagesOf(units, price.package_size, price.round), fraction(price.package_amount));
  }
  return multiply(units, fraction("rate" in price ? price.rate : price.unit_amount));
}
