// A usage ladder's period, from its charges: the quantity decides the amount, or, where each event has its own price,
// the charges do.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { instantIn } from "../calendar/instant.ts";
import { monthOfDay, monthOfInstant } from "../calendar/month.ts";
import { add, type Decimal, decimalOf, isZero, maximum, subtract, zero } from "../decimal/decimal.ts";
import type { Charge, Step } from "../model/charge.ts";
import { InvariantError } from "../model/errors.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import { compilePrice } from "../pricing/compilePrice.ts";
import type { Ladder } from "../pricing/ladders.ts";
import { type EventPrice, mergeSteps, step } from "../pricing/price.ts";
import type { LadderUse } from "./ladderUse.ts";

/** What the charges of one ladder and period come to; without charges, what is due without usage. */
export function usageUse(
  ladder: Ladder,
  rule: UsageRule,
  charges: readonly Charge[],
  period: CalendarPeriod,
  cutMonths: ((charge: Charge) => string) | undefined,
): LadderUse {
  const price = compilePrice(rule);
  const groups = groupByMonth(charges, cutMonths, monthOfDay(period.endDay - 1));
  let quantity = zero;
  let sum = zero;
  const parts = groups.map(([month, ofMonth]) => {
    for (const charge of ofMonth) {
      quantity = add(quantity, decimalOf(charge.quantity));
      if (price.per === "event") sum = add(sum, unclamped(charge));
    }
    return { month, amount: price.per === "event" ? billed(price, sum) : price.amountAt(quantity) };
  });
  const use = { ladder, idle: charges.length === 0, quantity, parts };
  return price.per === "total"
    ? { ...use, unitPrice: price.unitPriceAt(quantity), steps: price.stepsAt(quantity) }
    : { ...use, unitPrice: price.unitPrice, steps: stepsOfEvents(price, charges, sum) };
}

/** What a sum of events' prices is billed as: clamped as a whole, so the order of the events is of no account. */
function billed({ clamps }: EventPrice, sum: Decimal): Decimal {
  return clamps ? maximum(zero, sum) : sum;
}

function unclamped(charge: Charge): Decimal {
  const clamped = stepsOf(charge).filter(({ kind }) => kind === "clamped");
  return clamped.reduce((rest, { amount }) => subtract(rest, decimalOf(amount)), decimalOf(charge.amount));
}

function stepsOfEvents(price: EventPrice, charges: readonly Charge[], sum: Decimal): Step[] {
  const steps = mergeSteps(charges.map((charge) => stepsOf(charge).filter(({ kind }) => kind !== "clamped")));
  const clamped = subtract(billed(price, sum), sum);
  return isZero(clamped) ? steps : [...steps, step("clamped", { amount: clamped })];
}

/** What a ladder costs in a period without usage. */
export function amountWithoutUsage(rule: UsageRule): Decimal {
  const price = compilePrice(rule);
  return price.per === "total" ? price.amountAt(zero) : zero;
}

/** How charges of a contract are told apart by calendar month. */
export function monthOfCharge(zone: string): (charge: Charge) => string {
  return ({ timestamp }) => monthOfInstant(instantIn(timestamp), zone);
}

function groupByMonth(
  charges: readonly Charge[],
  monthOf: ((charge: Charge) => string) | undefined,
  lastMonth: string,
): [string, readonly Charge[]][] {
  if (monthOf === undefined || charges.length === 0) return [[lastMonth, charges]];
  const months = new Map<string, Charge[]>();
  for (const charge of charges) {
    const month = monthOf(charge);
    const group = months.get(month);
    if (group === undefined) months.set(month, [charge]);
    else group.push(charge);
  }
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1));
}

function stepsOf(charge: Charge): NonNullable<Charge["steps"]> {
  if (charge.steps === undefined)
    throw new InvariantError(`charge of event ${charge.event_id} has lost its steps`);
  return charge.steps;
}
