// A price as straight lines between its breaks: found by asking it at two points between each two, then cut where an
// adjustment begins to count.
import {
  add,
  compare,
  type Decimal,
  decimalOf,
  divide,
  multiply,
  quotientScale,
  subtract,
} from "../decimal/decimal.ts";
import type { AdjustmentBend } from "../invoicing/adjustmentsOf.ts";
import type { Breaks } from "../pricing/breaksIn.ts";

export type AmountAt = (quantity: Decimal) => Decimal;

/** Amounts of the quantities after `from` up to `to`: a straight line from `after` to `before`, and at `to` itself `at`. */
export interface PriceLine {
  readonly from: Decimal;
  readonly to: Decimal;
  readonly after: Decimal;
  readonly before: Decimal;
  readonly at: Decimal;
  /** It stands for a staircase with many steps. */
  readonly summed: boolean;
}

/** The finest that quantities can differ. */
const least = decimalOf("0.000000000000000001");
const [quarter, half, threeQuarters] = [decimalOf("0.25"), decimalOf("0.5"), decimalOf("0.75")];

/** The lines between the breaks, one after the other. */
export function priceLines(amountAt: AmountAt, { points, summed }: Breaks): PriceLine[] {
  return points.slice(1).map((to, index) => {
    const from = points[index] as Decimal;
    const middle = multiply(add(from, to), half);
    const isSummed = summed.some(([low, high]) => compare(low, middle) < 0 && compare(middle, high) < 0);
    return lineBetween(amountAt, from, to, isSummed);
  });
}

function lineBetween(amountAt: AmountAt, from: Decimal, to: Decimal, isSummed: boolean): PriceLine {
  const [width, at] = [subtract(to, from), amountAt(to)];
  // Nothing lies between two quantities that are next to each other.
  if (compare(width, least) <= 0) return { from, to, after: amountAt(from), before: at, at, summed: false };
  if (isSummed) {
    const [after, before] = [amountAt(add(from, least)), amountAt(subtract(to, least))];
    return { from, to, after, before, at, summed: compare(after, before) !== 0 };
  }
  const [first, second] = [quarter, threeQuarters].map((share) =>
    amountAt(add(from, multiply(width, share))),
  );
  const rise = multiply(subtract(second as Decimal, first as Decimal), half);
  return {
    from,
    to,
    after: subtract(first as Decimal, rise),
    before: add(second as Decimal, rise),
    at,
    summed: false,
  };
}

/** The lines cut where what the bend is of passes it. */
export function cutLines(amountAt: AmountAt, lines: readonly PriceLine[], bend: AdjustmentBend): PriceLine[] {
  return lines.flatMap((line) => {
    const { from, to, after, before } = line;
    const [low, high] = [bend.before(after), bend.before(before)];
    const passes = compare(low, bend.at) * compare(high, bend.at) < 0;
    if (!passes || compare(subtract(to, from), least) <= 0) return [line];
    const way = multiply(subtract(bend.at, low), subtract(to, from));
    const cuts = (["floor", "ceiling"] as const)
      .map((mode) => add(from, divide(way, subtract(high, low), quotientScale, mode)))
      .filter((cut) => compare(cut, from) > 0 && compare(cut, to) < 0);
    return cutAt(amountAt, line, cuts);
  });
}

function cutAt(amountAt: AmountAt, line: PriceLine, cuts: readonly Decimal[]): PriceLine[] {
  const [cut, ...others] = cuts;
  if (cut === undefined) return [line];
  if (compare(cut, line.from) === 0) return cutAt(amountAt, line, others);
  const at = amountAt(cut);
  const rest = cutAt(amountAt, { ...line, from: cut, after: at }, others);
  return [{ ...line, to: cut, before: at, at }, ...rest];
}

/** Without the breaks at which nothing happens. */
export function joinLines(lines: readonly PriceLine[]): PriceLine[] {
  const joined: PriceLine[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (last === undefined || !goesOn(last, line)) joined.push(line);
    else joined[joined.length - 1] = { ...line, from: last.from, after: last.after };
  }
  return joined;
}

function goesOn(line: PriceLine, next: PriceLine): boolean {
  if (line.summed || next.summed) return false;
  if (compare(line.before, line.at) !== 0 || compare(line.at, next.after) !== 0) return false;
  const rise = multiply(subtract(line.before, line.after), subtract(next.to, next.from));
  return compare(rise, multiply(subtract(next.before, next.after), subtract(line.to, line.from))) === 0;
}
