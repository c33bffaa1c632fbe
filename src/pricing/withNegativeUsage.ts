// Totals below zero: billed as zero (`clamp`), or priced by their size and given back (`credit`). With `reject` no
// total gets below zero, as events are refused.
import { isNegative, negate, zero } from "../decimal/decimal.ts";
import { negateStep } from "./negateStep.ts";
import { step, type TotalPrice } from "./price.ts";

export function withClamp(price: TotalPrice): TotalPrice {
  return {
    per: "total",
    amountAt: (quantity) => price.amountAt(isNegative(quantity) ? zero : quantity),
    stepsAt(quantity) {
      if (!isNegative(quantity)) return price.stepsAt(quantity);
      return [step("clamped", { quantity, amount: zero }), ...price.stepsAt(zero)];
    },
    unitPriceAt: (quantity) => price.unitPriceAt(isNegative(quantity) ? zero : quantity),
    ...shapeOf(price),
  };
}

/** `given` prices what is given back. */
export function withCredit(price: TotalPrice, given: TotalPrice): TotalPrice {
  return {
    per: "total",
    amountAt: (quantity) =>
      isNegative(quantity) ? negate(given.amountAt(negate(quantity))) : price.amountAt(quantity),
    stepsAt: (quantity) =>
      isNegative(quantity) ? given.stepsAt(negate(quantity)).map(negateStep) : price.stepsAt(quantity),
    unitPriceAt: (quantity) =>
      isNegative(quantity) ? given.unitPriceAt(negate(quantity)) : price.unitPriceAt(quantity),
    ...shapeOf(price),
  };
}

/** Nothing changes from zero on. */
function shapeOf({ shape }: TotalPrice): Pick<TotalPrice, "shape"> {
  return shape === undefined ? {} : { shape };
}
