// What a rule that carries over begins a period with, from the charges of the periods before.
import { type CalendarPeriod, dayIn } from "../calendar/billingCalendar.ts";
import { carriesInto, type Stretch } from "../metering/carriesInto.ts";
import { partKey } from "../metering/groupOf.ts";
import type { Charge } from "../model/charge.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import { compilePrice } from "../pricing/compilePrice.ts";
import { ladderSpan } from "../pricing/ladderSpan.ts";
import { findLadder, type Ladder } from "../pricing/ladders.ts";
import type { Desk } from "./desk.ts";
import { createTally, type Tally } from "./tally.ts";
import type { Carried } from "./usageParts.ts";

export function carriedInto(desk: Desk, ladder: Ladder, rule: UsageRule, period: CalendarPeriod): Carried[] {
  if (rule.carry_over !== true) return [];
  const { terms } = desk;
  const own = stretchOf(desk, ladder, rule, period);
  const compiled = compilePrice(rule);
  const parts = new Map<string, { readonly first: Charge; readonly tally: Tally }>();
  for (const [start, ofPeriod] of desk.charges) {
    if (start > period.period.start) continue;
    const feeds = feeders(desk, own, start);
    for (const charge of ofPeriod.get(rule.id) ?? []) {
      if (!feeds(charge.version) || !compiled.hasCell(charge.cell)) continue;
      const key = partKey(charge.group, charge.cell);
      const part = parts.get(key) ?? { first: charge, tally: createTally(rule, terms.contract.timezone) };
      parts.set(key, part);
      part.tally.count(charge);
    }
  }
  return [...parts.values()].flatMap(({ first: { group, cell }, tally }) => {
    const state = tally.carry(own.span.start);
    return state === undefined ? [] : [{ group, cell, state }];
  });
}

/** Which versions of the rule, in the period that begins on that day, are carried on from. */
function feeders(desk: Desk, own: Stretch, start: string): (version: number) => boolean {
  const known = new Map<number, boolean>();
  return (version) => {
    const answer = known.get(version) ?? isFeeder(desk, own, start, version);
    known.set(version, answer);
    return answer;
  };
}

function isFeeder(desk: Desk, own: Stretch, start: string, version: number): boolean {
  const ladder = findLadder(desk.terms.programs, own.rule.id, version);
  const period = desk.calendar.periodOn(dayIn(start));
  if (ladder?.rule.type !== "usage" || period === undefined) return false;
  return carriesInto(stretchOf(desk, ladder, ladder.rule, period), own);
}

function stretchOf({ terms }: Desk, ladder: Ladder, rule: UsageRule, period: CalendarPeriod): Stretch {
  const span = ladderSpan(terms, ladder, period);
  return { rule, version: ladder.version, periodStart: period.period.start, span };
}
