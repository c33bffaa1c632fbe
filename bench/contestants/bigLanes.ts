import Big from "big.js";
import { createBigTotals } from "./bigTotals.ts";
import type { Lanes } from "./lanes.ts";

export function createBigLanes(): Lanes {
  const totals = createBigTotals();
  let sum = new Big(0);
  return {
    open: totals.open,
    rate(events) {
      for (const { total, quantity } of events) sum = sum.plus(totals.count(total, new Big(quantity)));
    },
    amounts: () => totals.amounts.map((amount) => amount.toFixed()),
    charged: () => sum.toFixed(),
  };
}
