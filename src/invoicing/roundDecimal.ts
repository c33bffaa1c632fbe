import { checkOwnText } from "../decimal/checkDecimal.ts";
import { formatDecimal, roundTo } from "../decimal/decimal.ts";
import type { RoundingMode } from "../model/contract.ts";
import { BillingError } from "../model/errors.ts";
import type { IssueCode } from "../model/issueCode.ts";
import { show } from "../model/show.ts";

const modes: readonly RoundingMode[] = ["half_up", "half_even", "up", "down", "ceiling", "floor"];

/**
 * A decimal rounded to a number of places, as invoice lines are.
 *
 * `half_up` takes ties away from zero, on both sides of it, so that a credit cancels its charge;
 * `half_even` to the even neighbour; `up` and `down` go away from and towards zero, `ceiling` and `floor`
 * towards plus and minus infinity.
 *
 * @param value - a decimal in plain notation, also one longer than what is taken from outside
 * @param scale - places after the point, -100 to 100; below zero rounds to tens, hundreds …
 * @param mode - how digits are lost
 * @returns plain text without trailing zeros and without negative zero
 * @throws BillingError when an argument is none of these
 *
 * @example
 * roundDecimal("1.115", 2, "half_up"); // => "1.12"
 * roundDecimal("-0.004", 2, "half_even"); // => "0"
 */
export function roundDecimal(value: string, scale: number, mode: RoundingMode): string {
  const check = checkOwnText(value);
  if (!check.ok) throw refused("value", check.code, check.message);
  if (!Number.isInteger(scale) || Math.abs(scale) > 100) {
    throw refused("scale", "integer_invalid", `must be a whole number from -100 to 100, got ${show(scale)}`);
  }
  if (!modes.includes(mode)) throw refused("mode", "value_invalid", `must be one of ${modes.join(", ")}`);
  return formatDecimal(roundTo(check.value, scale, mode));
}

function refused(path: string, code: IssueCode, message: string): BillingError {
  return new BillingError([{ code, path, message }]);
}
