import type { Charge } from "../model/charge.ts";
import { InvariantError } from "../model/errors.ts";
import type { Terms } from "../model/terms.ts";
import { findLadder, type Ladder } from "../pricing/ladders.ts";

/** The ladder that a charge was made by; terms that have none, or a fee there, are not those that it was rated with. */
export function ladderOf({ programs }: Terms, { rule_id, version }: Charge): Ladder {
  const ladder = findLadder(programs, rule_id, version);
  if (ladder?.rule.type === "usage") return ladder;
  throw new InvariantError(`charge of rule ${rule_id}, version ${version}: the terms have no such rule`);
}
