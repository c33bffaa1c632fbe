// A monthly cap is counted in calendar months, so what it takes from a period goes by how many of them the period reaches into.
import { dayIn } from "../calendar/billingCalendar.ts";
import { monthsOf } from "../calendar/cadence.ts";
import { isFirstOfMonth } from "../calendar/month.ts";
import type { Contract } from "../model/contract.ts";

/** How many calendar months a billing period of the contract can have parts of. */
export function mostMonths({ billing_cadence, billing_anchor_date }: Contract): number {
  const months = monthsOf[billing_cadence];
  if (months === undefined) return billing_cadence === "daily" ? 1 : 2;
  return isFirstOfMonth(dayIn(billing_anchor_date)) ? months : months + 1;
}
