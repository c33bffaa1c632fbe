// Which terms of a rule go on counting. A rule keeps its ladder as long as its content stays the same from one
// version to the next; changed content starts a new one, named by the version that brought it.
import type { Reign } from "../calendar/timeline.ts";
import { canonicalJson } from "../model/canonicalJson.ts";
import type { PricingProgram, Rule } from "../model/pricingProgram.ts";

/** One run of equal terms of a rule. */
export interface Ladder {
  readonly rule: Rule;
  /** The version that brought these terms. */
  readonly version: number;
}

/** For each version, its rules' ladders in the order of its rules. The same run is the same object in every version. */
export type Ladders = ReadonlyMap<number, ReadonlyMap<string, Ladder>>;

const known: WeakMap<readonly PricingProgram[], Ladders> = new WeakMap();

/** The ladders of programs that ascend by version. */
export function laddersOf(programs: readonly PricingProgram[]): Ladders {
  const cached = known.get(programs);
  if (cached !== undefined) return cached;
  const ladders = new Map<number, ReadonlyMap<string, Ladder>>();
  let previous: ReadonlyMap<string, Ladder> = new Map();
  for (const { version, rules } of programs) {
    const current = new Map(rules.map((rule) => [rule.id, continued(previous.get(rule.id), rule, version)]));
    ladders.set(version, current);
    previous = current;
  }
  known.set(programs, ladders);
  return ladders;
}

function continued(before: Ladder | undefined, rule: Rule, version: number): Ladder {
  return before !== undefined && contentOf(before.rule) === contentOf(rule) ? before : { rule, version };
}

const contents: WeakMap<Rule, string> = new WeakMap();

/** A rule's content as one text; remembered for rules that cannot change, as a contract keeps all its versions. */
function contentOf(rule: Rule): string {
  const known = contents.get(rule);
  if (known !== undefined) return known;
  const content = canonicalJson(rule);
  if (Object.isFrozen(rule)) contents.set(rule, content);
  return content;
}

/** The ladder of a rule while a reign lasts; undefined when the rule is not in effect then. */
export function ladderIn(
  programs: readonly PricingProgram[],
  reign: Reign,
  ruleId: string,
): Ladder | undefined {
  return reign.ruleIds.has(ruleId) ? laddersOf(programs).get(reign.program.version)?.get(ruleId) : undefined;
}

/** The ladder of a rule that a version brought; undefined when the programs have none such. */
export function findLadder(
  programs: readonly PricingProgram[],
  ruleId: string,
  version: number,
): Ladder | undefined {
  const ladder = laddersOf(programs).get(version)?.get(ruleId);
  return ladder?.version === version ? ladder : undefined;
}
