// Which billing periods a preview is of.
import { billingPeriods, type Charge, type Contract, type Period, parseTimestamp } from "../index.ts";
import { Refusal } from "./refusal.ts";

/** The periods that `--period` means; throws a refusal when it means none. */
export function choosePeriods(contract: Contract, wanted: string): Period[] {
  const days = daysOf(wanted);
  if (days === undefined) {
    throw new Refusal([`--period must be a month such as 2026-03 or a day such as 2026-03-15, is ${wanted}`]);
  }
  const overlapping = billingPeriods(contract, days.first, days.last);
  const beginning = overlapping.filter(({ start }) => start.startsWith(wanted));
  const holding = overlapping.filter(({ start }) => start < days.first);
  const chosen = beginning.length > 0 ? beginning : holding;
  if (chosen.length > 0) return chosen;
  const term = `from ${contract.start_date ?? "ever"} up to, not including, ${contract.end_date ?? "never"}`;
  throw new Refusal([`--period ${wanted}: the contract runs ${term} and has no billing period then`]);
}

/** The periods that charges are of, in order. */
export function chargedPeriods(contract: Contract, charges: readonly Charge[]): Period[] {
  const starts = new Set(charges.map(({ period }) => period.start));
  return [...starts].sort().flatMap((start) => billingPeriods(contract, start, start));
}

/** The first period of a contract; none where a contract has no start. */
export function firstPeriods(contract: Contract): Period[] {
  const day = contract.start_date;
  return day === null ? [] : billingPeriods(contract, day, day);
}

/** First and last day of a month, or a day twice. */
function daysOf(wanted: string): { readonly first: string; readonly last: string } | undefined {
  if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(wanted))
    return exists(wanted) ? { first: wanted, last: wanted } : undefined;
  if (!/^[0-9]{4}-[0-9]{2}$/.test(wanted)) return undefined;
  const last = ["31", "30", "29", "28"].map((day) => `${wanted}-${day}`).find(exists);
  return last === undefined ? undefined : { first: `${wanted}-01`, last };
}

function exists(day: string): boolean {
  return parseTimestamp(`${day}T00:00:00Z`).ok;
}
