// Every unit at one price: quantity × unit price. A plain percentage is the same with a rate.
import { type Decimal, isZero, multiply } from "../decimal/decimal.ts";
import { step, type TotalPrice } from "./price.ts";

export function perUnit(unitPrice: Decimal, kind: "unit" | "rate"): TotalPrice {
  return {
    per: "total",
    amountAt: (quantity) => multiply(quantity, unitPrice),
    stepsAt: (quantity) =>
      isZero(quantity)
        ? []
        : [step(kind, { quantity, unit_price: unitPrice, amount: multiply(quantity, unitPrice) })],
    unitPriceAt: () => unitPrice,
    shape: { bends: [] },
  };
}
