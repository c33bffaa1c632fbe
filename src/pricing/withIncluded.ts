// Units of a period that are not billed: taken off first, so that the ladder of prices begins after them.
import { type Decimal, isZero, maximum, minimum, subtract, zero } from "../decimal/decimal.ts";
import { step, type TotalPrice } from "./price.ts";

export function withIncluded(price: TotalPrice, included: Decimal): TotalPrice {
  if (isZero(included)) return price;
  const billable = (quantity: Decimal): Decimal => maximum(zero, subtract(quantity, included));
  return {
    per: "total",
    amountAt: (quantity) => price.amountAt(billable(quantity)),
    stepsAt(quantity) {
      const rest = price.stepsAt(billable(quantity));
      if (isZero(quantity)) return rest;
      return [step("included", { quantity: minimum(quantity, included), amount: zero }), ...rest];
    },
    unitPriceAt: (quantity) => price.unitPriceAt(billable(quantity)),
  };
}
