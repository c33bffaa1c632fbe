// Which discounts and taxes hold in a period, and for which rules: it goes by the versions of the period.
import type { Period } from "../../../src/model/period.ts";
import type { PricingProgram } from "../../../src/model/pricingProgram.ts";
import { programsWithin } from "../ladders.ts";
import type { World } from "../rate.ts";

/** A discount or a tax. */
interface Agreed {
  readonly id: string;
  readonly rules?: readonly string[];
}

/** The version in effect last, with the discounts and taxes that hold for the lines of all rules that the period may have. */
export function agreedIn({ contract, programs }: World, period: Period): PricingProgram | undefined {
  const within = programsWithin({ contract, programs }, period);
  const numbers = within.map(({ version }) => version);
  // As they were published: a rule is the version's also on days on which it is not in effect.
  const versions = programs
    .filter(({ version }) => numbers.includes(version))
    .sort((one, other) => one.version - other.version);
  const last = versions.at(-1);
  if (last === undefined) return undefined;
  return {
    ...last,
    discounts: holding(
      versions,
      versions.map(({ discounts = [] }) => discounts),
    ),
    taxes: holding(
      versions,
      versions.map(({ taxes = [] }) => taxes),
    ),
  };
}

/** The lists stand in the order of the versions. */
function holding<T extends Agreed>(
  versions: readonly PricingProgram[],
  lists: readonly (readonly T[])[],
): T[] {
  const ruleIds = [...new Set(versions.flatMap(({ rules }) => rules.map(({ id }) => id)))];
  const ids = lists.map((list) => list.map(({ id }) => id)).reduceRight(lined, []);
  return ids.flatMap((id): T[] => {
    const entries = lists.map((list) => list.find((one) => one.id === id));
    const place = entries.findLastIndex((entry) => entry !== undefined);
    const terms = entries[place];
    if (terms === undefined || isWithdrawn(terms, versions.slice(place + 1))) return [];
    if (terms.rules === undefined) return [terms];
    const rules = ruleIds.filter((rule) => {
      const lastWith = versions.findLastIndex((version) => has(version, rule));
      return entries[lastWith]?.rules?.includes(rule) === true;
    });
    return [{ ...terms, rules }];
  });
}

/** Whether versions that have it no more could have had it. */
function isWithdrawn({ rules }: Agreed, without: readonly PricingProgram[]): boolean {
  return without.some((version) => rules === undefined || rules.some((rule) => has(version, rule)));
}

function has({ rules }: PricingProgram, ruleId: string): boolean {
  return rules.some(({ id }) => id === ruleId);
}

/** The order of later versions; what only an earlier one had stands right before what it stood before there. */
function lined(later: readonly string[], earlier: readonly string[]): string[] {
  return earlier.reduceRight<string[]>(
    (line, id, at) => {
      if (line.includes(id)) return line;
      const next = earlier[at + 1];
      const place = next === undefined ? line.length : line.indexOf(next);
      return [...line.slice(0, place), id, ...line.slice(place)];
    },
    [...later],
  );
}
