// Ours: the library's running totals in plain numbers. What does not fit them goes another way there; here all fits.
import { add, decimalOf, formatDecimal, zero } from "../../src/decimal/decimal.ts";
import { createLanes } from "../../src/lane/lanes.ts";
import { formatLimbs } from "../../src/lane/limbs.ts";
import { putMillionths } from "../../src/lane/millionths.ts";
import { piecesOf } from "../../src/lane/pieces.ts";
import { compilePrice } from "../../src/pricing/compilePrice.ts";
import type { Lanes } from "./lanes.ts";

export function createOurLanes(): Lanes {
  const lanes = createLanes();
  const scales: number[] = [];
  /** Of each total the high and the low limb. */
  let amounts = new Float64Array(2_048);

  function texts(): string[] {
    return scales.map((scale, at) =>
      formatLimbs(amounts[2 * at] as number, amounts[2 * at + 1] as number, scale),
    );
  }

  return {
    open(rule) {
      const price = compilePrice(rule).priceOf(undefined);
      const pieces = price.per === "total" ? piecesOf(price) : undefined;
      if (pieces === undefined) throw new RangeError("the workload has no rule whose price fits no numbers");
      if (2 * scales.length === amounts.length) {
        const larger = new Float64Array(2 * amounts.length);
        larger.set(amounts);
        amounts = larger;
      }
      scales.push(pieces.scale);
      return lanes.open(pieces, 0);
    },
    rate(events) {
      const { asked, amount } = lanes;
      for (const { total, quantity } of events) {
        putMillionths(quantity, asked, 0);
        if (!lanes.countAsked(total)) throw new RangeError("the workload has no event that does not fit");
        amounts[2 * total] = (amounts[2 * total] as number) + (amount[0] as number);
        amounts[2 * total + 1] = (amounts[2 * total + 1] as number) + (amount[1] as number);
      }
    },
    amounts: texts,
    // Limbs are added where they belong, as the scale is each rule's own: the sum of all is theirs.
    charged: () => formatDecimal(texts().reduce((sum, text) => add(sum, decimalOf(text)), zero)),
  };
}
