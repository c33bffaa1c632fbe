// Divides and rounds a quantity, for the oracle.
import type { RoundingMode } from "../../src/model/contract.ts";
import type { QuantityRounding, QuantityTransform } from "../../src/model/measuring.ts";
import { divide, type Fraction, fraction, one, round } from "./fraction.ts";

const modes: Record<QuantityRounding, RoundingMode> = { up: "up", down: "down", nearest: "half_up" };

/** The quantity divided, then rounded once: as `round` says, or to 18 decimal places. */
export function transform(how: QuantityTransform | undefined, quantity: Fraction): Fraction {
  if (how === undefined) return quantity;
  const divisor = how.divide_by === undefined ? one : fraction(how.divide_by);
  const exact = divide(quantity, divisor);
  return how.round === undefined
    ? round(exact, 18, "half_up")
    : round(exact, how.scale ?? 0, modes[how.round]);
}

/** Whole packages of that size. */
export function packagesOf(units: Fraction, size: string, how: QuantityRounding = "up"): Fraction {
  return round(divide(units, fraction(size)), 0, modes[how]);
}
