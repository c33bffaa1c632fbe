// A share in basis points of each event's value, with a most per event: a percentage under another name.
import { decimalOf, divide, formatDecimal } from "../decimal/decimal.ts";
import type { BpsRule } from "../model/pricingProgram.ts";
import { perEventPercentage } from "./perEventPercentage.ts";
import type { EventPrice } from "./price.ts";

/** Basis points in a whole. */
const whole = decimalOf("10000");
/** Four more than a basis point can have, so the division is exact. */
const exactScale = 22;

export function bps(rule: BpsRule): EventPrice {
  const rate = formatDecimal(divide(decimalOf(rule.bps), whole, exactScale));
  return perEventPercentage({ ...rule, rate });
}
