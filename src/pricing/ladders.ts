// Which terms of a rule go on counting. A rule keeps its ladder as long as its content stays the same from one
// version to the next; changed content starts a new one, named by the version that brought it. A version that the next one
// displaces on its first day was never in effect: what it changed and the next one changed back has not changed.
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
  /** By content, those that a rule may go on with: of the last version that was in effect, and of those displaced since. */
  let open = new Map<string, Ladder>();
  for (const [at, { version, effective_date, rules }] of programs.entries()) {
    const current = rules.map((rule) => {
      const content = contentOf(rule);
      return { content, ladder: open.get(content) ?? { rule, version } };
    });
    ladders.set(version, new Map(current.map(({ ladder }) => [ladder.rule.id, ladder])));
    const isDisplaced = programs[at + 1]?.effective_date === effective_date;
    if (!isDisplaced) open = new Map();
    for (const { content, ladder } of current) open.set(content, ladder);
  }
  known.set(programs, ladders);
  return ladders;
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
