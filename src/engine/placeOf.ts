import { calendarOf } from "../calendar/billingCalendar.ts";
import { formatDay } from "../calendar/day.ts";
import { instantIn } from "../calendar/instant.ts";
import { localDay } from "../calendar/zone.ts";
import type { Contract } from "../model/contract.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import type { UsageRecord } from "../store/billingStore.ts";

/** The day and the billing period that an event belongs to. */
export type EventPlace = Pick<UsageRecord, "service_date" | "period_start">;

/** Undefined outside the contract. */
export function placeOf(contract: Contract, { timestamp }: UsageEvent): EventPlace | undefined {
  const instant = instantIn(timestamp);
  const period = calendarOf(contract).periodAt(instant);
  if (period === undefined) return undefined;
  return {
    service_date: formatDay(localDay(instant, contract.timezone)),
    period_start: period.period.start,
  };
}
