// The price comes with each event, times a multiplier.
import {
  add,
  type Decimal,
  decimalOf,
  isZero,
  maximum,
  multiply,
  subtract,
  zero,
} from "../decimal/decimal.ts";
import type { DynamicRule } from "../model/pricingProgram.ts";
import { type EventPrice, step } from "./price.ts";

export function dynamic(rule: DynamicRule): EventPrice {
  const multiplier = decimalOf(rule.multiplier ?? "1");
  const clamps = rule.negative_usage === "clamp";
  const billed = (sum: Decimal): Decimal => (clamps ? maximum(zero, sum) : sum);
  return {
    per: "event",
    start: { amount: zero, freeEvents: 0, freeAmount: zero, freeOver: true },
    ordered: false,
    clamps,
    unitPrice: null,
    next(state, _value, price = zero) {
      const own = multiply(price, multiplier);
      const sum = add(state.amount, own);
      const amount = subtract(billed(sum), billed(state.amount));
      const steps = isZero(price)
        ? []
        : [step("dynamic", { quantity: price, unit_price: multiplier, amount: own })];
      const clamped = subtract(amount, own);
      if (!isZero(clamped)) steps.push(step("clamped", { amount: clamped }));
      return { state: { ...state, amount: sum }, amount, steps };
    },
  };
}
