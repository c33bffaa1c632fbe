// Fees are counted from periods of their own, so other terms can change what is due of them in billing periods that they do not touch.
import { type CalendarPeriod, calendarOf, dayIn } from "../calendar/billingCalendar.ts";
import { timelineOf } from "../calendar/timeline.ts";
import { formatDecimal } from "../decimal/decimal.ts";
import { canonicalJson } from "../model/canonicalJson.ts";
import type { Terms } from "../model/terms.ts";
import { feeUses } from "./feeUses.ts";

/** Whether the fees of the period that begins on a day, with either terms, come out otherwise. */
export function feesDiffer(before: Terms, after: Terms, start: string): boolean {
  return feesIn(before, start) !== feesIn(after, start);
}

function feesIn(terms: Terms, start: string): string {
  const period = calendarOf(terms.contract).periodOn(dayIn(start)) as CalendarPeriod;
  const rules = terms.programs.flatMap((program) => program.rules.filter(({ type }) => type !== "usage"));
  const uses = [...new Set(rules.map(({ id }) => id))].flatMap((id) =>
    feeUses(terms, timelineOf(terms), id, period),
  );
  return canonicalJson(
    uses.map(({ ladder, parts }) => [
      ladder.rule.id,
      ladder.version,
      parts.map(({ month, amount }) => [month, formatDecimal(amount)]),
    ]),
  );
}
