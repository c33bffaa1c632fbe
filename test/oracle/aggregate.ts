// The value of a list of events, computed from the list: the naive way, one function for each aggregation.
import type { AggregationKind, Measuring } from "../../src/model/measuring.ts";
import {
  add,
  compare,
  type Fraction,
  fraction,
  isZero,
  larger,
  multiply,
  quotient,
  round,
  smaller,
  sum,
  zero,
} from "./fraction.ts";
import type { Reading } from "./reading.ts";

/** What an aggregation has to know of an event. */
export type Measured = Pick<Reading, "event_id" | "instant" | "x" | "text" | "window">;

/** The time in which a level counts, and the length that it is spread over. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly period: number;
}

/** The value of a part's own events, with those that are carried in from earlier. */
export function measuredValue(
  rule: Measuring,
  own: readonly Measured[],
  carried: readonly Measured[],
  span: Span,
): Fraction {
  const kind = rule.aggregation ?? "sum";
  if (kind === "weighted_sum") return weightedSum(rule, own, carried, span);
  const all = [...carried, ...own];
  if (rule.window === undefined) return aggregate(kind, all, rule.percentile);
  const windows = [...new Set(all.map(({ window }) => window))];
  const values = windows.map((window) =>
    aggregate(
      kind,
      all.filter((one) => one.window === window),
      rule.percentile,
    ),
  );
  const [first = zero, ...rest] = values;
  return rule.window.combine === "sum" ? sum(values) : rest.reduce(larger, first);
}

function aggregate(
  kind: Exclude<AggregationKind, "weighted_sum">,
  all: readonly Measured[],
  p: string | undefined,
): Fraction {
  const [first, ...rest] = all;
  if (first === undefined) return zero;
  const xs = all.map(({ x }) => x);
  switch (kind) {
    case "sum":
      return sum(xs);
    case "count":
      return fraction(all.length);
    case "unique_count":
      return fraction(new Set(all.map(({ text }) => text)).size);
    case "max":
      return xs.reduce(larger);
    case "min":
      return xs.reduce(smaller);
    case "latest":
      return rest.reduce((latest, one) => (isLater(one, latest) ? one : latest), first).x;
    case "average":
      return quotient(sum(xs), fraction(all.length));
    case "percentile":
      return percentile(xs, fraction(p ?? "0"));
  }
}

function isLater(a: Measured, b: Measured): boolean {
  return a.instant > b.instant || (a.instant === b.instant && a.event_id > b.event_id);
}

/** Nearest rank: of n values, sorted, the one in place p * n, rounded up. */
function percentile(xs: readonly Fraction[], p: Fraction): Fraction {
  const sorted = [...xs].sort(compare);
  const rank = round(multiply(p, fraction(xs.length)), 0, "up");
  return sorted[Number(rank.n) - 1] ?? zero;
}

/** The mean over time of a level that events raise and lower, and that begins with what is carried in. */
function weightedSum(
  { denominator = "period" }: Measuring,
  own: readonly Measured[],
  carried: readonly Measured[],
  { start, end, period }: Span,
): Fraction {
  const level = sum(carried.map(({ x }) => x));
  const changes = own.map(({ x, instant }) => multiply(x, fraction(end - instant)));
  const integral = add(multiply(level, fraction(end - start)), sum(changes));
  if (isZero(integral)) return zero;
  const first = carried.length === 0 ? Math.min(...own.map(({ instant }) => instant)) : start;
  return quotient(integral, fraction(denominator === "period" ? period : end - first));
}
