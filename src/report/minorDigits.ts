// How many digits amounts are shown with.
import { type Contract, currencyDigits } from "../index.ts";

/** How many digits the amounts of a contract have after the point. */
export function minorDigits({
  currency,
  currency_digits,
}: Pick<Contract, "currency" | "currency_digits">): number {
  return currency_digits ?? currencyDigits(currency) ?? 0;
}
