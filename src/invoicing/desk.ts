// What drafting looks things up in.
import type { BillingCalendar } from "../calendar/billingCalendar.ts";
import type { Reign } from "../calendar/timeline.ts";
import type { Charge } from "../model/charge.ts";
import type { Terms } from "../model/terms.ts";

export interface Desk {
  readonly terms: Terms;
  readonly calendar: BillingCalendar;
  readonly timeline: readonly Reign[];
  /** By first day of the period, then rule id. */
  readonly charges: ReadonlyMap<string, ReadonlyMap<string, readonly Charge[]>>;
}
