// The lines of groups whose prices are one ladder's: its rounded amount, shared out among them.
import { type Decimal, decimalOf, formatDecimal, maximum, negate, zero } from "../decimal/decimal.ts";
import type { LineItem } from "../model/invoice.ts";
import { step } from "../pricing/price.ts";
import type { Share } from "./ladderUse.ts";
import { shareAmount } from "./shareAmount.ts";

/** The lines of the groups that one line stands for; by quantity, where those of the other sign count nothing. */
export function shareOut(line: LineItem, shares: readonly Share[], digits: number): LineItem[] {
  const weights = shares.map(({ quantity }) => {
    const signed = line.quantity.startsWith("-") ? negate(quantity) : quantity;
    return maximum(zero, signed);
  });
  const { quantity, exact_amount, amount, steps } = line;
  const shared = { quantity, exact_amount, amount, steps };
  const amounts = shareAmount(decimalOf(amount), weights, digits);
  return shares.map(({ group, quantity: own }, at): LineItem => {
    const part = amounts[at] as Decimal;
    const text = formatDecimal(part);
    return {
      ...line,
      quantity: formatDecimal(own),
      amount: text,
      group: { ...group },
      exact_amount: text,
      steps: [step("share", { quantity: own, amount: part })],
      shared,
    };
  });
}
