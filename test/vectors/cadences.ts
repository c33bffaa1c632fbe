// Lengths of periods, by their names in our contracts. What has no name is asked for all the same, and refused.
import { billingPeriods, parseContract } from "../../src/index.ts";
import { daysAfter } from "./days.ts";
import { contractWith } from "./documents.ts";

const names: { readonly [length: string]: string } = {
  "1 day": "daily",
  "1 week": "weekly",
  "1 month": "monthly",
  "3 month": "quarterly",
  "6 month": "semiannual",
  "12 month": "annual",
  "1 year": "annual",
};

export function cadenceNamed(interval: string, count = 1): string {
  const length = `${count} ${interval}`;
  return names[length] ?? length;
}

/** The cadence with a period of just these days. */
export function cadenceBetween(start: string, end: string): string | undefined {
  return Object.values(names).find((billing_cadence) => {
    const contract = parseContract(contractWith({ billing_cadence, billing_anchor_date: start }));
    if (!contract.ok) return false;
    return billingPeriods(contract.value, start, start).some((period) => daysAfter(period.end, 1) === end);
  });
}
