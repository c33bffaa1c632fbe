// What charges brought on each local day.
import { billingPeriods, type Charge, type Contract, parseContract } from "../index.ts";
import { exactText, type Fraction, fractionOf, none, plus } from "./fraction.ts";
import { type DayCharge, readCharges } from "./readCharges.ts";
import { readShape, type Shape } from "./readShape.ts";
import { valueAt } from "./valueAt.ts";

/** A local day and what it brought. */
export interface DayUsage {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** A decimal; null where there was no usage. */
  readonly quantity: string | null;
}

/** Days to add up, of all charges or of one line's. */
export interface UsageByDayOptions {
  /** First and last local day, both inclusive, as in `billing_period`. */
  readonly period: { readonly start: string; readonly end: string };
  /** Only charges of this rule. */
  readonly rule_id?: string;
  /** Only charges of these terms of the rule. */
  readonly version?: number;
  /** Only charges of this group. */
  readonly group?: Charge["group"];
}

/**
 * The quantities of a contract's charges by local day, in its zone: what the events of each day added to the rule's quantity.
 *
 * Of charges as one run of rating gave them the days add up to the quantity of the line, for every aggregation: where a largest value is counted, a day
 * has what it added to the largest so far. What was carried over from before is of no day. A day outside of the contract is left out.
 *
 * Merged charges (`mergeCharges`, `charges()` of a rater) do not say so and are no good: each stands on the day of the first event in it. Charges of several workers, each
 * of which began at zero, add up for sums and counts alone: two of a largest value of 10 and of 12 are two days of 10 and 12, where the line has 12.
 *
 * @param charges - charges as `rate`, `rateBatch` and `rateUsage` return them, or an engine's store holds them; in any order
 * @param contract - the contract, whose zone says when a day begins; charges of others are left out
 * @param options - the days, and whose charges
 * @returns each day once, in order; `quantity` is null on days without usage
 * @throws BillingError for what are no charges, no contract and no options, and `date_invalid` for a day that does not exist
 *
 * @example
 * const contract = expectOk(parseContract({
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"], timezone: "America/New_York",
 * }));
 * const program = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1, rules: [{ name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "1" }],
 * }));
 * const { charges } = rateUsage(expectOk(resolveTerms(contract, [program])), [
 *   { external_contract_id: "acme", event_id: "e1", metric: "calls", quantity: "2.5", timestamp: "2026-01-03T03:00:00Z" },
 * ]);
 * usageByDay(charges, contract, { period: { start: "2026-01-01", end: "2026-01-03" } });
 * // => [{ day: "2026-01-01", quantity: null }, { day: "2026-01-02", quantity: "2.5" }, { day: "2026-01-03", quantity: null }]
 */
export function usageByDay(
  charges: readonly Charge[],
  contract: Contract,
  options: UsageByDayOptions,
): DayUsage[] {
  const read = readShape(options, optionShape, "options") as unknown as UsageByDayOptions;
  const known = valueAt(parseContract(contract), "contract");
  const own = readCharges(charges, "charges").filter((charge) => charge.contract === known.id);
  return addUpDays(wantedOf(own, read), known, read.period);
}

const optionShape: Shape = {
  period: { shape: { start: "text", end: "text" } },
  rule_id: "text?",
  version: "number?",
  group: "values?",
};

function wantedOf(
  charges: readonly DayCharge[],
  { rule_id, version, group }: UsageByDayOptions,
): readonly DayCharge[] {
  const wanted = group === undefined ? undefined : groupText(group);
  return charges.filter(
    (charge) =>
      (rule_id === undefined || charge.rule_id === rule_id) &&
      (version === undefined || charge.version === version) &&
      (wanted === undefined || groupText(charge.group) === wanted),
  );
}

/** The same of charges and a contract that have been read. */
export function addUpDays(
  charges: readonly DayCharge[],
  contract: Contract,
  period: UsageByDayOptions["period"],
): DayUsage[] {
  const days = billingPeriods({ ...contract, billing_cadence: "daily" }, period.start, period.end);
  const sums = days.map((): Fraction | undefined => undefined);
  for (const charge of charges) {
    // Instants of charges and of days are written alike, so their texts are in order.
    const at = lastBefore(days, charge.timestamp);
    if (at === undefined) continue;
    sums[at] = plus(sums[at] ?? none, fractionOf(charge.quantity));
  }
  return days.map(({ start }, at) => {
    const sum = sums[at];
    return { day: start, quantity: sum === undefined ? null : exactText(sum) };
  });
}

/** The day that holds an instant. */
function lastBefore(
  days: readonly { readonly start_at: string; readonly end_at: string }[],
  instant: string,
): number | undefined {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle]?.end_at ?? "") <= instant) low = middle + 1;
    else high = middle;
  }
  const day = days[low];
  return day !== undefined && day.start_at <= instant ? low : undefined;
}

/** The group as one text, whatever the order of its properties; without a group, that of an empty one. */
export function groupText(group: Charge["group"]): string {
  return JSON.stringify(Object.entries(group ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
}
