// The parts of one ladder in one period: a value for each group and cell, and what they cost together.
import type { Cell, Group } from "../../src/model/charge.ts";
import type { UsageRule } from "../../src/model/pricingProgram.ts";
import { measuredValue, type Span } from "./aggregate.ts";
import { type Fraction, isZero, sum } from "./fraction.ts";
import { contentOf } from "./ladders.ts";
import { priceOfTotal } from "./price.ts";
import type { Reading } from "./reading.ts";

export interface Part {
  readonly group: Group | undefined;
  readonly cell: Cell | undefined;
  readonly value: Fraction;
  /** It has events of its own, or what was carried in is not zero. */
  readonly counts: boolean;
}

/** One text for each group; the empty one where the rule does not group. */
export function groupText(group: Group | undefined): string {
  return group === undefined ? "" : contentOf(group);
}

const partTexts = new WeakMap<Pick<Reading, "group" | "cell">, string>();

export function partText(part: Pick<Reading, "group" | "cell">): string {
  const text = partTexts.get(part) ?? contentOf([part.group ?? null, part.cell ?? null]);
  partTexts.set(part, text);
  return text;
}

/** Whether two readings are priced on one ladder. */
export function sharesLadder(rule: UsageRule, a: Group | undefined, b: Group | undefined): boolean {
  return rule.group_ladder === "shared" || groupText(a) === groupText(b);
}

export function partsOf(
  rule: UsageRule,
  own: readonly Reading[],
  carried: readonly Reading[],
  span: Span,
): Part[] {
  const texts = [...new Set([...own, ...carried].map(partText))];
  return texts.flatMap((text) => {
    const mine = own.filter((reading) => partText(reading) === text);
    const before = carried.filter((reading) => partText(reading) === text);
    const [first] = [...mine, ...before];
    if (first === undefined) return [];
    const value = measuredValue(rule, mine, before, span);
    return [{ group: first.group, cell: first.cell, value, counts: mine.length > 0 || !isZero(value) }];
  });
}

/** What the parts of one ladder cost together: each cell its total over all groups. */
export function priceOfParts(rule: UsageRule, parts: readonly Part[]): Fraction {
  if (rule.model !== "matrix" && rule.model !== "time_of_day") return priceOfTotal(rule, totalOf(parts));
  const cells = new Map(parts.map(({ cell }) => [contentOf(cell ?? null), cell]));
  return sum(
    [...cells].map(([text, cell]) => {
      const inside = parts.filter((part) => contentOf(part.cell ?? null) === text);
      return priceOfTotal(rule, totalOf(inside), cell);
    }),
  );
}

export function totalOf(parts: readonly Part[]): Fraction {
  return sum(parts.map(({ value }) => value));
}
