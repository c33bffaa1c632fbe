// What is missing to the minimum commitment of a period, as a line of its own.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { dayIn } from "../calendar/billingCalendar.ts";
import { add, compare, type Decimal, decimalOf, formatDecimal, subtract, zero } from "../decimal/decimal.ts";
import type { LineItem } from "../model/invoice.ts";
import type { MinimumCommitment } from "../model/minimumCommitment.ts";
import { type Earning, earnedBetween, isByTime } from "../pricing/earnedBetween.ts";
import { step } from "../pricing/price.ts";
import type { Desk } from "./desk.ts";
import { netOf, sumOf } from "./netOf.ts";
import { lastProgram, reignsIn } from "./reignsIn.ts";

/** Undefined where nothing is missing. */
export function trueUp(desk: Desk, period: CalendarPeriod, lines: readonly LineItem[]): LineItem | undefined {
  const program = lastProgram(desk, period);
  const commitment = program?.minimum_commitment;
  if (program === undefined || commitment === undefined) return undefined;
  const [least, reached] = [committed(desk, period, commitment), sumOf(lines, netOf)];
  if (compare(reached, least) >= 0) return undefined;
  const missing = subtract(least, reached);
  const amount = formatDecimal(missing);
  return {
    kind: "true_up",
    description: commitment.name ?? "Minimum commitment",
    quantity: "1",
    unit_price: null,
    amount,
    rule_id: null,
    version: program.version,
    exact_amount: amount,
    steps: [{ ...step("true_up", { amount: missing }), limit: formatDecimal(least) }],
  };
}

/** Whole, or the sum of the parts that versions with a prorated commitment have of the period. */
function committed(desk: Desk, period: CalendarPeriod, { amount, proration }: MinimumCommitment): Decimal {
  if (!isByTime(proration)) return decimalOf(amount);
  return reignsIn(desk, period).reduce((sum, { program, startDay, endDay }) => {
    const own = program.minimum_commitment;
    if (own === undefined || !isByTime(own.proration)) return sum;
    const earning = earningOf(desk, period, own.amount, own.proration);
    const from = Math.max(startDay, period.startDay);
    return add(sum, earnedBetween(earning, from, Math.min(endDay, period.endDay)).amount);
  }, zero);
}

function earningOf(
  { terms: { contract }, digits }: Desk,
  { index }: CalendarPeriod,
  amount: string,
  proration: Earning["proration"],
): Earning {
  const { billing_anchor_date, billing_cadence: cadence, timezone, rounding: mode } = contract;
  const period = { anchor: dayIn(billing_anchor_date), cadence, index, timezone };
  return { whole: decimalOf(amount), proration, period, places: digits, mode };
}
