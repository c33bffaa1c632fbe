// Which fee is in effect on a day, for the oracle.
import type { FlatRule, Rule, SubscriptionRule } from "../../src/model/pricingProgram.ts";
import type { Fraction } from "./fraction.ts";
import { ladderOf, programOn } from "./ladders.ts";
import type { World } from "./rate.ts";

/** A fee, or a part of one, that is due on a day. */
export interface Due {
  readonly rule: FlatRule;
  readonly version: number;
  readonly day: string;
  readonly amount: Fraction;
}

/** The fee that is in effect on a day of the contract. */
export function feeOn(
  { contract, programs }: World,
  ruleId: string,
  day: string,
): Pick<Due, "rule" | "version"> | undefined {
  if (contract.start_date !== null && day < contract.start_date) return undefined;
  if (contract.end_date !== null && day >= contract.end_date) return undefined;
  const program = programOn(programs, day);
  const ladder = program && ladderOf(programs, program, ruleId);
  if (ladder === undefined || ladder.rule.type === "usage") return undefined;
  return { rule: ladder.rule, version: ladder.version };
}

export function isProrated(rule: Rule): rule is SubscriptionRule {
  return rule.type === "subscription" && (rule.proration ?? "none") !== "none";
}
