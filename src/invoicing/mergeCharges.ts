import { isInOneMonth } from "../calendar/month.ts";
import { add, type Decimal, decimalOf, formatDecimal, zero } from "../decimal/decimal.ts";
import { partKey } from "../metering/groupOf.ts";
import type { Charge, Step } from "../model/charge.ts";
import { copyOf } from "../model/copyOf.ts";
import type { Terms } from "../model/terms.ts";
import { mergeSteps } from "../pricing/price.ts";
import { forEachCharge } from "./checkCharges.ts";
import { ladderOf } from "./ladderOf.ts";
import { createTally, type Tally } from "./tally.ts";
import { monthOfCharge } from "./usageUse.ts";

/**
 * Fewer charges that make the same draft: those of one rule, version, group, cell, billing period and local
 * calendar month as one.
 *
 * For streams that should not keep every charge. A merged charge has the event_id and the timestamp of the
 * first it stands for, the sum of the quantities, amounts, steps and measures, and can be merged again.
 *
 * @param terms - the terms that they were rated with
 * @param charges - charges of these terms' contract, in any order
 * @throws BillingError `charge_invalid` when one of them is no charge; InvariantError when a charge with a measure is of a rule that the terms do not have
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
  const sums = new Map<string, Sum>();
  forEachCharge(charges, (charge) => {
    const { start } = charge.period;
    // Most periods lie in one month, and then the charge does.
    const month = isInOneMonth(charge.period) ? "" : monthOf(charge);
    const part = partKey(charge.group, charge.cell);
    // Ids have no spaces, so the parts stay apart.
    const key = `${charge.contract} ${charge.rule_id} ${charge.version} ${start} ${month} ${part}`;
    const sum = sums.get(key) ?? startOf(terms, charge);
    sums.set(key, sum);
    addTo(sum, charge);
  });
  return [...sums.values()].map(chargeOf);
}

/** Charges that are becoming one. */
interface Sum {
  readonly first: Charge;
  quantity: Decimal;
  amount: Decimal;
  steps: readonly Step[] | undefined;
  readonly measures: Tally | undefined;
}

function startOf(terms: Terms, first: Charge): Sum {
  const rule = first.measure === undefined ? undefined : ladderOf(terms, first).rule;
  return {
    first,
    quantity: zero,
    amount: zero,
    steps: first.steps && [],
    measures: rule?.type === "usage" ? createTally(rule, terms.contract.timezone) : undefined,
  };
}

function addTo(sum: Sum, charge: Charge): void {
  const { quantity, amount, steps } = charge;
  sum.quantity = add(sum.quantity, decimalOf(quantity));
  sum.amount = add(sum.amount, decimalOf(amount));
  if (sum.steps !== undefined && steps !== undefined) sum.steps = mergeSteps([sum.steps, steps]);
  sum.measures?.count(charge);
}

/** The result shares nothing with what it was made from. */
function chargeOf({ first, quantity, amount, steps, measures }: Sum): Charge {
  const measure = measures?.measure();
  const { contract, event_id, rule_id, version, timestamp, period, group, cell } = first;
  return {
    object: "charge",
    ...{ contract, event_id, rule_id, version, timestamp },
    period: copyOf(period),
    ...(group === undefined ? {} : { group: copyOf(group) }),
    ...(cell === undefined ? {} : { cell: copyOf(cell) }),
    quantity: formatDecimal(quantity),
    amount: formatDecimal(amount),
    ...(steps === undefined ? {} : { steps }),
    ...(measure === undefined ? {} : { measure }),
  };
}
