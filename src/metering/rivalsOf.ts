// Rules of one scope that can be meant by the same event: a tie that no order of rules may break.
import type { UsageRule } from "../model/pricingProgram.ts";
import { type Admission, admissionsOf, letNothing } from "./filters.ts";
import { specificity } from "./selectRules.ts";

/**
 * For each scoped rule: the first one before it of the same metric and scope that can let the same event through. Rules are bits of
 * whole numbers, so that a thousand of them with a hundred filters each are compared by their values, not pair by pair.
 */
export function rivalsOf(rules: readonly UsageRule[]): ReadonlyMap<UsageRule, UsageRule> {
  const scopes = new Map<string, UsageRule[]>();
  for (const rule of rules) {
    if (specificity(rule) === 0) continue;
    const scope = JSON.stringify([rule.metric, rule.counterparty, rule.counterparty_side]);
    const alike = scopes.get(scope);
    if (alike === undefined) scopes.set(scope, [rule]);
    else alike.push(rule);
  }
  return new Map([...scopes.values()].flatMap(rivalsInScope));
}

function rivalsInScope(rules: readonly UsageRule[]): [UsageRule, UsageRule][] {
  const excluded = excludedBy(rules.map(({ filters = [] }) => admissionsOf(filters)));
  const excludes = (a: number, b: number): boolean => ((excluded[a] as bigint) & (1n << BigInt(b))) !== 0n;
  return rules.flatMap((rule, at): [UsageRule, UsageRule][] => {
    const rival = rules.slice(0, at).find((_, before) => !excludes(at, before) && !excludes(before, at));
    return rival === undefined ? [] : [[rule, rival]];
  });
}

/** The rules that let a property through in one of the two ways, as bits. */
interface Side {
  all: bigint;
  /** By value that they name. */
  readonly naming: Map<string, bigint>;
}

/** For each rule, as bits: those that let no event through that it lets through, as far as its own values say so. */
function excludedBy(rules: readonly ReadonlyMap<string, Admission>[]): bigint[] {
  const every = (1n << BigInt(rules.length)) - 1n;
  const excluded = rules.map((admissions) => (letNothing(admissions) ? every : 0n));
  const properties = new Map<string, { readonly only: Side; readonly butThese: Side }>();
  rules.forEach((admissions, at) => {
    for (const [property, { only, values }] of admissions) {
      const sides = properties.get(property) ?? { only: openSide(), butThese: openSide() };
      properties.set(property, sides);
      name(only ? sides.only : sides.butThese, 1n << BigInt(at), values);
    }
  });
  rules.forEach((admissions, at) => {
    for (const [property, { only, values }] of admissions) {
      const sides = properties.get(property);
      if (!only || sides === undefined) continue;
      let meeting = 0n;
      let refusing = sides.butThese.all;
      for (const value of values) {
        // A value of its own is named by the rule itself.
        meeting |= sides.only.naming.get(value) as bigint;
        refusing &= sides.butThese.naming.get(value) ?? 0n;
      }
      excluded[at] = (excluded[at] as bigint) | (sides.only.all & ~meeting) | refusing;
    }
  });
  return excluded;
}

function openSide(): Side {
  return { all: 0n, naming: new Map() };
}

function name(side: Side, bit: bigint, values: ReadonlySet<string>): void {
  side.all |= bit;
  for (const value of values) side.naming.set(value, (side.naming.get(value) ?? 0n) | bit);
}
