// Digits of a currency's minor unit, for the oracle: ISO 4217, two unless listed.
import type { Contract } from "../../src/model/contract.ts";

const none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ");
const three = "BHD IQD JOD KWD LYD OMR TND".split(" ");
const four = "CLF UYW".split(" ");

export function currencyDigits({
  currency,
  currency_digits,
}: Pick<Contract, "currency" | "currency_digits">): number {
  if (currency_digits !== undefined) return currency_digits;
  if (none.includes(currency)) return 0;
  if (three.includes(currency)) return 3;
  return four.includes(currency) ? 4 : 2;
}
