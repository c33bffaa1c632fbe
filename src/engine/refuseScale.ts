import { minorDigits } from "../decimal/currencyDigits.ts";
import { decimalOf, scaleOf } from "../decimal/decimal.ts";
import type { Contract } from "../model/contract.ts";
import { refusal } from "./desk.ts";

/** Money that changes hands is whole minor units of the contract's currency. */
export function refuseScale({ amount }: { readonly amount: string }, contract: Contract): void {
  const digits = minorDigits(contract);
  if (scaleOf(decimalOf(amount)) <= digits) return;
  const message = `must have at most ${digits} decimal places in ${contract.currency}, is ${amount}`;
  throw refusal("amount_scale_exceeds_currency", message, "amount");
}
