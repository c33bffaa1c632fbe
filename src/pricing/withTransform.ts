// The total turned into the unit that is priced, before anything is taken off or priced.
import { decimalOf, isZero, zero } from "../decimal/decimal.ts";
import { transform } from "../metering/transform.ts";
import type { QuantityTransform } from "../model/measuring.ts";
import { step, type TotalPrice } from "./price.ts";

export function withTransform(price: TotalPrice, settings: QuantityTransform): TotalPrice {
  const { divide_by = "1", round, scale } = settings;
  const divisor = decimalOf(divide_by);
  return {
    per: "total",
    amountAt: (quantity) => price.amountAt(transform(quantity, settings)),
    stepsAt(quantity) {
      if (isZero(quantity)) return price.stepsAt(zero);
      const result = transform(quantity, settings);
      const own = step("transform", { quantity, divide_by: divisor, round, scale, result, amount: zero });
      return [own, ...price.stepsAt(result)];
    },
    // The line counts what was used, and this is the price of something else.
    unitPriceAt: () => null,
  };
}
