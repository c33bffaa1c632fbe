import type { Contract } from "../model/contract.ts";
import { BillingError } from "../model/errors.ts";
import type { Period } from "../model/period.ts";
import { show } from "../model/show.ts";
import { calendarOf, termOf } from "./billingCalendar.ts";
import { parseDay } from "./day.ts";

/**
 * The billing periods of a contract that overlap the days from `from` to `to`, in order.
 *
 * Boundary k is the billing anchor date + k cadences, the day clamped to the month and never chained from
 * the boundary before; the contract's start and end cut the first and the last period short. `start` and
 * `end` are local days, the end inclusive; `start_at` and `end_at` are instants, the end exclusive. A local
 * day begins at its first instant, also where the zone has no midnight or two. A day that a zone skipped
 * altogether makes no period of its own.
 *
 * @param contract - a checked contract
 * @param from - first local day, `YYYY-MM-DD`
 * @param to - last local day, inclusive; before `from`: no periods
 * @returns periods without gaps or overlaps
 * @throws BillingError `date_invalid` when a date does not exist
 *
 * @example
 * const contract = expectOk(parseContract({
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly",
 *   metrics: ["calls"], start_date: "2026-01-31", billing_anchor_date: "2026-01-31",
 * }));
 * billingPeriods(contract, "2026-02-01", "2026-03-01").map(({ start, end }) => [start, end]);
 * // => [["2026-01-31", "2026-02-27"], ["2026-02-28", "2026-03-30"]]
 */
export function billingPeriods(contract: Contract, from: string, to: string): Period[] {
  const calendar = calendarOf(contract);
  const [first, last] = [dayOrThrow(from, "from"), dayOrThrow(to, "to")];
  const periods: Period[] = [];
  if (last < first) return periods;
  let next = calendar.periodOn(Math.max(first, termOf(contract).firstDay));
  while (next !== undefined && next.startDay <= last) {
    if (next.startAt < next.endAt) periods.push(next.period);
    next = calendar.periodOf(next.index + 1);
  }
  return periods;
}

function dayOrThrow(text: string, path: string): number {
  const day = typeof text === "string" ? parseDay(text) : undefined;
  if (day !== undefined) return day;
  const message = `must be an existing day such as "2026-03-31", got ${show(text)}`;
  throw new BillingError([{ code: "date_invalid", path, message }]);
}
