// What a period comes to as things stand: the rules' lines, each rounded once, then the discounts on them, then what is missing to
// the minimum commitment. It is a function of the terms and the charges alone, so it can be asked for again at any time.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { formatDay } from "../calendar/day.ts";
import { formatDecimal, roundTo } from "../decimal/decimal.ts";
import type { LineItem } from "../model/invoice.ts";
import type { Terms } from "../model/terms.ts";
import { ladderDays } from "../pricing/ladderSpan.ts";
import type { AdjustedUse } from "./adjustUses.ts";
import type { Desk, Extent } from "./desk.ts";
import { discountLines } from "./discountLines.ts";
import { draftLines } from "./draftLines.ts";
import { programAbove } from "./programAbove.ts";
import { shareOut } from "./shareOut.ts";
import { trueUp } from "./trueUp.ts";

export function statementOf(desk: Desk, period: CalendarPeriod, extent: Extent): readonly LineItem[] {
  const { contract } = desk.terms;
  const drafted = draftLines(desk, period, extent).flatMap((use) => roundedLines(desk, use, period));
  const { discounts } = programAbove(desk, period);
  const lines = discountLines(drafted, discounts, desk.digits, contract.rounding);
  const missing = extent === "whole" ? trueUp(desk, period, lines) : undefined;
  return missing === undefined ? lines : [...lines, missing];
}

function roundedLines({ terms, digits }: Desk, adjusted: AdjustedUse, period: CalendarPeriod): LineItem[] {
  const { use, exact, steps } = adjusted;
  const line: LineItem = {
    description: use.ladder.rule.name,
    quantity: formatDecimal(use.quantity),
    unit_price: use.unitPrice === null ? null : formatDecimal(use.unitPrice),
    amount: formatDecimal(roundTo(exact, digits, terms.contract.rounding)),
    rule_id: use.ladder.rule.id,
    ...(use.group === undefined ? {} : { group: { ...use.group } }),
    version: use.ladder.version,
    ...partOfPeriod(terms, adjusted, period),
    exact_amount: formatDecimal(exact),
    steps,
  };
  const { shares = [] } = use;
  return shares.length === 0 ? [line] : shareOut(line, shares, digits);
}

/** When a line's terms were in effect; nothing where that is all the time. */
function partOfPeriod(
  terms: Terms,
  { use }: AdjustedUse,
  period: CalendarPeriod,
): Pick<LineItem, "service_period"> {
  const { startDay, endDay } = ladderDays(terms, use.ladder, period);
  if ((startDay === period.startDay && endDay === period.endDay) || startDay >= endDay) return {};
  return { service_period: { start: formatDay(startDay), end: formatDay(endDay - 1) } };
}
