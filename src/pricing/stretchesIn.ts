// Where the price of a total may bend, in the unit that the model prices: stretches that are a straight line or a staircase
// each. There may be more of them than the price needs; what it comes to is asked of the price itself.
import {
  add,
  compare,
  type Decimal,
  decimalOf,
  divide,
  isZero,
  maximum,
  subtract,
  zero,
} from "../decimal/decimal.ts";
import { canonicalJson } from "../model/canonicalJson.ts";
import type { Cell } from "../model/charge.ts";
import type { QuantityRounding } from "../model/measuring.ts";
import type { CellPrice, PackagePrice, TieredPrice, UsageRule } from "../model/pricingProgram.ts";

/** Quantities after `from` up to the next stretch. */
export interface Stretch {
  readonly from: Decimal;
  /** Left out: a straight line. */
  readonly stairs?: Stairs;
}

/** The price jumps where another step begins, counted from `start`. */
export interface Stairs {
  readonly start: Decimal;
  readonly size: Decimal;
  /** How steps are counted: which side of a jump, or which half of a step, belongs to it. */
  readonly round: QuantityRounding;
}

/** The stretches of a rule's price, or of that of one of its cells, in order from zero on. */
export function stretchesIn(rule: UsageRule, cell: Cell | undefined): Stretch[] {
  const own = priceStretches(sourceOf(rule, cell), consumedBy(rule));
  const { included_quantity = "0", included_mode = "shift" } = rule;
  const included = decimalOf(included_quantity);
  if (isZero(included) || included_mode === "consume") return own;
  if (included_mode === "cliff") return cutAt(own, included);
  const moved = own.map(({ from, stairs }): Stretch => {
    const begin = add(from, included);
    return stairs === undefined
      ? { from: begin }
      : { from: begin, stairs: { ...stairs, start: add(stairs.start, included) } };
  });
  return [{ from: zero }, ...moved];
}

/** What is known of a price that has no packages and no tiers: it is a straight line. */
type Source = Partial<PackagePrice> & Partial<TieredPrice>;

function sourceOf(rule: UsageRule, cell: Cell | undefined): Source {
  if (rule.model !== "matrix" && rule.model !== "time_of_day") return rule as Source;
  const price = cell === "default" ? rule.default : cellPrice(rule, canonicalJson(cell));
  return typeof price === "object" ? (price as Source) : {};
}

function cellPrice(
  rule: Extract<UsageRule, { model: "matrix" | "time_of_day" }>,
  key: string,
): CellPrice | undefined {
  if (rule.model === "matrix") return rule.cells.find(({ when }) => canonicalJson(when) === key);
  return rule.windows.find(({ from, to, weekdays }) => {
    return canonicalJson({ from, to, ...(weekdays === undefined ? {} : { weekdays }) }) === key;
  });
}

function consumedBy({ included_mode, included_quantity = "0" }: UsageRule): Decimal {
  return included_mode === "consume" ? decimalOf(included_quantity) : zero;
}

function priceStretches(
  { tiers, tiers_mode, package_size, round = "up" }: Source,
  consumed: Decimal,
): Stretch[] {
  if (tiers !== undefined) return tierStretches({ tiers, tiers_mode: tiers_mode ?? "graduated" }, consumed);
  if (package_size === undefined) return [{ from: zero }];
  return [{ from: zero, stairs: { start: zero, size: decimalOf(package_size), round } }];
}

function tierStretches({ tiers, tiers_mode }: TieredPrice, consumed: Decimal): Stretch[] {
  const stretches: Stretch[] = [{ from: zero }];
  let above = zero;
  for (const { up_to, package_size, unit_amount, rate, flat_amount = "0", maximum_amount } of tiers) {
    const from = maximum(above, consumed);
    // Graduated tiers count from their own beginning, volume tiers from that of what is billed.
    const start = tiers_mode === "graduated" ? from : consumed;
    if (package_size !== undefined) {
      stretches.push({ from, stairs: { start, size: decimalOf(package_size), round: "up" } });
    } else {
      stretches.push({ from });
      const price = decimalOf(unit_amount ?? rate ?? "0");
      const room = subtract(decimalOf(maximum_amount ?? "0"), decimalOf(flat_amount));
      if (maximum_amount !== undefined && !isZero(price)) {
        // Where the most is reached need not be a decimal: then it lies between two that are.
        const reached = (["floor", "ceiling"] as const).map((mode) =>
          add(start, divide(room, price, 18, mode)),
        );
        const inside = reached.filter((at) => compare(at, from) > 0);
        stretches.push(
          ...inside
            .filter((at) => up_to === null || compare(at, decimalOf(up_to)) < 0)
            .map((at) => ({ from: at })),
        );
      }
    }
    if (up_to !== null) above = decimalOf(up_to);
  }
  return stretches;
}

/** The same with one more stretch, which begins inside of one that is there. */
function cutAt(stretches: readonly Stretch[], at: Decimal): Stretch[] {
  const before = stretches.filter(({ from }) => compare(from, at) <= 0);
  const after = stretches.filter(({ from }) => compare(from, at) > 0);
  return [...before, { ...before.at(-1), from: at }, ...after];
}
