// What a period comes to now: its lines, the discounts on them, and what is missing to the commitment.
import type { Group } from "../../../src/model/charge.ts";
import type { InvoiceDiscount } from "../../../src/model/discount.ts";
import type { Period } from "../../../src/model/period.ts";
import type { PricingProgram, Rule } from "../../../src/model/pricingProgram.ts";
import { draftByOracle, type OracleLine } from "../draft.ts";
import { compare, type Fraction, fraction, larger, multiply, subtract, sum, zero } from "../fraction.ts";
import { contentOf } from "../ladders.ts";
import { rateByOracle, type World } from "../rate.ts";
import { agreedIn } from "./agreedIn.ts";
import { committed } from "./commitment.ts";
import { isFor, rounded, takenFrom } from "./money.ts";
import { noSums, type Sums, sumBy, totalOfSums } from "./sums.ts";

/** A line of a statement, or what has been billed of it. */
export interface Stated {
  /** The same for all that is billed of one line, whenever and wherever. */
  readonly key: string;
  readonly rule_id: string | null;
  readonly quantity: Fraction;
  readonly amount: Fraction;
  /** What each of the program's discounts takes off it. */
  readonly discounts: Sums;
}

/** Names a line inside its period: rule, version and group. A true-up is of no rule. */
export function keyOf(line: {
  readonly rule_id: string | null;
  readonly version: number;
  readonly group?: Group | undefined;
}): string {
  if (line.rule_id === null) return "true_up";
  return contentOf([line.rule_id, line.version, line.group ?? null]);
}

const statements = new WeakMap<World, Map<string, readonly Stated[]>>();

/** All that the period comes to. */
export function statementOf(world: World, period: Period): readonly Stated[] {
  return remembered(world, period.start, () => {
    const lines = discounted(world, period, ruleLines(world, world.programs, period));
    return [...lines, ...trueUp(world, period, lines)];
  });
}

/** What the period's usage alone comes to: no fees, nothing that is due without usage, no true-up. */
export function usageStatementOf(world: World, period: Period): readonly Stated[] {
  return remembered(world, `usage ${period.start}`, () =>
    discounted(world, period, ruleLines(world, world.programs.map(usageOnly), period)),
  );
}

/** What is left of lines after their discounts. */
export function netOf(lines: readonly Pick<Stated, "amount" | "discounts">[]): Fraction {
  return sum(lines.map(({ amount, discounts }) => subtract(amount, totalOfSums(discounts))));
}

function remembered(world: World, name: string, find: () => readonly Stated[]): readonly Stated[] {
  const known = statements.get(world) ?? new Map<string, readonly Stated[]>();
  statements.set(world, known);
  const found = known.get(name) ?? find();
  known.set(name, found);
  return found;
}

const ratings = new WeakMap<World, ReturnType<typeof rateByOracle>>();

/** What rating makes of the world's events. */
export function ratingOf(world: World): ReturnType<typeof rateByOracle> {
  const rating = ratings.get(world) ?? rateByOracle(world);
  ratings.set(world, rating);
  return rating;
}

function ruleLines(world: World, programs: readonly PricingProgram[], period: Period): Stated[] {
  const { entries } = ratingOf(world);
  return draftByOracle({ ...world, programs }, entries, period).line_items.map(stated);
}

function stated(line: OracleLine): Stated {
  const { rule_id, quantity, amount } = line;
  return {
    key: keyOf(line),
    rule_id,
    quantity: fraction(quantity),
    amount: fraction(amount),
    discounts: noSums,
  };
}

/** Rules that ask for nothing without usage. Their names keep apart what was different before. */
function usageOnly(program: PricingProgram): PricingProgram {
  const rules = program.rules.flatMap((rule): Rule[] => {
    if (rule.type !== "usage") return [];
    const { minimum_amount: _least, zero_usage: _idle, ...rest } = rule;
    return [{ ...rest, name: contentOf(rule) }];
  });
  return { ...program, rules };
}

function discounted(world: World, period: Period, lines: readonly Stated[]): readonly Stated[] {
  const discounts = agreedIn(world, period)?.discounts ?? [];
  return discounts.reduce<readonly Stated[]>((left, discount) => withDiscount(world, left, discount), lines);
}

function withDiscount(
  { contract }: World,
  lines: readonly Stated[],
  { id, percent, amount, rules }: InvoiceDiscount,
): Stated[] {
  const left = lines.map((line) => (isFor(rules, line.rule_id) ? larger(zero, netOf([line])) : zero));
  const wanted =
    percent === undefined ? fraction(amount) : rounded(contract, multiply(fraction(percent), sum(left)));
  const taken = takenFrom(contract, wanted, left);
  return lines.map((line, place) => ({
    ...line,
    discounts: sumBy([...line.discounts, [id, taken[place] ?? zero]]),
  }));
}

function trueUp(world: World, period: Period, lines: readonly Stated[]): Stated[] {
  const program = agreedIn(world, period);
  if (program?.minimum_commitment === undefined) return [];
  const missing = subtract(committed(world, program.minimum_commitment, period), netOf(lines));
  if (compare(missing, zero) <= 0) return [];
  return [{ key: "true_up", rule_id: null, quantity: fraction(1), amount: missing, discounts: noSums }];
}
