// How many digits the amounts of a contract have after the point.
import { type Contract, parsePricingProgram, resolveTerms } from "../index.ts";

const mostDigits = 18;

/** Digits of the currency's minor unit. Terms tell them: they take no fee that is finer than one minor unit. */
export function minorDigits(contract: Contract): number {
  let digits = 0;
  while (digits < mostDigits && takesFeeOf(contract, digits + 1)) digits += 1;
  return digits;
}

function takesFeeOf(contract: Contract, digits: number): boolean {
  const amount = `0.${"1".padStart(digits, "0")}`;
  const fee = { name: "Fee", type: "subscription", model: "flat", frequency: "monthly", amount };
  const program = parsePricingProgram({ contract: contract.id, version: 1, rules: [fee] });
  return program.ok && resolveTerms(contract, [program.value]).ok;
}
