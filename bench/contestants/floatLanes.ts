import { createFloatTotals } from "./floatTotals.ts";
import type { Lanes } from "./lanes.ts";

export function createFloatLanes(): Lanes {
  const totals = createFloatTotals();
  let sum = 0;
  return {
    open: totals.open,
    rate(events) {
      let charged = sum;
      for (const { total, quantity } of events) charged += totals.count(total, Number(quantity));
      sum = charged;
    },
    amounts: () => totals.amounts.map(String),
    charged: () => String(sum),
  };
}
