// Which lines of an invoice are of the same rule and version. It is worked out once for an invoice: each line asks for it, and there may
// be one for each of many thousands of groups.
import type { LineItem } from "../index.ts";

/** The first and the last of the lines that share one ladder; a version without such lines has neither. */
interface Ladder {
  first?: LineItem;
  last?: LineItem;
}

/** For each rule its versions, and for each of these the lines that share its ladder. */
export type LadderLines = ReadonlyMap<LineItem["rule_id"], ReadonlyMap<number, Readonly<Ladder>>>;

export function ladderLines(lines: readonly LineItem[]): LadderLines {
  const rules = new Map<LineItem["rule_id"], Map<number, Ladder>>();
  for (const line of lines) {
    const { rule_id, version, shared } = line;
    const versions = rules.get(rule_id) ?? new Map<number, Ladder>();
    rules.set(rule_id, versions);
    const ladder = versions.get(version) ?? {};
    versions.set(version, ladder);
    // A correction of an earlier period is of the same rule and shares nothing.
    if (shared === undefined) continue;
    ladder.first ??= line;
    ladder.last = line;
  }
  return rules;
}
