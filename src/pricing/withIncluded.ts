// Units of a period that are not billed. Shift: taken off first, so that the ladder of prices begins after them. Cliff: free
// up to there; once there are more, all are billed.
import { add, compare, type Decimal, isZero, maximum, subtract, zero } from "../decimal/decimal.ts";
import { step, type TotalPrice } from "./price.ts";

export function withIncluded(price: TotalPrice, included: Decimal, mode: "shift" | "cliff"): TotalPrice {
  if (isZero(included)) return price;
  const billable = (quantity: Decimal): Decimal => {
    if (mode === "cliff") return compare(quantity, included) > 0 ? quantity : zero;
    return maximum(zero, subtract(quantity, included));
  };
  return {
    per: "total",
    amountAt: (quantity) => price.amountAt(billable(quantity)),
    stepsAt(quantity) {
      const rest = price.stepsAt(billable(quantity));
      const free = subtract(quantity, billable(quantity));
      return isZero(free) ? rest : [step("included", { quantity: free, amount: zero }), ...rest];
    },
    unitPriceAt: (quantity) => price.unitPriceAt(billable(quantity)),
    ...shapeWith(price, included, mode),
  };
}

function shapeWith(
  { shape }: TotalPrice,
  included: Decimal,
  mode: "shift" | "cliff",
): Pick<TotalPrice, "shape"> {
  if (shape === undefined) return {};
  if (mode === "shift")
    return { shape: { ...shape, bends: [included, ...shape.bends.map((bend) => add(bend, included))] } };
  // The stairs begin at zero, though nobody sees the first of them.
  return shape.stair === undefined ? { shape: { bends: [included, ...shape.bends] } } : {};
}
