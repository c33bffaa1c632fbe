// Between which totals a price is a straight line: the points at which it may bend or jump, as decimals of 18 places, which is
// as fine as quantities are. Staircases with too many steps are told of and not walked through.
import {
  add,
  compare,
  type Decimal,
  decimalOf,
  divide,
  formatDecimal,
  integerOf,
  multiply,
  quotientScale,
  roundTo,
  subtract,
  zero,
} from "../decimal/decimal.ts";
import type { Cell } from "../model/charge.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import { type Stairs, stretchesIn } from "./stretchesIn.ts";

export interface Breaks {
  /** Ascending, from zero up to and with the last total. */
  readonly points: readonly Decimal[];
  /** Where there are too many steps: from one total up to another. */
  readonly summed: readonly (readonly [from: Decimal, to: Decimal])[];
}

/** Steps that are walked through, over all staircases of a price. */
const mostSteps = 1000;
const half = decimalOf("0.5");

/** Rounds totals before they are priced. */
interface Grid extends Stairs {
  /** Units of a total in a priced unit. */
  readonly divisor: Decimal;
}

/**
 * The breaks of a rule's price, or of that of one of its cells, up to a total. Where the rule divides without rounding, totals
 * are quotients.
 */
export function breaksIn(rule: UsageRule, cell: Cell | undefined, to: Decimal): Breaks {
  const grid = gridOf(rule);
  const rounded = grid && jumpsIn(grid, zero, to, mostSteps);
  // Between two steps of what is rounded nothing else can happen.
  if (rounded !== undefined) return { points: onScale(rounded, to), summed: [] };
  const stretches = stretchesIn(rule, cell);
  const most = Math.max(1, Math.floor(mostSteps / stretches.length));
  const found: Decimal[] = [];
  const summed: (readonly [Decimal, Decimal])[] = [];
  const last = grid === undefined ? to : divide(to, grid.divisor, quotientScale, "up");
  for (const [at, { from, stairs }] of stretches.entries()) {
    const end = stretches[at + 1]?.from ?? last;
    const until = compare(end, last) < 0 ? end : last;
    if (compare(from, last) > 0) break;
    found.push(...around(grid, from), ...around(grid, until));
    const steps = stairs && jumpsIn(stairs, from, until, most);
    if (steps !== undefined) found.push(...steps.flatMap((step) => around(grid, step)));
    else if (stairs !== undefined || grid !== undefined)
      summed.push([inTotals(grid, from), inTotals(grid, until)]);
  }
  return { points: onScale(found, to), summed };
}

/** Quantities that are rounded before they are priced go up in steps themselves. */
function gridOf({ quantity_transform: settings }: UsageRule): Grid | undefined {
  if (settings?.round === undefined || settings.stage === "per_event") return undefined;
  const { divide_by = "1", round, scale = 0 } = settings;
  const divisor = decimalOf(divide_by);
  const unit = decimalOf(scale === 0 ? "1" : `0.${"0".repeat(scale - 1)}1`);
  return { divisor, start: zero, size: multiply(divisor, unit), round };
}

/** Where a staircase jumps between two totals; undefined where that are too many points. */
function jumpsIn(
  { start, size, round }: Stairs,
  from: Decimal,
  to: Decimal,
  most: number,
): Decimal[] | undefined {
  const first = divide(subtract(from, start), size, 0, "floor");
  const count = divide(subtract(to, from), size, 0, "ceiling");
  if (compare(count, decimalOf(String(most))) > 0) return undefined;
  const shift = round === "nearest" ? half : zero;
  return Array.from({ length: integerOf(count) + 2 }, (_, at) =>
    add(start, multiply(add(add(first, decimalOf(String(at))), shift), size)),
  );
}

/** The totals at which a priced quantity may be passed: with a grid, those at which the roundings around it change. */
function around(grid: Grid | undefined, priced: Decimal): Decimal[] {
  if (grid === undefined) return [priced];
  const { size } = grid;
  const below = divide(inTotals(grid, priced), size, 0, "floor");
  return ["-1", "-0.5", "0", "0.5", "1"].map((step) => multiply(add(below, decimalOf(step)), size));
}

function inTotals(grid: Grid | undefined, priced: Decimal): Decimal {
  return grid === undefined ? priced : multiply(priced, grid.divisor);
}

/** In order and each once, with zero and the last; what lies between two decimals of 18 places becomes both. */
function onScale(points: readonly Decimal[], to: Decimal): Decimal[] {
  const inside = points
    .flatMap((point) => (["floor", "ceiling"] as const).map((mode) => roundTo(point, quotientScale, mode)))
    .filter((point) => compare(point, zero) > 0 && compare(point, to) < 0);
  const unique = new Map([zero, ...inside, to].map((point) => [formatDecimal(point), point]));
  return [...unique.values()].sort(compare);
}
