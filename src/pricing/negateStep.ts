import type { Step } from "../model/charge.ts";

/** The same step the other way round: for usage below zero that is credited. */
export function negateStep(of: Step): Step {
  const { quantity, flat_amount, amount } = of;
  const opposite = (text: string): string =>
    text === "0" ? text : text.startsWith("-") ? text.slice(1) : `-${text}`;
  return {
    ...of,
    ...(quantity === undefined ? {} : { quantity: opposite(quantity) }),
    ...(flat_amount === undefined ? {} : { flat_amount: opposite(flat_amount) }),
    amount: opposite(amount),
  };
}
