// What a rule bills over the quantity, as exact data: for charts, and to show a price before it is agreed.
import { checkDecimal } from "../decimal/checkDecimal.ts";
import { compare, type Decimal, divide, formatDecimal, multiply, one, zero } from "../decimal/decimal.ts";
import { type Adjustments, adjustmentsOf } from "../invoicing/adjustmentsOf.ts";
import type { Cell } from "../model/charge.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import type { Issue, Result } from "../model/result.ts";
import { breaksIn } from "../pricing/breaksIn.ts";
import { checkPriced, pricedByTotal } from "./pricedByTotal.ts";
import { cutLines, joinLines, type PriceLine, priceLines } from "./priceLines.ts";

/** How far a price curve goes, and of what. */
export interface PriceCurveOptions {
  /** The last quantity; a decimal above zero. */
  readonly to: string;
  /** Of a rule with a price for each cell: which one, as a charge or a step names it. */
  readonly cell?: Cell;
}

/** What one rule bills over the quantity of a period. All numbers are decimal strings. */
export interface PriceCurve {
  readonly object: "price_curve";
  readonly rule_id: string;
  readonly cell?: Cell;
  /** The last quantity. */
  readonly to: string;
  readonly amount_at_zero: string;
  /** One after the other, from zero to `to`. */
  readonly pieces: readonly PricePiece[];
  /** The rule divides by this without rounding, so amounts are those of a quotient that is rounded to 18 places. */
  readonly divided_by?: string;
}

/** The amounts of the quantities above `from` up to and with `to`: a straight line. */
export interface PricePiece {
  readonly from: string;
  readonly to: string;
  /** What the amount comes to just above `from`; where that is not the amount at `from`, there is a jump. */
  readonly amount_at_from: string;
  /** Just below `to`, where that is not the amount at `to`: a jump too. */
  readonly amount_before_to?: string;
  /** At `to` itself. */
  readonly amount_at_to: string;
  /** `amount_at_to` for each unit, to 18 places. */
  readonly effective_unit_price: string;
  /** The piece stands for a staircase of too many steps; inside of it the amount is within one step of the line. */
  readonly summed?: true;
}

/**
 * What a rule bills over the quantity of a whole billing period, as straight lines between the quantities at which the price bends or jumps.
 *
 * The amounts are those of a line before it is rounded (`exact_amount`): included units, tiers, packages and transform, then
 * the rule's discounts, minimum, maximum and monthly cap, as if the rule had this one line and the period were one month. They come from the
 * functions that bill. The quantity is the line's, so what `stage: "per_event"` makes of events is done already.
 *
 * Each piece holds above its `from` up to and with its `to`, and its line is exact for every quantity of at most 18 places. Where a limit is met between
 * two such quantities, a piece lies between them. A price of packages or of rounded units is a staircase, each step a piece; more than a
 * thousand steps are summed up in pieces that say so (`summed`). A rule that divides without rounding (`divided_by`) has its breaks at exact quotients; elsewhere the
 * bill takes the quotient to 18 places, and the curve does not. There are no quantities below zero.
 *
 * @param rule - a usage rule, as `parsePricingProgram` makes it
 * @param options - `to`: the last quantity, above zero · `cell`: for a matrix or times of the day, the cell whose price is wanted
 * @returns the curve, or why there is none: `rule_model_invalid` where each event has its own price (`dynamic`, percentages and `bps` with
 * terms per event), `field_missing` or `cell_unmatched` for the cell, `rule_type_invalid` for a fee, `field_type` for a rule that has not been parsed, a code of decimals or `quantity_not_positive` for `to`
 *
 * @example
 * const { rules } = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1,
 *   rules: [{
 *     name: "Calls", type: "usage", model: "tiered", tiers_mode: "volume", metric: "calls", minimum_amount: "2",
 *     tiers: [{ up_to: "100", unit_amount: "0.1" }, { up_to: null, unit_amount: "0.05" }],
 *   }],
 * }));
 * const { amount_at_zero, pieces } = expectOk(priceCurve(rules[0] as UsageRule, { to: "300" }));
 * amount_at_zero; // => "2"
 * pieces.map(({ from, to, amount_at_from, amount_at_to }) => [from, to, amount_at_from, amount_at_to]);
 * // => [["0", "20", "2", "2"], ["20", "100", "2", "10"], ["100", "300", "5", "15"]]
 * pieces.map(({ effective_unit_price }) => effective_unit_price); // => ["0.1", "0.1", "0.05"]
 */
export function priceCurve(rule: UsageRule, options: PriceCurveOptions): Result<PriceCurve> {
  const issues = [...checkPriced(rule, options.cell), ...checkLast(options.to)];
  if (issues.length > 0) return { ok: false, issues };
  const last = checkDecimal(options.to);
  return last.ok ? { ok: true, value: drawCurve(rule, options.cell, last.value) } : { ok: false, issues: [] };
}

function checkLast(to: unknown): Issue[] {
  const check = checkDecimal(to);
  if (!check.ok) return [{ code: check.code, path: "to", message: check.message }];
  if (compare(check.value, zero) > 0) return [];
  return [
    { code: "quantity_not_positive", path: "to", message: "must be above zero: the curve begins there" },
  ];
}

function drawCurve(rule: UsageRule, cell: Cell | undefined, to: Decimal): PriceCurve {
  const { amountAt, rule: priced, divisor } = pricedByTotal(rule, cell);
  const adjustments = adjustmentsOf(rule);
  const last = divisor === undefined ? to : divide(to, divisor, undefined, "up");
  let lines = priceLines(amountAt, breaksIn(priced, cell, last));
  for (const bend of adjustments.bends) lines = cutLines(amountAt, lines, bend);
  const billed = joinLines(lines.map((line) => adjustLine(line, adjustments)));
  const atEnd = divisor && adjustments.billed(amountAt(divide(to, divisor)));
  return {
    object: "price_curve",
    rule_id: rule.id,
    ...(cell === undefined ? {} : { cell }),
    to: formatDecimal(to),
    amount_at_zero: formatDecimal(adjustments.billed(amountAt(zero))),
    pieces: billed.map((line, at) => {
      const isLast = at === billed.length - 1;
      return pieceOf(scaleLine(line, divisor ?? one, isLast ? to : undefined), isLast ? atEnd : undefined);
    }),
    ...(divisor === undefined ? {} : { divided_by: formatDecimal(divisor) }),
  };
}

function adjustLine({ after, before, at, ...rest }: PriceLine, { billed }: Adjustments): PriceLine {
  return { ...rest, after: billed(after), before: billed(before), at: billed(at) };
}

/** From quotients back to what was divided. */
function scaleLine(line: PriceLine, divisor: Decimal, last: Decimal | undefined): PriceLine {
  return { ...line, from: multiply(line.from, divisor), to: last ?? multiply(line.to, divisor) };
}

function pieceOf({ from, to, after, before, at, summed }: PriceLine, atEnd: Decimal | undefined): PricePiece {
  const amount = atEnd ?? at;
  // What a quotient loses in its last digit is no jump.
  const jumps = compare(before, at) !== 0;
  return {
    from: formatDecimal(from),
    to: formatDecimal(to),
    amount_at_from: formatDecimal(after),
    ...(jumps ? { amount_before_to: formatDecimal(before) } : {}),
    amount_at_to: formatDecimal(amount),
    effective_unit_price: formatDecimal(divide(amount, to)),
    ...(summed ? { summed: true } : {}),
  };
}
