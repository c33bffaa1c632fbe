// The days on which recurring and single fees fall due, found by asking every day, for the oracle.
import type { Period } from "../../src/model/period.ts";
import type { FlatRule, Rule } from "../../src/model/pricingProgram.ts";
import { addDays, boundaryDate, boundaryIndex } from "./calendar.ts";
import { ladderOf, programOn } from "./ladders.ts";
import type { World } from "./rate.ts";

/** A fee that is due on a day. */
export interface Due {
  readonly rule: FlatRule;
  readonly version: number;
  readonly day: string;
}

/** Every time that the rule's fee falls due in the period, by day. */
export function duesOf(world: World, ruleId: string, period: Period): Due[] {
  const dues: Due[] = [];
  for (let day = period.start; day <= period.end; day = addDays(day, 1)) {
    const program = programOn(world.programs, day);
    const ladder = program && ladderOf(world.programs, program, ruleId);
    if (ladder === undefined || ladder.rule.type === "usage") continue;
    if (!heldBefore(world, ladder.rule, day)) dues.push({ rule: ladder.rule, version: ladder.version, day });
  }
  return dues;
}

/** Whether the rule was in effect, with the same frequency, on an earlier day of the same occurrence and of the contract. */
function heldBefore({ contract, programs }: World, rule: FlatRule, day: string): boolean {
  const effective = programs.flatMap(({ effective_date }) => effective_date ?? []);
  const knownFrom = contract.start_date ?? effective.sort()[0] ?? day;
  const first =
    rule.type === "one_time" ? knownFrom : occurrenceStart(contract.billing_anchor_date, rule.frequency, day);
  const from = contract.start_date !== null && contract.start_date > first ? contract.start_date : first;
  for (let earlier = addDays(day, -1); earlier >= from; earlier = addDays(earlier, -1)) {
    if (programOn(programs, earlier)?.rules.some((other) => isSameFee(rule, other)) === true) return true;
  }
  return false;
}

function isSameFee(rule: FlatRule, other: Rule): boolean {
  if (other.id !== rule.id || other.type !== rule.type) return false;
  return rule.type === "one_time" || (other.type === "subscription" && other.frequency === rule.frequency);
}

function occurrenceStart(anchor: string, frequency: Parameters<typeof boundaryDate>[1], day: string): string {
  return boundaryDate(anchor, frequency, boundaryIndex(anchor, frequency, day));
}
