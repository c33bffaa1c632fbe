// A ladder's charges by part: the groups and cells that count on their own, each with what was carried into it.
import { partKey } from "../metering/groupOf.ts";
import { canonicalJson } from "../model/canonicalJson.ts";
import type { Cell, Charge, Group } from "../model/charge.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import type { JsonValue } from "../model/usageEvent.ts";

export interface UsagePart {
  readonly group: Group | undefined;
  readonly cell: Cell | undefined;
  readonly charges: Charge[];
  readonly carried: JsonValue | undefined;
}

/** What was carried into a part. */
export interface Carried extends Pick<UsagePart, "group" | "cell"> {
  readonly state: JsonValue;
}

/** In the order of groups, then cells; the names within a group in that of the rule, wherever it was read from. */
export function usageParts(
  charges: readonly Charge[],
  carried: readonly Carried[],
  { group_by }: UsageRule,
): UsagePart[] {
  const parts = new Map<string, UsagePart>();
  for (const { group, cell, state } of carried) {
    const part = { group: inOrder(group, group_by), cell, charges: [], carried: state };
    parts.set(partKey(group, cell), part);
  }
  for (const charge of charges) {
    const { group, cell } = charge;
    const key = partKey(group, cell);
    const known = parts.get(key);
    const part = known ?? { group: inOrder(group, group_by), cell, charges: [], carried: undefined };
    parts.set(key, part);
    part.charges.push(charge);
  }
  return [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
}

/** A group that has not all of the names is of a charge that no rater has made, and stays as it is. */
function inOrder(group: Group | undefined, names: readonly string[] = []): Group | undefined {
  if (group === undefined || names.length < 2 || !names.every((name) => Object.hasOwn(group, name)))
    return group;
  return Object.fromEntries(names.map((name) => [name, group[name] as string | null]));
}

/** Parts that are priced together, or stand on one line, in the order in which the first of each comes. */
export function gather<T>(items: readonly T[], keyOf: (item: T) => Group | Cell | undefined): T[][] {
  const gathered = new Map<string, T[]>();
  for (const item of items) {
    const key = canonicalJson(keyOf(item) ?? null);
    const others = gathered.get(key);
    if (others === undefined) gathered.set(key, [item]);
    else others.push(item);
  }
  return [...gathered.values()];
}
