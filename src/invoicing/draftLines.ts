// The lines of a period, exact: for each rule, in the order of the price list, its ladders with what they come to.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { isFirstOfMonth, monthOfDay } from "../calendar/month.ts";
import type { Reign } from "../calendar/timeline.ts";
import { decimalOf, isZero } from "../decimal/decimal.ts";
import type { Charge } from "../model/charge.ts";
import { InvariantError } from "../model/errors.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import { ladderSpan } from "../pricing/ladderSpan.ts";
import { type Ladder, ladderIn } from "../pricing/ladders.ts";
import { type Limits, limitsIn, prorates } from "../pricing/limitsIn.ts";
import { ruleIn } from "../pricing/ruleIn.ts";
import { type AdjustedUse, adjustUses, type MonthAmounts } from "./adjustUses.ts";
import { carriedInto } from "./carriedInto.ts";
import type { Desk, Extent } from "./desk.ts";
import { feeUses } from "./feeUses.ts";
import { ladderOf } from "./ladderOf.ts";
import type { LadderUse } from "./ladderUse.ts";
import { reignsIn } from "./reignsIn.ts";
import { amountWithoutUsage, lastMonthOf, monthOfCharge, type Usage, usageUses } from "./usageUse.ts";

export function draftLines(desk: Desk, period: CalendarPeriod, extent: Extent): AdjustedUse[] {
  return [...ruleOrder(desk, period)].flatMap((ruleId) => {
    // A rule in the order is in effect then, so it has limits.
    const limits = limitsOf(desk, ruleId, period, extent) as Limits;
    const uses = usesOf(desk, ruleId, period, limits).filter((use) => extent === "whole" || isUsage(use));
    const adjusted = adjustUses(uses, limits, monthsBefore(desk, ruleId, period, limits));
    // A ladder without usage stands on the invoice only for what it adds.
    return adjusted.filter(({ use, steps }) => !use.idle || steps.some(({ amount }) => amount !== "0"));
  });
}

/** The rules of the version in effect last come first, in its order; then those that only earlier ones had. */
function ruleOrder(desk: Desk, period: CalendarPeriod): Set<string> {
  const newestFirst = [...reignsIn(desk, period)]
    .reverse()
    .flatMap(({ program, ruleIds }) => program.rules.flatMap(({ id }) => (ruleIds.has(id) ? [id] : [])));
  for (const ruleId of desk.charges.get(period.period.start)?.keys() ?? []) {
    if (newestFirst.includes(ruleId)) continue;
    throw new InvariantError(`charges of rule ${ruleId}: no version in effect in the period has such a rule`);
  }
  return new Set(newestFirst);
}

function isUsage({ idle, ladder }: LadderUse): boolean {
  return !idle && ladder.rule.type === "usage";
}

/** By the ladder that is in effect last; a minimum is no matter of usage. */
function limitsOf(desk: Desk, ruleId: string, period: CalendarPeriod, extent: Extent): Limits | undefined {
  const ladders = laddersWithin(desk, ruleId, reignsIn(desk, period));
  const last = ladders.at(-1);
  if (last === undefined) return undefined;
  const limits = limitsIn(desk.terms, last, ladders, period);
  return extent === "whole" ? limits : { ...limits, minimum_amount: undefined };
}

/** In order of time, each once. */
function laddersWithin({ terms }: Desk, ruleId: string, reigns: readonly Reign[]): Ladder[] {
  return [...new Set(reigns.flatMap((reign) => ladderIn(terms.programs, reign, ruleId) ?? []))];
}

function usesOf(desk: Desk, ruleId: string, period: CalendarPeriod, limits: Limits): LadderUse[] {
  const byLadder = new Map<Ladder, Charge[]>();
  for (const charge of desk.charges.get(period.period.start)?.get(ruleId) ?? []) {
    const ladder = ladderOf(desk.terms, charge);
    const ofLadder = byLadder.get(ladder);
    if (ofLadder === undefined) byLadder.set(ladder, [charge]);
    else ofLadder.push(charge);
  }
  const ladders = laddersWithin(desk, ruleId, reignsIn(desk, period));
  const last = ladderAtEnd(desk, ruleId, period);
  const due = last !== undefined && isDueWithoutUsage(last, limits) ? last : undefined;
  if (due !== undefined) openLadder(byLadder, due);
  for (const ladder of ladders) {
    if (ladder.rule.type === "usage" && ladder.rule.carry_over === true) openLadder(byLadder, ladder);
  }
  // Finding the month of every charge costs, so it is done only where a cap asks for it and months differ.
  const oneMonth = monthOfDay(period.startDay) === monthOfDay(period.endDay - 1);
  const { timezone: zone } = desk.terms.contract;
  const monthOf = limits.monthly_cap !== undefined && !oneMonth ? monthOfCharge(zone) : undefined;
  const usage = [...byLadder].flatMap(([ladder, charges]) =>
    ladderUses(desk, ladder, period, { charges, monthOf, due: ladder === due }),
  );
  const uses = [...usage, ...feeUses(desk.terms, desk.timeline, ruleId, period)];
  const ended = ladders.at(-1);
  if (uses.length === 0 && ended !== undefined && isDueOnceEnded(ended, limits))
    return ladderUses(desk, ended, period, { charges: [], monthOf, due: true });
  // The sort is stable: a ladder's groups stay in their order.
  return uses.sort((a, b) => a.ladder.version - b.ladder.version);
}

function ladderUses(
  desk: Desk,
  ladder: Ladder,
  period: CalendarPeriod,
  { charges, monthOf, due }: Pick<Usage, "charges" | "monthOf" | "due">,
): LadderUse[] {
  const { terms } = desk;
  const rule = ruleIn(terms, ladder, ladder.rule as UsageRule, period);
  const span = ladderSpan(terms, ladder, period);
  const carried = carriedInto(desk, ladder, rule, period);
  const { timezone: zone } = terms.contract;
  const lastMonth = lastMonthOf(period);
  return usageUses({ ladder, rule, charges, carried, span, zone, monthOf, lastMonth, due });
}

function openLadder(byLadder: Map<Ladder, Charge[]>, ladder: Ladder): void {
  if (!byLadder.has(ladder)) byLadder.set(ladder, []);
}

/** The ladder that is in effect at the last instant of the period. */
function ladderAtEnd(desk: Desk, ruleId: string, period: CalendarPeriod): Ladder | undefined {
  // Reigns follow one another up to the contract's end, and one has begun by then.
  const reign = desk.timeline.find(
    ({ startDay, endDay }) => startDay < period.endDay && endDay >= period.endDay,
  ) as Reign;
  return ladderIn(desk.terms.programs, reign, ruleId);
}

function isDueWithoutUsage({ rule }: Ladder, limits: Limits): boolean {
  return rule.type === "usage" && (!isZero(amountWithoutUsage(rule)) || hasMinimum(limits));
}

/** A minimum by the time for which it holds is due for that time, also when the rule has ended. */
function isDueOnceEnded(last: Ladder, limits: Limits): boolean {
  return prorates(last, "minimum_amount") && hasMinimum(limits);
}

function hasMinimum({ minimum_amount = "0" }: Limits): boolean {
  return !isZero(decimalOf(minimum_amount));
}

/** What the rule came to in this period's first month in the billing periods that end within it, before any cap. */
function monthsBefore(
  desk: Desk,
  ruleId: string,
  period: CalendarPeriod,
  { monthly_cap }: Limits,
): MonthAmounts {
  const months: MonthAmounts = new Map();
  if (monthly_cap === undefined || isFirstOfMonth(period.startDay)) return months;
  const earlier: CalendarPeriod[] = [];
  let before = desk.calendar.periodOf(period.index - 1);
  while (before !== undefined && monthOfDay(before.endDay - 1) === monthOfDay(period.startDay)) {
    earlier.unshift(before);
    before = desk.calendar.periodOf(before.index - 1);
  }
  for (const each of earlier) {
    const own = limitsOf(desk, ruleId, each, "whole");
    if (own === undefined) continue;
    // The cap at hand counts the months, whatever the earlier periods' own cap was.
    const limits = { ...own, monthly_cap };
    adjustUses(usesOf(desk, ruleId, each, limits), limits, months);
  }
  return months;
}
