// What the figures should come to. Times vary from run to run and machine to machine: a goal that is missed is told, and
// fails nothing.

import type { Contest } from "./contest.ts";
import { ratiosOf, type Spread } from "./spread.ts";
import { row } from "./table.ts";

export interface Goal {
  readonly what: string;
  readonly contest: string;
  /** Which figure is compared; left out: the first one. */
  readonly figure?: string;
  /** The lane whose figure is divided … */
  readonly of: string;
  /** … by that of this one. */
  readonly to: string;
  /** What the ratio is multiplied with: ten times the events at the same time for each take ten times as long. */
  readonly times?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface GoalResult {
  readonly goal: Goal;
  /** Undefined: what it compares did not run. */
  readonly ratio: Spread | undefined;
}

export function checkGoal(goal: Goal, contests: readonly Contest[]): GoalResult {
  const contest = contests.find(({ name }) => name === goal.contest);
  const figuresOf = (lane: string): readonly number[] | undefined => {
    const figures = contest?.lanes.find(({ name }) => name === lane)?.figures ?? {};
    return figures[goal.figure ?? Object.keys(figures)[0] ?? ""];
  };
  const [of, to] = [figuresOf(goal.of), figuresOf(goal.to)];
  if (of === undefined || to === undefined) return { goal, ratio: undefined };
  const { times = 1 } = goal;
  const { median, min, max } = ratiosOf(of, to);
  return { goal, ratio: { median: times * median, min: times * min, max: times * max } };
}

export function isMet({ goal: { atLeast = -Infinity, atMost = Infinity }, ratio }: GoalResult): boolean {
  return ratio !== undefined && ratio.median >= atLeast && ratio.median <= atMost;
}

export function formatGoals(results: readonly GoalResult[]): string {
  return [
    row("goal", ["should be", "median", "min–max", ""], goalWidth),
    ...results.map((result) => {
      const { goal, ratio } = result;
      const bound = goal.atLeast === undefined ? `<= ${goal.atMost}` : `>= ${goal.atLeast}`;
      if (ratio === undefined) return row(goal.what, [bound, "", "", "not run"], goalWidth);
      const { median, min, max } = ratio;
      const spread = `${min.toFixed(2)}–${max.toFixed(2)}`;
      return row(goal.what, [bound, median.toFixed(2), spread, isMet(result) ? "met" : "MISSED"], goalWidth);
    }),
  ].join("\n");
}

const goalWidth = 58;
