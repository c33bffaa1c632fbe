import { add, decimalOf, formatDecimal } from "../decimal/decimal.ts";
import type { Charge } from "../model/charge.ts";
import type { Terms } from "../model/terms.ts";
import { mergeSteps } from "../pricing/price.ts";
import { monthOfCharge } from "./usageUse.ts";

/**
 * Fewer charges that make the same draft: those of one rule, version, billing period and local calendar
 * month as one.
 *
 * For streams that should not keep every charge. A merged charge has the event_id and the timestamp of the
 * first it stands for, the sum of the quantities, amounts and steps, and can be merged again.
 *
 * @param terms - the terms that they were rated with
 * @param charges - charges of these terms' contract, in any order
 * @returns the merged charges, in the order in which the first of each came
 *
 * @example
 * const contract = expectOk(parseContract({
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"],
 * }));
 * const program = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1,
 *   rules: [{ name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.02" }],
 * }));
 * const terms = expectOk(resolveTerms(contract, [program]));
 * const event = { external_contract_id: "acme", metric: "calls", quantity: "5", timestamp: "2026-03-01T00:00:00Z" };
 * const { charges } = rateUsage(terms, [{ ...event, event_id: "e1" }, { ...event, event_id: "e2" }]);
 * mergeCharges(terms, charges).map(({ quantity, amount }) => [quantity, amount]); // => [["10", "0.2"]]
 */
export function mergeCharges(terms: Terms, charges: Iterable<Charge>): Charge[] {
  const monthOf = monthOfCharge(terms.contract.timezone);
  const merged = new Map<string, Charge>();
  for (const charge of charges) {
    const key = JSON.stringify([
      charge.contract,
      charge.rule_id,
      charge.version,
      charge.period.start,
      monthOf(charge),
    ]);
    const sum = merged.get(key);
    merged.set(key, sum === undefined ? copyOf(charge) : mergePair(sum, charge));
  }
  return [...merged.values()];
}

/** The result shares nothing with what it was made from. */
function copyOf(charge: Charge): Charge {
  const { steps, period } = charge;
  return { ...charge, period: { ...period }, ...(steps === undefined ? {} : { steps: mergeSteps([steps]) }) };
}

function mergePair(a: Charge, b: Charge): Charge {
  return {
    ...a,
    quantity: formatDecimal(add(decimalOf(a.quantity), decimalOf(b.quantity))),
    amount: formatDecimal(add(decimalOf(a.amount), decimalOf(b.amount))),
    ...(a.steps === undefined || b.steps === undefined ? {} : { steps: mergeSteps([a.steps, b.steps]) }),
  };
}
